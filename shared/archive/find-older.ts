/**
 * Which of these files belong to one of the three older systems: packages by their metadata or pieces; NAME.enc with
 * NAME.key.enc beside it; any other NAME.enc. The same inside of a ZIP. Only what tells them apart is read.
 * docs/older-files.md.
 */
import type { Bytes } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { cloudSecureShareItem } from './cloud-secure-share.ts';
import { type OlderItem, unhidden } from './older-item.ts';
import { chunkOwner, isPackage, nameInPackage, packageItem } from './secure-file-processing.ts';
import { secureUploadItem } from './secure-upload-download.ts';
import { folderOf, readRange, type StoredFile } from './stored-file.ts';
import { filesOfZip } from './zip-content.ts';

export interface Found {
  readonly items: readonly OlderItem[];
  /** Paths of what belongs to none. */
  readonly skipped: readonly string[];
}

const PUBLIC_KEY = 'ephemeral_public_key.pem';
const ENDING = '.enc';
const KEY_ENDING = '.key.enc';
/** Bytes of a NAME.key.enc. */
const KEY_FILE_SIZE = 48;

/** Names that stand in a ZIP of theirs, and the bytes at each of its ends that are searched for them where it cannot be read. */
const olderName = /(?:metadata\.json|checksums\.txt|key_wrap\.json|encrypted_keys\.bin|[ -~]\.enc)/;
const ZIP_END = 131_072;

/**
 * What stands in these files. A ZIP that cannot be read is an item whose opening says why, where it is given alone or
 * holds a name of theirs; so is what cannot be read at all. Throws file-unreadable where the only file is that.
 */
export async function findOlder(files: readonly StoredFile[]): Promise<Found> {
  const items: OlderItem[] = [];
  const skipped: string[] = [];
  const plain: StoredFile[] = [];
  const look = keepLast();
  const isOnly = files.length === 1;
  for (const file of files) {
    if (isOfMac(file.path) || !(await isZip(file, isOnly))) {
      plain.push(file);
      continue;
    }
    const inside = await findInZip(file, { isOnly, look });
    items.push(...inside.items);
    skipped.push(...inside.skipped);
  }
  const outside = await findPlain(plain);
  return { items: [...items, ...outside.items], skipped: [...skipped, ...outside.skipped] };
}

/** What macOS puts beside a file, under its name and of another content. */
function isOfMac(path: string): boolean {
  return path.split('/').some((part) => part === '__MACOSX' || part.startsWith('._'));
}

interface Inside extends Found {
  readonly files: readonly StoredFile[];
}
type Look = (zip: StoredFile) => Promise<Inside>;

/**
 * Finds what stands in a ZIP. All items of one are opened in a row, so the last is kept: its directory is not read
 * anew for each of them, and those of a thousand ZIPs are not in memory.
 */
function keepLast(): Look {
  let last: { readonly zip: StoredFile; readonly inside: Inside } | null = null;
  return async (zip) => {
    if (last?.zip === zip) return last.inside;
    last = null;
    const files = await filesOfZip(zip);
    const inside = { files, ...(await findPlain(files)) };
    last = { zip, inside };
    return inside;
  };
}

async function isZip(file: StoredFile, isOnly: boolean): Promise<boolean> {
  if (/\.zip$/i.test(file.path)) return true;
  // Given by itself it may have any name.
  if (!isOnly || file.path.endsWith(ENDING) || file.size < 4) return false;
  const [p, k] = await readRange(file, 0, 4);
  return p === 0x50 && k === 0x4b;
}

async function findInZip(
  zip: StoredFile,
  { isOnly, look }: { readonly isOnly: boolean; readonly look: Look },
): Promise<Found> {
  try {
    const { files, items, skipped } = await look(zip);
    if (items.length === 0) return { items, skipped: [zip.path] };
    // What is left alone might be one of theirs whose name was changed: then its own header says so.
    const left = new Set(skipped);
    for (const file of files) if (left.has(file.path)) await readRange(file, 0, 0);
    const isAlone = items.length === 1;
    return {
      items: items.map((item, index) => itemInZip(zip, item, { index, isAlone, look })),
      skipped: skipped.map((path) => `${zip.path}: ${path}`),
    };
  } catch (error) {
    if (!isOnly && !(await mayHoldOlder(zip))) return { items: [], skipped: [zip.path] };
    const open = () => Promise.reject(error);
    return { items: [{ system: 'secure-file-processing', source: zip.path, open }], skipped: [] };
  }
}

/** Whether a ZIP that cannot be read may be one of theirs: it says so at either end, or cannot be looked at. */
async function mayHoldOlder(zip: StoredFile): Promise<boolean> {
  try {
    const head = await readRange(zip, 0, Math.min(ZIP_END, zip.size));
    const tail = await readRange(zip, Math.max(0, zip.size - ZIP_END), zip.size);
    return [head, tail].some((bytes) => olderName.test(new TextDecoder('latin1').decode(bytes)));
  } catch {
    return true;
  }
}

