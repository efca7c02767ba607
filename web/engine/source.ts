/**
 * Dropped files as one body, end to end: one Blob over all of them, of which a whole file is never in memory. Few large
 * files are read in order by one stream, into memory that is there already, which takes half the time of anything else;
 * many small ones by pieces at once, and none of them takes a request of its own.
 */
import type { Bytes } from '../../shared/bytes.ts';
import { sleep } from '../../shared/clock.ts';
import type { BodyGeometry } from '../../shared/crypto/body.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import { inLanes, inTurn } from '../../shared/transfer/lanes.ts';
import { type FillPart, type PartSource, partSource } from '../../shared/transfer/part-sender.ts';
import type { Dropped, DroppedFile } from './protocol.ts';

/** A range with more files than this is read in pieces at once: a browser opens the files of one slice one after another. */
const FEW_FILES = 32;
const PIECES = 16;
/** Bytes that one stream is opened for: enough that opening it does not count, and all that a browser can buffer of it. */
const RUN = 64 * 1_048_576;
/** Bytes of one read at least: each answer costs more than the quarter of it that a browser gives by itself. */
const READ_LEAST = 1_048_576;
/** Milliseconds after which a stream that has not given as much counts as dead. */
const DEAD_AFTER = 20_000;

/**
 * Milliseconds before a file that could not be read is tried once more. A drive that sleeps, one on a network and a program that looks
 * at every file are back by then, and a share of which hours were sent is not lost by them.
 */
const PAUSES = [0, 1_000, 4_000, 10_000];

/** Held here, for Chromium collects a stream as garbage while somebody waits for it, and then he waits for ever. */
const open = new Set<ReadableStreamBYOBReader>();

export interface BodySource extends PartSource {
  /** Throws file-changed where a file that was read so far is another one by now. To be awaited before an upload ends. */
  readonly requireUnchanged: () => Promise<void>;
  /** Ends whatever is being read. */
  readonly close: () => void;
}

/** The parts of these files. Reading throws file-changed or file-unreadable with the file's path. */
export function bodySource({ files, joined: all }: Dropped, geometry: BodyGeometry): BodySource {
  const starts = startsOf(files);
  const stream = streamed(all);
  // Parts of many files that are read at once are all there at the end, and until then nothing is sent.
  const manyInTurn = inTurn();
  const closing = new AbortController();

  /** What `read` answers, after a failure once more, and again. Throws which file it was of. */
  async function insisting<T>(
    start: number,
    end: number,
    read: () => Promise<T>,
    first: unknown,
  ): Promise<T> {
    let cause = first;
    for (const pause of PAUSES) {
      await sleep(pause, closing.signal);
      if (closing.signal.aborted) throw new SealdropError('cancelled');
      try {
        return await read();
      } catch (error) {
        cause = error;
      }
    }
    throw await whichFailed(files, start, end, cause);
  }

  async function slice(start: number, end: number): Promise<Bytes> {
    const bytes = await all.slice(start, end).arrayBuffer();
    if (bytes.byteLength !== end - start) throw new RangeError('short');
    return new Uint8Array(bytes);
  }

  async function inPieces(target: Bytes, offset: number, pieces: number): Promise<Bytes> {
    const step = Math.ceil(target.length / pieces);
    const places = Array.from({ length: Math.ceil(target.length / step) }, (_, i) => i * step);
    await inLanes(pieces, places, async (at) => {
      const end = Math.min(at + step, target.length);
      target.set(await slice(offset + at, offset + end), at);
    });
    return target;
  }

  /** Of each file that was read since somebody last looked whether it is unchanged, a byte that was read. */
  const unsure = new Map<number, number>();
  let unsureBytes = 0;

  function remember(start: number, end: number): void {
    for (let i = fileAt(starts, start); i <= fileAt(starts, end - 1); i++) {
      const last = Math.min(starts[i + 1] ?? all.size, end) - 1;
      if (last >= Math.max(starts[i] as number, start)) unsure.set(i, last);
    }
    unsureBytes += end - start;
  }

  /**
   * Browsers look whether a file is still as it was picked when they open it, and a stream keeps it open: opened once more
   * after it was read, it says so.
   */
  async function requireUnchanged(): Promise<void> {
    const bytes = [...unsure.values()];
    unsure.clear();
    unsureBytes = 0;
    await inLanes(PIECES, bytes, async (byte) => {
      const look = () => slice(byte, byte + 1);
      await look().catch((error: unknown) => insisting(byte, byte + 1, look, error));
    });
  }

  const fill: FillPart = async (target, offset) => {
    const end = offset + target.length;
    const isMany = fileAt(starts, end - 1) - fileAt(starts, offset) >= FEW_FILES;
    const [size, start] = [target.buffer.byteLength, target.byteOffset];
    /** A dead stream has taken it with it. */
    const memory = () =>
      new Uint8Array(
        target.buffer.byteLength > 0 ? target.buffer : new ArrayBuffer(size),
        start,
        end - offset,
      );
    try {
      if (isMany) return await manyInTurn(() => inPieces(target, offset, PIECES));
      const filled = await stream.fill(target, offset);
      if (filled) {
        remember(offset, end);
        if (unsureBytes >= RUN) await requireUnchanged();
        return filled;
      }
      return await inPieces(memory(), offset, 1);
    } catch (error) {
      if (hasCode(error, 'cancelled', 'file-changed', 'file-unreadable')) throw error;
      return await insisting(offset, end, () => inPieces(memory(), offset, isMany ? PIECES : 1), error);
    }
  };
  const close = () => {
    closing.abort();
    stream.close();
  };
  return { ...partSource(geometry, fill), requireUnchanged, close };
}

