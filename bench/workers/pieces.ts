/** A file in pieces, the next one being read while the last one is worked on. */
import type { Bytes } from '../../shared/bytes.ts';

export const SLICE = 8 * 1_048_576;
/** Bytes of one read into memory at least. */
const READ_LEAST = 1_048_576;

/** By slices of 8 MiB. */
export async function* slices(blob: Blob): AsyncGenerator<Bytes> {
  const read = (at: number) => blob.slice(at, at + SLICE).arrayBuffer();
  let coming = read(0);
  for (let at = 0; at < blob.size; at += SLICE) {
    const bytes = await coming;
    if (at + SLICE < blob.size) coming = read(at + SLICE);
    yield new Uint8Array(bytes);
  }
}

/** By the browser's stream, in pieces of `size` bytes. */
export async function* streamed(blob: Blob, size: number): AsyncGenerator<Bytes> {
  const reader = blob.stream().getReader();
  let held = new Uint8Array(size);
  let filled = 0;
  let coming = reader.read();
  for (;;) {
    const { done, value } = await coming;
    if (done) break;
    coming = reader.read();
    for (let at = 0; at < value.length; ) {
      const part = value.subarray(at, at + size - filled);
      held.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < size) continue;
      yield held;
      held = new Uint8Array(size);
      filled = 0;
    }
  }
  if (filled > 0) yield held.subarray(0, filled);
}

/** What nobody holds is collected as garbage in Chromium while somebody waits for it. */
const held = new Set<unknown>();

/** Answers how to let go of it. */
export function hold(one: unknown): () => void {
  held.add(one);
  return () => held.delete(one);
}

/**
 * Fills memory from a file, one piece after another, in the order of being asked: all of it but for the last. Answers where
 * the memory was moved to.
 */
export function intoMemory(blob: Blob): (memory: Bytes) => Promise<Bytes> {
  const fill = byStream(blob) ?? bySlices(blob);
  let turn: Promise<unknown> = Promise.resolve();
  return (memory) => {
    const filling = turn.then(() => fill(memory));
    turn = filling;
    return filling;
  };
}

type Fill = (memory: Bytes) => Promise<Bytes>;

/** Null where a stream takes no memory: WebKit. */
function byStream(blob: Blob): Fill | null {
  const reader = byteReader(blob);
  if (!reader) return null;
  hold(reader);
  return async (memory) => {
    const { length } = memory;
    let filled = memory;
    for (let done = 0; done < length; ) {
      const { value } = await reader.read(filled.subarray(done), {
        min: Math.min(READ_LEAST, length - done),
      });
      if (!value) throw new Error('the stream was cancelled');
      filled = new Uint8Array(value.buffer, 0, length);
      if (value.length === 0) return filled;
      done += value.length;
    }
    return filled;
  };
}

function byteReader(blob: Blob): ReadableStreamBYOBReader | null {
  try {
    return blob.stream().getReader({ mode: 'byob' });
  } catch {
    return null;
  }
}

/** The next one is being read while the last one is worked on. Memory of a whole piece is the browser's own. */
function bySlices(blob: Blob): Fill {
  let at = 0;
  let coming: Promise<ArrayBuffer> | null = null;
  const read = (size: number) => blob.slice(at, at + size).arrayBuffer();
  return async (memory) => {
    const bytes = await (coming ?? read(memory.length));
    at += bytes.byteLength;
    coming = at < blob.size ? read(memory.length) : null;
    if (bytes.byteLength === memory.length) return new Uint8Array(bytes);
    memory.set(new Uint8Array(bytes));
    return memory;
  };
}

/** By a stream into memory that is used again: each piece holds until the next one is asked for. */
export async function* refilled(blob: Blob): AsyncGenerator<Bytes> {
  const fill = intoMemory(blob);
  let memory = new Uint8Array(SLICE);
  for (let at = 0; at < blob.size; at += SLICE) {
    memory = await fill(memory);
    yield memory.subarray(0, Math.min(SLICE, blob.size - at));
  }
}
