/**
 * The files of a share on their way to the disk: in a folder beside their places, with a sealed record of how far they are
 * checked, so that a save that was ended goes on from there. Their names they get when all of them are whole.
 */
import { type FileHandle, lstat, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bytes, equal, random, toHex } from '../shared/bytes.ts';
import { cborMap, decodeCbor, encodeCbor } from '../shared/crypto/cbor.ts';
import { asBytes, asRecord, asUint } from '../shared/crypto/fields.ts';
import { labelled } from '../shared/crypto/labels.ts';
import type { Manifest } from '../shared/crypto/manifest.ts';
import { SealdropError } from '../shared/errors.ts';
import { savablePaths } from '../shared/paths.ts';
import { openRecord, sealRecord } from '../shared/records/sealed-record.ts';
import { chained, pieceEnd, sourceOf, subjectOf } from '../shared/transfer/subject.ts';
import { readPrivate, writePrivate } from './config-folder.ts';
import { isCode } from './durable.ts';
import type { Home } from './home.ts';
import { withLockIfFree } from './lock.ts';
import {
  type OutFolder,
  outFolder,
  TakenError,
  UnwritableError,
  writablePath,
  writing,
} from './out-folder.ts';

/** Bytes after which files are made durable and the record says so, while the next are written: at most twice as much is fetched again. */
const CHECKPOINT = 32_000_000;
const READ_SIZE = 4 * 1_048_576;

export interface StagedShare {
  /** Bytes of the body that are checked and stand there. */
  readonly done: number;
  /** What the download is counted by, the same as before where it goes on. */
  readonly grant: Bytes;
  /** Adds the next piece, which ends where a part ends. Throws no-space. */
  readonly append: (piece: Bytes) => Promise<void>;
  /**
   * Makes all files durable where they stand, each called by its number in the manifest. Answers the folder that they are in,
   * which is whoever asks for it's to take away. Throws no-space.
   */
  readonly complete: () => Promise<string>;
  /** Gives all files their names. Answers where each is. Throws TakenError. */
  readonly finish: () => Promise<readonly string[]>;
}

interface Saved {
  readonly done: number;
  readonly chain: Bytes;
  readonly grant: Bytes;
}

export interface Staging {
  readonly home: Home;
  readonly id: Bytes;
  readonly manifest: Manifest;
  /** The folder that the files go to. */
  readonly out: string;
}

const FIELDS = ['v', 'done', 'chain', 'grant'];

/**
 * Runs `work` with the place where a share is saved: as it was left, or at its beginning. What is there stays until `finish`.
 * Throws saving-in-other-tab where another one saves it there, TakenError where a file is there already.
 */
export async function withStagedShare<T>(
  { home, id, manifest, out }: Staging,
  work: (staged: StagedShare) => Promise<T>,
): Promise<T> {
  const whole = subjectOf(manifest, null);
  if (!whole) throw new SealdropError('damaged');
  const source = await sourceOf(manifest, whole.range);
  const folder = await outFolder(out);
  const place = join(folder.root, `.sealdrop-${toHex(source.subarray(0, 12))}.part`);
  const paths = savablePaths(manifest.files.map(({ path }) => writablePath(path)));
  const isNew = await makeFolder(place);
  if (isNew) {
    try {
      for (const path of paths) await folder.requireFree(path);
    } catch (error) {
      await rm(place, { recursive: true, force: true });
      throw error;
    }
  }
  const answer = await withLockIfFree(join(place, 'lock'), async () => {
    const files = stagedFiles({ folder, place, paths, manifest });
    const aad = labelled('download', id, source);
    const record = join(place, 'record');
    const save = async ({ done, chain, grant }: Saved) =>
      writePrivate(
        record,
        await sealRecord(home.deviceKey, encodeCbor(cborMap({ v: 1, done, chain, grant })), aad),
      );
    let saved = await savedIn(record, aad, home);
    if (saved && !(await files.areAsChecked(saved, source))) saved = { ...saved, done: 0, chain: source };
    saved ??= { done: 0, chain: source, grant: random(16) };
    // Before it is used: whatever happens, the same grant is the same download.
    await save(saved);
    const { staged, settled } = stagedShare(saved, files, save);
    try {
      return { of: await work(staged) };
    } finally {
      // No record is written by this process once another may go on.
      await settled();
      await files.close();
    }
  });
  if (!answer) throw new SealdropError('saving-in-other-tab');
  return answer.of;
}

