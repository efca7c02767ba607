/** A file read and put through AES-256-GCM, with no format, no digest and no network: what sealing is compared with. */
import type { Bytes } from '../../shared/bytes.ts';
import type { RawSeal } from '../shapes.ts';

export interface RawSealInput extends RawSeal {
  readonly file: File;
  readonly worker: number;
}

const SLICE = 8 * 1_048_576;

export async function rawSeal({ file, worker, workers, read, call }: RawSealInput) {
  const share = Math.ceil(file.size / workers / SLICE) * SLICE;
  const mine = file.slice(worker * share, Math.min((worker + 1) * share, file.size));
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  return async (): Promise<number> => {
    let sealed = 0;
    let iv = 0;
    for await (const piece of read === 'slice' ? slices(mine) : streamed(mine, call)) {
      for (let at = 0; at < piece.length; at += call) {
        const nonce = new Uint8Array(12);
        new DataView(nonce.buffer).setUint32(0, iv++);
        const plain = piece.subarray(at, at + call);
        sealed += (await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, plain)).byteLength;
      }
    }
    return sealed;
  };
}

async function* slices(blob: Blob): AsyncGenerator<Bytes> {
  const read = (at: number) => blob.slice(at, at + SLICE).arrayBuffer();
  let coming = read(0);
  for (let at = 0; at < blob.size; at += SLICE) {
    const bytes = await coming;
    if (at + SLICE < blob.size) coming = read(at + SLICE);
    yield new Uint8Array(bytes);
  }
}

async function* streamed(blob: Blob, size: number): AsyncGenerator<Bytes> {
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
