/**
 * Verified plaintext into the origin private file system, for browsers without a file picker: nothing stands in the
 * person's own folders before the last byte was checked, and then an ordinary download copies the whole file there.
 */
import { random, toHex } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import { type DownloadRecord, forgetGiven, keepGiven } from '../vault/downloads.ts';
import { endedAfter } from './download-time.ts';
import { type PrivateFile, usePrivateFile } from './private-folder.ts';
import { coalesced, PIECE_SIZE, writeError } from './sinks.ts';

/** All of `content` as one File on disk. Throws no-space, and what `content` throws; nothing is left behind then. */
export async function saveToPrivateFile(content: AsyncIterable<Uint8Array>): Promise<File> {
  return await handOut(await fillPrivateFile(content));
}

/** The same, and it stays until somebody removes it or this tab ends. */
export async function fillPrivateFile(content: AsyncIterable<Uint8Array>): Promise<PrivateFile> {
  const file = await usePrivateFile(toHex(random(16)), { create: true });
  try {
    const access = await file.handle.createSyncAccessHandle();
    try {
      for await (const piece of coalesced(content, PIECE_SIZE)) {
        if (access.write(piece) !== piece.length) throw new SealdropError('no-space');
      }
      access.flush();
    } finally {
      access.close();
    }
    return file;
  } catch (error) {
    await file.remove();
    throw writeError(error);
  }
}

/**
 * A whole file for a download to take; it is removed when one has certainly ended, and by no start of Sealdrop before that.
 * `record`: how it can be had once more until then.
 */
export async function handOut(file: PrivateFile, record: DownloadRecord | null = null): Promise<File> {
  const { name } = file.handle;
  const whole = await file.handle.getFile();
  const time = endedAfter(whole.size);
  // Where it cannot be written down, this tab's lock protects it still, and nothing goes on with it.
  await keepGiven(name, time, record).catch(() => forgetGiven(name, record).catch(() => undefined));
  setTimeout(async () => {
    await file.remove();
    await forgetGiven(name, record).catch(() => undefined);
  }, time);
  return whole;
}
