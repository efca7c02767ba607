/**
 * Opens files of older systems and keeps what comes of them until it is discarded: up to 64 MiB in memory, above that in
 * files of the browser's own. Nothing is answered of a file that was not read and checked to its end.
 */

import { type Found, findOlder } from '../../shared/archive/find-older.ts';
import type { OlderItem } from '../../shared/archive/older-item.ts';
import { KEY_TEXT_MAX, type OlderKeys, readFileKey, readPrivateKey } from '../../shared/archive/older-key.ts';
import { startHash } from '../../shared/archive/running-hash.ts';
import { toHex } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import { sendablePaths } from '../../shared/paths.ts';
import type { OlderInput, OlderProgress, OpenedOlder, OpenedOlderFile } from './older-protocol.ts';
import { fillPrivateFile } from './private-file.ts';
import type { PrivateFile } from './private-folder.ts';
import type { DroppedFile, WireError } from './protocol.ts';
import { referringArchive } from './referring-archive.ts';
import { wireError } from './rpc.ts';
import { saveToBlob } from './sinks.ts';
import { storedFile } from './stored-blob.ts';

/** Bytes that are kept in memory, all files together: where there is a disk to keep them on, and where there is none. */
const MEMORY = 64 * 1_048_576;
const MEMORY_ALONE = 256 * 1_048_576;
/** Milliseconds between two reports. */
const PACE = 50;

/** Bytes in memory, and what is on the disk. */
let inMemory = 0;
const onDisk: PrivateFile[] = [];
/** What is being opened, and what ends it: nothing is read any more then. */
let opening: Promise<unknown> = Promise.resolve();
const end = new AbortController();

/** Opens what is recognised. Throws older-unknown where nothing is, older-key-unusable, and cancelled. */
export async function openOlder(
  input: OlderInput,
  report: (progress: OlderProgress) => void,
): Promise<OpenedOlder> {
  const opened = openAll(input, report);
  opening = opened.catch(() => undefined);
  return await opened;
}

/** One ZIP of files that were opened, which refers to them. Throws file-unreadable. */
export function zipOlder(files: readonly DroppedFile[]): Promise<Blob> {
  return referringArchive(
    files.map(({ path, file }) => ({
      path,
      file,
      content: storedFile({ path, file }, end.signal).stream(0, file.size),
    })),
  );
}

/** Ends what is being opened, and removes from the disk what was. Nothing can be opened after it. */
export async function discardOlder(): Promise<void> {
  end.abort(new SealdropError('cancelled'));
  await opening;
  await Promise.all(onDisk.splice(0).map((file) => file.remove()));
}

async function openAll(input: OlderInput, report: (progress: OlderProgress) => void): Promise<OpenedOlder> {
  const keys = await readKeys(input);
  const { items, skipped } = await findOlder(input.files.map((one) => storedFile(one, end.signal)));
  if (items.length === 0) throw new SealdropError('older-unknown');
  const failures: WireError[] = [];
  const { placed, total } = await place(items, keys, failures);
  const files: OpenedOlderFile[] = [];
  const progress = paced(total, report);
  for (const { item, path } of placed) {
    try {
      files.push(await openOne(item, path, keys, progress));
    } catch (error) {
      failures.push(named(error, item));
    }
  }
  end.signal.throwIfAborted();
  return { files, failures, skipped };
}

async function readKeys({ privateKey, fileKey }: OlderInput): Promise<OlderKeys> {
  if (privateKey && privateKey.size > KEY_TEXT_MAX) throw new SealdropError('older-key-unusable');
  return {
    privateKey: privateKey ? await readPrivateKey(await privateKey.text()) : null,
    fileKey: fileKey.trim() === '' ? null : readFileKey(fileKey),
  };
}

/** The items that can be opened, each under a path of its own, and the most bytes that come of them. */
async function place(items: Found['items'], keys: OlderKeys, failures: WireError[]) {
  const openable: { readonly item: OlderItem; readonly path: string }[] = [];
  let total = 0;
  for (const item of items) {
    try {
      const { path, size } = await item.open(keys);
      openable.push({ item, path });
      total += size;
    } catch (error) {
      failures.push(named(error, item));
    }
  }
  const paths = sendablePaths(openable.map(({ path }) => path));
  return { placed: openable.map(({ item }, i) => ({ item, path: paths[i] as string })), total };
}

async function openOne(
  item: OlderItem,
  path: string,
  keys: OlderKeys,
  progress: (bytes: number) => void,
): Promise<OpenedOlderFile> {
  const { content, doubtful, size } = await item.open(keys);
  const hash = await startHash();
  async function* watched() {
    for await (const piece of content()) {
      hash.update(piece);
      yield piece;
      progress(piece.length);
    }
  }
  const kept = await keep(watched(), size);
  return {
    system: item.system,
    path,
    sha256: toHex(hash.end()),
    doubtful,
    file: new File([kept], path.slice(path.lastIndexOf('/') + 1)),
  };
}

/** All of `content`, at most `size` bytes. Throws no-space, older-no-room, and what `content` throws. */
async function keep(content: AsyncIterable<Uint8Array>, size: number): Promise<Blob> {
  const hasDisk = inMemory + size > MEMORY && (await canUseDisk());
  if (hasDisk) {
    const file = await fillPrivateFile(content);
    onDisk.push(file);
    return await file.handle.getFile();
  }
  if (inMemory + size > MEMORY_ALONE) {
    throw new SealdropError('older-no-room', { details: { limit: MEMORY_ALONE } });
  }
  const blob = await saveToBlob(content);
  inMemory += blob.size;
  return blob;
}

/** Private windows of some browsers refuse it, and not all of them at the first question. */
async function canUseDisk(): Promise<boolean> {
  async function* nothing() {}
  try {
    await (await fillPrivateFile(nothing())).remove();
    return true;
  } catch {
    return false;
  }
}

/** What failed, with the path that it is about. */
function named(error: unknown, { source }: OlderItem): WireError {
  const { code, details } = wireError(error);
  return { code, details: { file: source, ...details } };
}

function paced(total: number, report: (progress: OlderProgress) => void): (bytes: number) => void {
  let done = 0;
  let told = 0;
  return (bytes) => {
    done += bytes;
    const now = performance.now();
    if (now - told < PACE) return;
    told = now;
    report({ done, total });
  };
}
