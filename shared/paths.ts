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
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00B9\u00B2\u00B3])$/i;

/** Whether a path alone is one that a reader takes. */
export function isPath(path: string): boolean {
  if (path.length === 0 || utf8(path).length > PATH_MAX || refused.test(path)) return false;
  return path.split('/').every(isPathPart);
}

function isPathPart(part: string): boolean {
  if (part === '' || part === '.' || part === '..' || /[. ]$/.test(part)) return false;
  return !device.test(part.split('.', 1)[0] as string);
}

/** Throws damaged where a path is refused, stands twice, or is the folder of another. */
export function checkPaths(paths: readonly string[]): void {
  const files = new Set(paths);
  const clash = files.size !== paths.length || paths.some((path) => folders(path).some((f) => files.has(f)));
  if (clash || !paths.every(isPath)) throw new SealdropError('damaged');
}

/** Every folder above a path: a, a/b for a/b/c. */
function folders(path: string): string[] {
  const above: string[] = [];
  for (let i = path.indexOf('/'); i !== -1; i = path.indexOf('/', i + 1)) above.push(path.slice(0, i));
  return above;
}

/** What two paths share where a system does not tell them apart. */
function fold(path: string): string {
  return path.toUpperCase().toLowerCase().normalize('NFC');
}

/** For each path as dropped, the path to send: NFC, taken by every reader, distinct on every system. */
export function sendablePaths(dropped: readonly string[]): string[] {
  const cleaned = dropped.map(clean);
  const taken = new Set(cleaned.flatMap(folders).map(fold));
  return cleaned.map((path) => {
    let distinct = path;
    for (let n = 2; taken.has(fold(distinct)); n++) distinct = numbered(path, n);
    taken.add(fold(distinct));
    return distinct;
  });
}

function clean(path: string): string {
  // A lone surrogate has no UTF-8: the encoder makes it U+FFFD.
  const text = fromUtf8(utf8(path)).normalize('NFC').replace(refusedAll, '_');
  const parts = text.split('/').filter((part) => part !== '');
  const cleaned = shorten(parts.map(cleanPart));
  return cleaned === '' ? '_' : cleaned;
}

function cleanPart(part: string): string {
  const text = part.replace(/[. ]+$/, (end) => '_'.repeat(end.length));
  return isPathPart(text) ? text : `_${text}`;
}

/** At most 1,024 bytes less room for a number: the last folders and the name are kept, the name cut before its ending. */
function shorten(parts: readonly string[]): string {
  const room = PATH_MAX - 16;
  let kept = [...parts];
  while (kept.length > 1 && utf8(kept.join('/')).length > room) kept = kept.slice(1);
  const [only = ''] = kept;
  if (kept.length > 1 || utf8(only).length <= room) return kept.join('/');
  const { stem, ending } = splitEnding(only);
  let short = [...stem];
  while (utf8(short.join('') + ending).length > room) short = short.slice(0, -1);
  return cleanPart(short.join('') + ending);
}

function splitEnding(path: string): { stem: string; ending: string } {
  const match = /^(.*[^/])(\.[^./]{1,16})$/su.exec(path);
  return match ? { stem: match[1] as string, ending: match[2] as string } : { stem: path, ending: '' };
}

function numbered(path: string, n: number): string {
  const { stem, ending } = splitEnding(path);
  return `${stem} (${n})${ending}`;
}
