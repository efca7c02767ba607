/**
 * A sealed item: a folder with `key` (its own key, wrapped), `contents` (names and sizes, sealed) and `body` (all files end to end, as
 * a share's body is). What is read from it is authenticated before it is given on, part by part; how many there
 * are says the contents, so a cut body is found before its first byte is read. docs/receive.md, "Sealed items".
 */
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bytes, concat, random } from '../../shared/bytes.ts';
import { GCM_IV_SIZE, openGcm, sealGcm } from '../../shared/crypto/aes-gcm.ts';
import { bodyGeometry, plainPart, storedPart } from '../../shared/crypto/body.ts';
import { cborMap, decodeCbor, encodeCbor } from '../../shared/crypto/cbor.ts';
import { asArray, asBytes, asRecord, asText, asUint } from '../../shared/crypto/fields.ts';
import { hkdfSha256 } from '../../shared/crypto/hkdf.ts';
import { FLOE_HEADER_SIZE } from '../../shared/crypto/manifest-size.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import { FILES_MAX } from '../../shared/limits.ts';
import {
  type Body,
  knownBody,
  newBody,
  openPart,
  plaintextIn,
  sealPart,
} from '../../shared/transfer/sealed-part.ts';
import { readPrivate } from '../config-folder.ts';
import { isCode, syncFolder } from '../durable.ts';
import { itemLabelled } from './item-labels.ts';
import { ITEM_ID_SIZE, ItemError, type ServiceKeys, unwrapItemKey, wrapItemKey } from './service-key.ts';

export interface ItemFile {
  readonly path: string;
  readonly size: number;
}

export interface ItemContents {
  readonly files: readonly ItemFile[];
  /** From the sender; may be empty. */
  readonly note: string;
  /** What is known of who signed it. */
  readonly sender: string;
}

export const ITEM_KEY = 'key';
const CONTENTS = 'contents';
const BODY = 'body';
/** Whether a folder with these names in it is an item. */
export function isItem(names: readonly string[]): boolean {
  return [ITEM_KEY, CONTENTS, BODY].every((name) => names.includes(name));
}

const NO_SALT = new Uint8Array(0);

/**
 * Makes an item at `folder`, which is not there. `content`: the bytes of all files end to end, in pieces of any size, each of which is
 * kept no longer than until the next. All of it is durable afterwards; before, it has no key. Throws damaged where there are more
 * bytes or fewer.
 */
export async function writeItem(
  folder: string,
  keys: ServiceKeys,
  { files, note, sender }: ItemContents,
  content: AsyncIterable<Bytes>,
): Promise<void> {
  const [item, itemKey] = [random(ITEM_ID_SIZE), random(32)];
  const geometry = bodyGeometry(files.reduce((sum, { size }) => sum + size, 0));
  const { bodyKey, contentsKey } = await derived(itemKey, item);
  const { bodyHeader, body } = await newBody(bodyKey, item, geometry);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeWhole(join(folder, BODY), (file) => writeBody(file, body, content));
  const plain = encodeCbor(
    cborMap({ v: 1, bodyHeader, files: files.map(({ path, size }) => [path, size]), note, sender }),
  );
  const iv = random(GCM_IV_SIZE);
  const sealed = await sealGcm(contentsKey, iv, plain, itemLabelled('contents', item));
  await writeWhole(join(folder, CONTENTS), (file) => file.writeFile(concat(iv, sealed)));
  const wrapped = await wrapItemKey(keys, item, itemKey);
  await writeWhole(join(folder, ITEM_KEY), (file) => file.writeFile(wrapped));
  await syncFolder(folder);
}

async function derived(itemKey: Bytes, item: Bytes) {
  return {
    bodyKey: await hkdfSha256(itemKey, NO_SALT, itemLabelled('bodyKey', item), 32),
    contentsKey: await hkdfSha256(itemKey, NO_SALT, itemLabelled('contentsKey', item), 32),
  };
}

