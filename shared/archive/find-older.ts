/**
 * Which of these files belong to one of the three older systems: packages by their metadata or pieces; NAME.enc with
 * NAME.key.enc beside it; any other NAME.enc. The same inside of a ZIP. Only what tells them apart is read.
 * docs/older-files.md.
 */
import type { Bytes } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { cloudSecureShareItem } from './cloud-secure-share.ts';
import type { OlderItem } from './older-item.ts';
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

/**
 * What stands in these files. A ZIP that cannot be read is an item whose opening says why, for it may have been one of
 * theirs. Throws what reading a file throws.
 */
export async function findOlder(files: readonly StoredFile[]): Promise<Found> {
  const items: OlderItem[] = [];
  const skipped: string[] = [];
  const plain: StoredFile[] = [];
  for (const file of files) {
    if (!(await isZip(file, files.length === 1))) {
      plain.push(file);
      continue;
    }
    const inside = await findInZip(file);
    items.push(...inside.items);
    skipped.push(...inside.skipped);
  }
  const outside = await findPlain(plain);
  return { items: [...items, ...outside.items], skipped: [...skipped, ...outside.skipped] };
}

async function isZip(file: StoredFile, isOnly: boolean): Promise<boolean> {
  if (/\.zip$/i.test(file.path)) return true;
  // Given by itself it may have any name.
  if (!isOnly || file.path.endsWith(ENDING) || file.size < 4) return false;
  const [p, k] = await readRange(file, 0, 4);
  return p === 0x50 && k === 0x4b;
}

async function findInZip(zip: StoredFile): Promise<Found> {
  const look = async () => {
    const files = await filesOfZip(zip);
    const found = await findPlain(files);
    // What is left alone might be one of theirs whose name was changed: then its own header says so.
    const left = new Set(found.items.length > 0 ? found.skipped : []);
    for (const file of files) if (left.has(file.path)) await readRange(file, 0, 0);
    return found;
  };
  let found: Found;
  try {
    found = await look();
  } catch (error) {
    const open = () => Promise.reject(error);
    return { items: [{ system: 'secure-file-processing', source: zip.path, open }], skipped: [] };
  }
  if (found.items.length === 0) return { items: [], skipped: [zip.path] };
  const folder = folderOf(zip.path);
  const items = found.items.map(({ system, source }, i): OlderItem => {
    const isWhole = system === 'secure-file-processing';
    return {
      system,
      source: isWhole && found.items.length === 1 ? zip.path : `${zip.path}: ${source}`,
      open: async (keys) => {
        try {
          // Found anew, so that not the directories of a thousand ZIPs have to be kept.
          const opened = await ((await look()).items[i] as OlderItem).open(keys);
          // The leading folder of a package is a part of its form.
          const path = isWhole ? opened.path.slice(folderOf(opened.path).length) : opened.path;
          return { ...opened, path: folder + path, content: () => named(opened.content(), zip.path) };
        } catch (error) {
          throw inZip(error, zip.path);
        }
      },
    };
  });
  return { items, skipped: found.skipped.map((path) => `${zip.path}: ${path}`) };
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

async function findPlain(files: readonly StoredFile[]): Promise<Found> {
  const items: OlderItem[] = [];
  const taken = new Set<string>();
  for (const [folder, group] of packageFolders(files)) {
    if (!(await isPackage(group, folder))) continue;
    const metadata = group.find(({ path }) => path === `${folder}metadata.json`);
    items.push(packageItem(metadata?.path ?? `${folder}chunks`, group, folder));
    for (const { path } of group) if (nameInPackage(path, folder) !== null) taken.add(path);
  }
  const rest = files.filter(({ path }) => !taken.has(path));
  for (const { item, paths } of sealedFiles(rest)) {
    items.push(item);
    for (const path of paths) taken.add(path);
  }
  return { items, skipped: files.flatMap(({ path }) => (taken.has(path) ? [] : [path])) };
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