async function makeFolder(place: string): Promise<boolean> {
  try {
    await mkdir(place, { mode: 0o700 });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) {
      // Whoever else has made it could have put links into it, and could change what was checked.
      if (!(await isOwnFolder(place))) throw new TakenError(place);
      return false;
    }
    throw isCode(error, 'ENOSPC', 'EDQUOT')
      ? new SealdropError('no-space', { cause: error })
      : new UnwritableError(place, error);
  }
}

async function isOwnFolder(place: string): Promise<boolean> {
  const found = await lstat(place);
  return found.isDirectory() && (process.getuid === undefined || found.uid === process.getuid());
}

/** null where there is none, or none that this user has written. */
async function savedIn(record: string, aad: Bytes, { deviceKey }: Home): Promise<Saved | null> {
  const sealed = await readPrivate(record);
  const plain = sealed && (await openRecord(deviceKey, sealed, aad).catch(() => null));
  if (!plain) return null;
  const map = asRecord(decodeCbor(plain), FIELDS);
  asUint(map.get('v'), 1, 1);
  return {
    done: asUint(map.get('done'), 0, Number.MAX_SAFE_INTEGER),
    chain: asBytes(map.get('chain'), 32),
    grant: asBytes(map.get('grant'), 16),
  };
}

function stagedShare(
  begun: Saved,
  files: StagedFiles,
  save: (saved: Saved) => Promise<void>,
): { readonly staged: StagedShare; readonly settled: () => Promise<void> } {
  let saved = begun;
  let written = begun.done;
  /** Runs beside what is written meanwhile: to wait for the disk at each one would cost a third of the time. */
  let checkpoint: Promise<void> = Promise.resolve();

  async function checkpointAt(reached: Saved): Promise<void> {
    await files.sync();
    await save(reached);
  }

  async function complete(): Promise<string> {
    await checkpoint;
    await checkpointAt(saved);
    return await files.complete();
  }

  const staged: StagedShare = {
    done: begun.done,
    grant: begun.grant,
    append: async (piece) => {
      const [chain] = await Promise.all([chained(saved.chain, piece), files.write(saved.done, piece)]);
      saved = { ...saved, done: saved.done + piece.length, chain };
      if (saved.done - written < CHECKPOINT) return;
      await checkpoint;
      checkpoint = checkpointAt(saved);
      // Whoever waits for it next hears of it.
      checkpoint.catch(() => undefined);
      written = saved.done;
    },
    complete,
    finish: async () => {
      await complete();
      return await files.finish();
    },
  };
  return { staged, settled: () => checkpoint.catch(() => undefined) };
}

