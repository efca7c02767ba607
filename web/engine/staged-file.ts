/**
 * Verified plaintext in a file of the browser's own, with a record of how far it is: after a reload or a crash a save goes
 * on from there. What stands in the file is compared with a hash of what was checked before anything is added to it.
 * docs/decisions/0011.
 */
import { type Bytes, equal, random, toHex } from '../../shared/bytes.ts';
import type { Manifest } from '../../shared/crypto/manifest.ts';
import { SealdropError } from '../../shared/errors.ts';
import { chained, pieceEnd, type Subject, sourceOf } from '../../shared/transfer/subject.ts';
import { type DownloadRecord, forgetDownload, saveDownload } from '../vault/downloads.ts';
import { handOut as handOutFile } from './private-file.ts';
import { isPrivateFileUsed, type PrivateFile, usePrivateFile } from './private-folder.ts';
import { writeError } from './sinks.ts';
import { forget, lockSource, unfinishedOf } from './unfinished-saves.ts';

/** Bytes after which the file is made durable and the record says so: at most so much is fetched twice. */
const CHECKPOINT = 16_000_000;
/** Bytes that are read at once. */
const READ_SIZE = 4 * 1_048_576;
/** Bytes that no file has which a browser keeps in memory: measured in private windows of Chromium. */
const LONGER_THAN_MEMORY = 2 * 1_073_741_824;

export interface StagedFile {
  /**
   * Whether so many bytes may stand in it: asked by its length, which costs nothing on a disk. For what is copied to another
   * place at its end, twice its size.
   */
  readonly hasRoomFor: (bytes: number) => boolean;
  /** Bytes that are checked and stand in it. */
  readonly done: () => number;
  /** Adds the next piece, which ends where a part ends. Throws no-space. */
  readonly append: (piece: Bytes) => Promise<void>;
  /** All that stands in it, in order. */
  readonly read: () => AsyncGenerator<Uint8Array, void>;
  /** The whole file for a download; it and its record are removed when it was taken. */
  readonly handOut: () => Promise<File>;
  /** Lets go of it with all that it has, so that it can be gone on with. Throws nothing. */
  readonly keep: () => Promise<void>;
  /** Removes it and its record. */
  readonly remove: () => Promise<void>;
}

