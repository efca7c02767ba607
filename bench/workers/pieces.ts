/** A file in pieces, the next one being read while the last one is worked on. */
import type { Bytes } from '../../shared/bytes.ts';

export const SLICE = 8 * 1_048_576;

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
