/**
 * Paths inside a share. A reader refuses what could escape, deceive or fail at saving, by code points alone; the
 * sender's client renames such paths, and those that would clash on some system, before anything is sealed.
 * docs/format.md, "Paths".
 */
import { fromUtf8, utf8 } from './bytes.ts';
import { SealdropError } from './errors.ts';
import { PATH_MAX } from './limits.ts';

/** \ : < > " | ? *, C0, DEL, C1, byte order mark, and the controls that reorder text. */
const refused = /[\\:<>"|?*\u0000-\u001F\u007F-\u009F\uFEFF\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
const refusedAll = new RegExp(refused, 'g');
/** Names that Windows gives to devices, with any extension. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00B9\u00B2\u00B3])(?:\.|$)/i;

/** Whether a path alone is one that a reader takes. */
export function isPath(path: string): boolean {
  // A path of n UTF-16 units has at least n bytes: one of many MiB is refused before it is walked.
  if (path.length === 0 || path.length > PATH_MAX || utf8(path).length > PATH_MAX) return false;
  return !refused.test(path) && path.split('/').every(isPathPart);
}

function isPathPart(part: string): boolean {
  // A part . or .. ends in a dot, too.
  return part !== '' && !part.endsWith('.') && !part.endsWith(' ') && !device.test(part);
}

/** Throws damaged where a path is refused, stands twice, or is the folder of another. */
export function checkPaths(paths: readonly string[]): void {
  if (!paths.every(isPath) || hasClash(paths)) throw new SealdropError('damaged');
}

/** Whether one of these, which are paths each, equals another or is its folder. */
function hasClash(paths: readonly string[]): boolean {
  // With U+0000, the lowest unit, for "/" a folder stands directly before what is in it. To list every folder of
  // every path instead would cost the square of a path's length. (Split and joined: replaceAll is slower tenfold.)
  const sorted = paths.map((path) => path.split('/').join('\0')).sort();
  return sorted.some((path, i) => {
    const before = sorted[i - 1];
    return before !== undefined && (path === before || path.startsWith(`${before}\0`));
  });
}

/** What two paths share where a system does not tell them apart. */
function fold(path: string): string {
  return path.toUpperCase().toLowerCase().normalize('NFC');
}

/** For each path as dropped, the path to send: NFC, taken by every reader, distinct on every system. */
export function sendablePaths(dropped: readonly string[]): string[] {
  return distinctPaths(dropped.map(clean));
}

/**
 * For each path of a manifest, in its order, the path to save it under among the others: its own, or numbered where a
 * disk would not tell it from one before it or from a folder. What differs was renamed, and is to be shown. The number
 * may carry a path beyond 1,024 bytes, which bind manifests and no disk.
 */
export function savablePaths(paths: readonly string[]): string[] {
  return distinctPaths(paths);
}

/** The paths, numbered where another before them or a folder has the same fold. */
function distinctPaths(paths: readonly string[]): string[] {
  const folds = paths.map(fold);
  const isFolder = folderTest(folds);
  const taken = new Set<string>();
  // Where the search for a free number ended, for each fold: 100,000 equal names would be tried 5 * 10^9 times.
  const next = new Map<string, number>();
  return paths.map((path, i) => {
    const own = folds[i] as string;
    let distinct = path;
    let folded = own;
    let n = next.get(own) ?? 2;
    for (; taken.has(folded) || isFolder(folded); n++) {
      distinct = numbered(path, n);
      folded = fold(distinct);
    }
    if (n > 2) next.set(own, n);
    taken.add(folded);
    return distinct;
  });
}

/** Tells whether a path is a folder of one of `paths`, at any depth. Folding changes no "/", so folds will do. */
function folderTest(paths: readonly string[]): (path: string) => boolean {
  const parents = new Set(paths.map((path) => path.slice(0, path.lastIndexOf('/') + 1)));
  const sorted = [...parents].sort();
  return (path) => {
    const prefix = `${path}/`;
    // What begins with the prefix stands together, from the first that is not below it.
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sorted[middle] as string) < prefix) low = middle + 1;
      else high = middle;
    }
    return sorted[low]?.startsWith(prefix) ?? false;
  };
}

function clean(path: string): string {
  // A lone surrogate has no UTF-8: the encoder makes it U+FFFD.
  const text = fromUtf8(utf8(path)).normalize('NFC').replace(refusedAll, '_');
  const parts = text.split('/').filter((part) => part !== '');
  const cleaned = shorten(parts.map(cleanPart));
  return cleaned === '' ? '_' : cleaned;
}

function cleanPart(part: string): string {
  if (isPathPart(part)) return part;
  // By hand: a pattern anchored at the end alone is tried from every dot, which takes the square of their number.
  let end = part.length;
  while (end > 0 && '. '.includes(part.charAt(end - 1))) end--;
  const text = part.slice(0, end) + '_'.repeat(part.length - end);
  return isPathPart(text) ? text : `_${text}`;
}

/** At most 1,024 bytes less room for a number: the last folders and the name are kept, the name cut before its ending. */
function shorten(parts: readonly string[]): string {
  const room = PATH_MAX - 16;
  const whole = parts.join('/');
  if (utf8(whole).length <= room) return whole;
  const name = parts.at(-1) ?? '';
  let size = utf8(name).length;
  if (size > room) return cleanPart(shortenName(name, room));
  let from = parts.length - 1;
  for (; from > 0; from--) {
    size += 1 + utf8(parts[from - 1] as string).length;
    if (size > room) break;
  }
  return parts.slice(from).join('/');
}

/** A name of at most `room` bytes: cut before its ending, between two characters. */
export function shortenName(name: string, room: number): string {
  if (utf8(name).length <= room) return name;
  const { stem, ending } = splitEnding(name);
  const bytes = utf8(stem);
  let end = room - utf8(ending).length;
  // Not within a character: its later bytes are 10xxxxxx.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return fromUtf8(bytes.subarray(0, end)) + ending;
}

function splitEnding(path: string): { stem: string; ending: string } {
  const match = /^(.*[^/])(\.[^./]{1,16})$/su.exec(path);
  return match ? { stem: match[1] as string, ending: match[2] as string } : { stem: path, ending: '' };
}

/** "name (n).ending". */
export function numbered(path: string, n: number): string {
  const { stem, ending } = splitEnding(path);
  return `${stem} (${n})${ending}`;
}