/**
 * Reads a Blob by streams, in the order of being asked. `fill` fills all of `target`, in memory that is moved; null where this
 * browser cannot read into memory, or its stream is dead.
 */
function streamed(all: Blob) {
  let usable = true;
  let closed = false;
  let reader: ReadableStreamBYOBReader | null = null;
  /** What the stream gives next, and where it ends. */
  let [at, end] = [0, 0];
  const oneByOne = inTurn();

  function drop(): void {
    if (!reader) return;
    open.delete(reader);
    void reader.cancel().catch(() => undefined);
    reader = null;
  }

  function openAt(offset: number): ReadableStreamBYOBReader | null {
    drop();
    // Others may wait for their turn still.
    if (closed) throw new SealdropError('cancelled');
    [at, end] = [offset, Math.min(offset + RUN, all.size)];
    reader = bytesReader(all.slice(at, end));
    if (reader) open.add(reader);
    return reader;
  }

  async function fill(target: Bytes, offset: number): Promise<Bytes | null> {
    // Of memory that was moved away a view tells nothing.
    const { byteOffset, length } = target;
    let filled = target;
    for (let done = 0; done < length && usable; ) {
      const isNext = at === offset + done && at < end;
      const current = isNext && reader ? reader : openAt(offset + done);
      const min = Math.min(length - done, end - at, READ_LEAST);
      const read = current && (await inTime(current.read(filled.subarray(done), { min })));
      if (!read) {
        usable = false;
        break;
      }
      // Nothing more, of a range that lies within the files.
      if (closed) throw new SealdropError('cancelled');
      if (!read.value || read.value.length === 0) throw new RangeError('short');
      filled = new Uint8Array(read.value.buffer, byteOffset, length);
      done += read.value.length;
      at += read.value.length;
    }
    if (usable) return filled;
    drop();
    return null;
  }

  return {
    close: () => {
      closed = true;
      drop();
    },
    fill: (target: Bytes, offset: number): Promise<Bytes | null> =>
      oneByOne(() =>
        fill(target, offset).catch((error: unknown) => {
          drop();
          throw error;
        }),
      ),
  };
}

/** What `work` answers, or null after too long a time. */
function inTime<T>(work: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, DEAD_AFTER, null);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Null where a Blob's stream is none of bytes: WebKit. */
function bytesReader(blob: Blob): ReadableStreamBYOBReader | null {
  try {
    return blob.stream().getReader({ mode: 'byob' });
  } catch {
    return null;
  }
}

/** Where each file begins in the body. */
function startsOf(files: readonly DroppedFile[]): number[] {
  let size = 0;
  return files.map(({ file }) => {
    const start = size;
    size += file.size;
    return start;
  });
}

/** Index of the last file that starts at or before `offset`. */
function fileAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Browsers refuse to read a file whose size or time is no longer what it was when it was picked: which one it is. */
async function whichFailed(
  files: readonly DroppedFile[],
  offset: number,
  end: number,
  cause: unknown,
): Promise<SealdropError> {
  let start = 0;
  for (const { path, file } of files) {
    const from = Math.max(offset - start, 0);
    const to = Math.min(end - start, file.size);
    start += file.size;
    if (from >= to) continue;
    const failed = await file
      .slice(from, to)
      .arrayBuffer()
      .then(
        (bytes) => (bytes.byteLength === to - from ? null : 'file-changed'),
        (error: unknown) =>
          error instanceof DOMException && error.name === 'NotFoundError'
            ? ('file-unreadable' as const)
            : ('file-changed' as const),
      );
    if (failed) return new SealdropError(failed, { cause, details: { file: path } });
  }
  // It went by in the meantime, or there is too little memory to read with.
  return new SealdropError('file-unreadable', { cause });
}