interface StagedFiles {
  /** Bytes of the body at `at`. Throws no-space. */
  readonly write: (at: number, piece: Bytes) => Promise<void>;
  readonly sync: () => Promise<void>;
  readonly areAsChecked: (saved: Saved, source: Bytes) => Promise<boolean>;
  readonly complete: () => Promise<string>;
  readonly finish: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

interface Places {
  readonly folder: OutFolder;
  /** Of the files until they are whole, each called by its number. */
  readonly place: string;
  /** Where they go, below the folder. */
  readonly paths: readonly string[];
  readonly manifest: Manifest;
}

function stagedFiles({ folder, place, paths, manifest }: Places): StagedFiles {
  const ends: number[] = [];
  let total = 0;
  for (const { size } of manifest.files) ends.push((total += size));
  const staged = (index: number) => join(place, String(index));

  /** The one that is being written. */
  let current: { readonly index: number; readonly handle: FileHandle } | null = null;

  async function handleOf(index: number): Promise<FileHandle> {
    if (current?.index === index) return current.handle;
    await close();
    // Not truncated: what was written before goes on.
    const handle = await open(staged(index), 'a+', 0o600).then(async (made) => {
      await made.close();
      return await open(staged(index), 'r+');
    });
    current = { index, handle };
    return handle;
  }

  /** What is left behind is durable. */
  async function close(): Promise<void> {
    const handle = current?.handle;
    current = null;
    try {
      await handle?.sync();
    } finally {
      await handle?.close();
    }
  }

  async function write(at: number, piece: Bytes): Promise<void> {
    let done = 0;
    let index = firstAfter(ends, at);
    while (done < piece.length) {
      const end = ends[index] as number;
      const start = end - (manifest.files[index]?.size ?? 0);
      const length = Math.min(piece.length - done, end - (at + done));
      if (length > 0)
        await writeAll(await handleOf(index), piece.subarray(done, done + length), at + done - start);
      done += length;
      index++;
    }
  }

  async function* pieces(until: number): AsyncGenerator<Bytes, void, void> {
    for (const [index, { size }] of manifest.files.entries()) {
      const start = (ends[index] as number) - size;
      if (start >= until) return;
      // Of an empty one nothing was checked, and its file comes at the end.
      if (size === 0) continue;
      const handle = await open(staged(index)).catch(() => open(folder.placeOf(paths[index] as string)));
      try {
        for (let at = 0; at < Math.min(size, until - start); ) {
          const bytes = new Uint8Array(Math.min(READ_SIZE, Math.min(size, until - start) - at));
          const { bytesRead } = await handle.read(bytes, 0, bytes.length, at);
          if (bytesRead === 0) throw new Error('shorter than before');
          yield bytes.subarray(0, bytesRead);
          at += bytesRead;
        }
      } finally {
        await handle.close();
      }
    }
  }

  return {
    write: (at, piece) => writing(place, () => write(at, piece)),
    sync: () => writing(place, async () => await current?.handle.sync()),
    areAsChecked: async ({ done, chain }, source) => {
      const range = { start: 0, end: total };
      let [at, next] = [0, source];
      try {
        let piece = new Uint8Array(pieceEnd(manifest, range, 0));
        let filled = 0;
        for await (const bytes of pieces(done)) {
          for (let used = 0; used < bytes.length; ) {
            const part = bytes.subarray(used, used + piece.length - filled);
            piece.set(part, filled);
            [filled, used] = [filled + part.length, used + part.length];
            if (filled < piece.length) continue;
            next = await chained(next, piece);
            at += filled;
            filled = 0;
            if (at < done) piece = new Uint8Array(pieceEnd(manifest, range, at) - at);
          }
        }
      } catch (error) {
        if (isCode(error, 'ENOENT') || !(error instanceof SealdropError)) return false;
        throw error;
      }
      return at === done && equal(next, chain);
    },
    complete: () =>
      writing(place, async () => {
        await close();
        for (const [index, { size }] of manifest.files.entries()) {
          // Empty files have had no bytes to be made for.
          if (size === 0) await (await open(staged(index), 'a', 0o600)).close();
        }
        return place;
      }),
    finish: () =>
      writing(place, async () => {
        const written: string[] = [];
        for (const [index, path] of paths.entries()) {
          written.push(await folder.adopt(path, staged(index)));
        }
        await rm(place, { recursive: true, force: true });
        return written;
      }),
    close,
  };
}

async function writeAll(file: FileHandle, piece: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < piece.length; ) {
    at += (await file.write(piece, at, piece.length - at, position + at)).bytesWritten;
  }
}

/** Index of the first file that ends after `at`; ends are in order. */
function firstAfter(ends: readonly number[], at: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ends[middle] as number) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