async function writeWhole(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await write(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeBody(file: FileHandle, body: Body, content: AsyncIterable<Bytes>): Promise<void> {
  const { geometry } = body;
  const memory = new Uint8Array(storedPart(geometry, 0).size);
  const pieces = content[Symbol.asyncIterator]();
  let rest = new Uint8Array(0);
  let [done, isOver] = [0, false];

  /** As much as there is, in front of zeros. */
  async function fill(plain: Bytes): Promise<void> {
    let filled = 0;
    while (filled < plain.length && !isOver) {
      const piece = rest.subarray(0, plain.length - filled);
      plain.set(piece, filled);
      filled += piece.length;
      rest = rest.subarray(piece.length);
      if (rest.length > 0) continue;
      const next = await pieces.next();
      if (next.done) isOver = true;
      else rest = next.value;
    }
    plain.fill(0, filled);
    done += filled;
  }

  try {
    for (let index = 0; index < geometry.parts; index++) {
      const part = memory.subarray(0, storedPart(geometry, index).size);
      await fill(plaintextIn(geometry, index, part));
      const { bytes } = await sealPart(body, index, part, null);
      await file.writeFile(bytes);
    }
    if (done !== geometry.bodySize || !(isOver || (await pieces.next()).done))
      throw new SealdropError('damaged');
  } finally {
    await pieces.return?.();
  }
}

export interface OpenItem extends ItemContents {
  /** Verified bytes of a file of it, in pieces. Throws ItemError before a byte that was altered is given on. */
  readonly read: (file: ItemFile) => AsyncGenerator<Bytes, void, void>;
}

/**
 * Opens the item at `folder`. Throws ItemError where it was altered, cut, or is none, FileKeyError where it is under another key.
 */
export async function openItem(folder: string, keys: ServiceKeys): Promise<OpenItem> {
  const wrapped = await partOf(folder, ITEM_KEY);
  const { item, itemKey } = await unwrapItemKey(keys, wrapped, folder);
  const { bodyKey, contentsKey } = await derived(itemKey, item);
  const sealed = await partOf(folder, CONTENTS);
  const iv = sealed.slice(0, GCM_IV_SIZE);
  const plain = await openGcm(contentsKey, iv, sealed.slice(GCM_IV_SIZE), itemLabelled('contents', item));
  if (!plain) throw new ItemError(folder);
  const map = asRecord(decodeCbor(plain), ['v', 'bodyHeader', 'files', 'note', 'sender']);
  asUint(map.get('v'), 1, 1);
  const files = asArray(map.get('files'), 1, FILES_MAX).map((one) => {
    const [path, size] = asArray(one, 2, 2);
    return { path: asText(path), size: asUint(size, 0, Number.MAX_SAFE_INTEGER) };
  });
  const geometry = bodyGeometry(files.reduce((sum, { size }) => sum + size, 0));
  const bodyHeader = asBytes(map.get('bodyHeader'), FLOE_HEADER_SIZE);
  const body = await knownBody({ bodyKey, bodyHeader, geometry }, item);

  async function* read(wanted: ItemFile): AsyncGenerator<Bytes, void, void> {
    const start = files.slice(0, files.indexOf(wanted)).reduce((sum, { size }) => sum + size, 0);
    const end = start + wanted.size;
    const file = await open(join(folder, BODY));
    try {
      const { size } = await file.stat();
      // Something behind it is no more what was made than a cut one is.
      if (size !== geometry.objectSize) throw new ItemError(folder);
      const full = plainPart(geometry, 0).size;
      for (let index = Math.floor(start / full); index * full < end; index++) {
        const opened = await partAt(file, body, index, folder);
        yield opened.subarray(Math.max(0, start - index * full), Math.min(opened.length, end - index * full));
      }
    } finally {
      await file.close();
    }
  }

  return { files, note: asText(map.get('note')), sender: asText(map.get('sender')), read };
}

async function partAt(file: FileHandle, body: Body, index: number, folder: string): Promise<Bytes> {
  const { offset, size } = storedPart(body.geometry, index);
  const stored = new Uint8Array(size);
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(stored, at, size - at, offset + at);
    if (bytesRead === 0) throw new ItemError(folder);
    at += bytesRead;
  }
  return await openPart(body, index, stored).catch((error: unknown) => {
    throw hasCode(error, 'damaged') ? new ItemError(folder, error) : error;
  });
}

async function partOf(folder: string, name: string): Promise<Bytes> {
  const bytes = await readPrivate(join(folder, name)).catch((error: unknown) => {
    // What should be a folder is a file.
    if (isCode(error, 'ENOTDIR')) return null;
    throw error;
  });
  if (!bytes) throw new ItemError(folder);
  return bytes;
}