/** How the items of a ZIP are found again. */
interface Again {
  readonly index: number;
  /** There is no other in it. */
  readonly isAlone: boolean;
  readonly look: Look;
}

function itemInZip(
  zip: StoredFile,
  { system, source }: OlderItem,
  { index, isAlone, look }: Again,
): OlderItem {
  const isWhole = system === 'secure-file-processing';
  return {
    system,
    source: isWhole && isAlone ? zip.path : `${zip.path}: ${source}`,
    open: async (keys) => {
      try {
        const { items } = await look(zip);
        const opened = await (items[index] as OlderItem).open(keys);
        // The leading folder of a package is a part of its form.
        const path = isWhole ? opened.path.slice(folderOf(opened.path).length) : opened.path;
        const content = () => named(opened.content(), zip.path);
        return { ...opened, path: unhidden(folderOf(zip.path) + path), content };
      } catch (error) {
        throw inZip(error, zip.path);
      }
    },
  };
}

async function* named(content: AsyncIterable<Bytes>, zip: string): AsyncGenerator<Bytes, void> {
  try {
    yield* content;
  } catch (error) {
    throw inZip(error, zip);
  }
}

/** An error about an entry, as one about an entry of this ZIP. */
function inZip(error: unknown, zip: string): unknown {
  if (!(error instanceof SealdropError)) return error;
  const { code, cause, details } = error;
  if (details.file === undefined || details.file === zip) return error;
  return new SealdropError(code, { cause, details: { ...details, file: `${zip}: ${details.file}` } });
}

async function findPlain(all: readonly StoredFile[]): Promise<Found> {
  const files = all.filter(({ path }) => !isOfMac(path));
  const items: OlderItem[] = [];
  const taken = new Set<string>();
  const own = new Set<string>();
  for (const [folder, group] of packageFolders(files)) {
    // A portable package of Sealdrop, whose names are much the same. docs/package.md.
    if (group.some(({ path }) => path === `${folder}manifest.bin`)) {
      for (const { path } of group) own.add(path);
      continue;
    }
    if (!(await isPackage(group, folder))) continue;
    const metadata = group.find(({ path }) => path === `${folder}metadata.json`);
    items.push(packageItem(metadata?.path ?? `${folder}chunks`, group, folder));
    for (const { path } of group) if (nameInPackage(path, folder) !== null) taken.add(path);
  }
  const rest = files.filter(({ path }) => !taken.has(path) && !own.has(path));
  for (const { item, paths } of sealedFiles(rest)) {
    items.push(item);
    for (const path of paths) taken.add(path);
  }
  return { items, skipped: all.flatMap(({ path }) => (taken.has(path) ? [] : [path])) };
}

/** For each folder that may hold a package, the files in it and the pieces below it. */
function packageFolders(files: readonly StoredFile[]): ReadonlyMap<string, readonly StoredFile[]> {
  const folders = new Map<string, StoredFile[]>();
  for (const { path } of files) {
    const owner = path === `${folderOf(path)}metadata.json` ? folderOf(path) : chunkOwner(path);
    if (owner !== null) folders.set(owner, []);
  }
  for (const file of files) folders.get(chunkOwner(file.path) ?? folderOf(file.path))?.push(file);
  return folders;
}

/** The items among files that are in no package, each with the paths that it takes. */
function* sealedFiles(
  files: readonly StoredFile[],
): Generator<{ item: OlderItem; paths: readonly string[] }> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const publicKeys = files.filter(({ path }) => path === folderOf(path) + PUBLIC_KEY);
  // It may stand apart where there is only one.
  const only = publicKeys.length === 1 ? publicKeys[0] : undefined;
  const publicKeyOf = (path: string) => byPath.get(folderOf(path) + PUBLIC_KEY) ?? only ?? null;
  const inShares = new Set<string>();
  for (const key of files) {
    if (!key.path.endsWith(KEY_ENDING)) continue;
    const stem = key.path.slice(0, -KEY_ENDING.length);
    const body = byPath.get(stem + ENDING) ?? null;
    const publicKey = publicKeyOf(key.path);
    // Else it is a file of the other system whose name ends in ".key".
    if (key.size !== KEY_FILE_SIZE && !(body && publicKey)) continue;
    const paths = [body, key, publicKey].flatMap((file) => (file ? [file.path] : []));
    inShares.add(key.path).add(stem + ENDING);
    yield { item: cloudSecureShareItem(stem, { body, key, publicKey }), paths };
  }
  for (const file of files) {
    if (!file.path.endsWith(ENDING) || inShares.has(file.path)) continue;
    yield { item: secureUploadItem(file), paths: [file.path] };
  }
}