export interface Staging {
  readonly id: Bytes;
  readonly manifest: Manifest;
  readonly subject: Subject;
  readonly grant: Bytes | null;
  /** Whether it is copied into a picked file at the end, which is the better place where there is no room for both. */
  readonly isPicked: boolean;
  /** When the share ends, in Unix milliseconds. */
  readonly ends: number;
  /** Told while what stands in the file already is compared; less than nothing where it was not as it should be. */
  readonly onChecked: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Where a save of this subject stands: as it was left, or at its beginning. null where a picked file is the better place,
 * for there is no room beside it, or in memory alone. Throws saving-in-other-tab.
 */
export async function openStaged(staging: Staging): Promise<StagedFile | null> {
  const { id, manifest, subject, grant, isPicked, ends } = staging;
  const source = await sourceOf(manifest, subject.range);
  const unlock = await lockSource(source);
  try {
    const now = { id, path: subject.path, source, grant, ends, isGiven: false };
    for (const record of await unfinishedOf(id)) {
      if (record.path !== subject.path || !equal(record.source, source)) continue;
      // One that a download was given, and perhaps still reads.
      if (record.isGiven && (await isPrivateFileUsed(record.file))) continue;
      const found = await reopen(record, staging);
      if (found) {
        const going = { ...record, ...now };
        await saveDownload(going).catch(() => undefined);
        return stagedFile(going, found, unlock);
      }
      await forget(record);
    }
    const record = { ...now, file: toHex(random(16)), done: 0, chain: source };
    // The file outlives this tab only where the record names it; where none can be kept, the save goes on without.
    await saveDownload(record).catch(() => undefined);
    try {
      const file = await usePrivateFile(record.file, { create: true });
      const staged = stagedFile(record, { file, access: await accessTo(file) }, unlock);
      // Without a picker there is no better place.
      if (!isPicked || staged.hasRoomFor(2 * (subject.range.end - subject.range.start))) return staged;
      await staged.remove();
      return null;
    } catch (error) {
      await forget(record);
      throw error;
    }
  } catch (error) {
    unlock();
    throw error;
  }
}

interface Opened {
  readonly file: PrivateFile;
  readonly access: FileSystemSyncAccessHandle;
}

async function accessTo(file: PrivateFile): Promise<FileSystemSyncAccessHandle> {
  try {
    return await file.handle.createSyncAccessHandle();
  } catch (error) {
    file.release();
    const isInUse = error instanceof DOMException && error.name === 'NoModificationAllowedError';
    throw isInUse ? new SealdropError('saving-in-other-tab', { cause: error }) : error;
  }
}

/** The file of a record that begins with the bytes that the record says, or null where they are not there. */
async function reopen(record: DownloadRecord, staging: Staging): Promise<Opened | null> {
  const file = await usePrivateFile(record.file, { create: false }).catch(() => null);
  if (!file) return null;
  const access = await accessTo(file);
  try {
    if (await isAsChecked(access, record, staging)) return { file, access };
  } catch (error) {
    access.close();
    file.release();
    throw error;
  }
  access.close();
  file.release();
  return null;
}

async function isAsChecked(
  access: FileSystemSyncAccessHandle,
  { source, done, chain: wanted }: DownloadRecord,
  { manifest, subject, onChecked, signal }: Staging,
): Promise<boolean> {
  if (access.getSize() < done) return false;
  let chain = source;
  for (let at = 0; at < done; ) {
    if (signal.aborted) throw new SealdropError('cancelled');
    const piece = new Uint8Array(pieceEnd(manifest, subject.range, at) - at);
    if (access.read(piece, { at }) !== piece.length) throw new SealdropError('unexpected');
    chain = await chained(chain, piece);
    at += piece.length;
    onChecked(piece.length);
  }
  if (equal(chain, wanted)) return true;
  onChecked(-done);
  return false;
}

function stagedFile(begun: DownloadRecord, { file, access }: Opened, unlock: () => void): StagedFile {
  let record = begun;
  let written = begun.done;

  async function checkpoint(): Promise<void> {
    access.flush();
    written = record.done;
    await saveDownload(record).catch(() => undefined);
  }

  return {
    hasRoomFor(bytes) {
      const length = Math.max(bytes, LONGER_THAN_MEMORY);
      try {
        access.truncate(length);
        // Some refuse without a word.
        return access.getSize() === length;
      } catch {
        return false;
      } finally {
        access.truncate(record.done);
      }
    },
    done: () => record.done,
    async append(piece) {
      const hashed = chained(record.chain, piece);
      try {
        if (access.write(piece, { at: record.done }) !== piece.length) throw new SealdropError('no-space');
      } catch (error) {
        throw writeError(error);
      } finally {
        await hashed;
      }
      record = { ...record, done: record.done + piece.length, chain: await hashed };
      if (record.done - written >= CHECKPOINT) await checkpoint();
    },
    async *read() {
      for (let at = 0; at < record.done; ) {
        const piece = new Uint8Array(Math.min(READ_SIZE, record.done - at));
        if (access.read(piece, { at }) !== piece.length) throw new SealdropError('unexpected');
        yield piece;
        at += piece.length;
      }
    },
    async handOut() {
      // A crash may have left more than was recorded.
      if (access.getSize() > record.done) access.truncate(record.done);
      access.flush();
      access.close();
      const whole = await handOutFile(file, record);
      unlock();
      return whole;
    },
    async keep() {
      // Where even that does not fit on the disk, the record before it still holds.
      await checkpoint().catch(() => undefined);
      access.close();
      file.release();
      unlock();
    },
    async remove() {
      access.close();
      await forgetDownload(record).catch(() => undefined);
      await file.remove();
      unlock();
    },
  };
}
