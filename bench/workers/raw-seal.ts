/** A file read and put through AES-256-GCM, with no format, no digest and no network: what sealing is compared with. */
import type { RawSeal } from '../shapes.ts';
import { refilled, SLICE, slices, streamed } from './pieces.ts';

export interface RawSealInput extends RawSeal {
  readonly file: File;
  readonly worker: number;
}

const readers = { slice: slices, stream: streamed, memory: refilled } as const;

export async function rawSeal({ file, worker, workers, read, call }: RawSealInput) {
  const share = Math.ceil(file.size / workers / SLICE) * SLICE;
  const mine = file.slice(worker * share, Math.min((worker + 1) * share, file.size));
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  return async (): Promise<number> => {
    let sealed = 0;
    let iv = 0;
    for await (const piece of readers[read](mine, call)) {
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
