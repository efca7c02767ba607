/**
 * What the browser alone does of the upload of many small files, without a line of the product: their bytes are read, one
 * stretch of all of them beside another, put through AES-256-GCM and SHA-256, and put.
 */
import type { Bytes } from '../../shared/bytes.ts';
import type { SentPart } from '../../shared/client.ts';
import { bodyGeometry } from '../../shared/crypto/body.ts';
import { inParts, newKey, PART, putBare, shareOf } from './bare.ts';
import type { ShareGo } from './put-part.ts';

export interface BareFilesInput {
  /** Stretches of a part that are read at once. */
  readonly pieces: number;
}

/** Read, encrypted, hashed, put. `joined`: the files end to end. */
export async function bareFiles({ pieces }: BareFilesInput) {
  const encrypt = await newKey();
  return async ({ joined, ...go }: ShareGo & { readonly joined: Blob }): Promise<SentPart[]> => {
    const geometry = bodyGeometry(joined.size);
    const share = shareOf(go);
    const sent: SentPart[] = [];
    await inParts({ first: 0, end: geometry.parts }, 1, async (index, memory) => {
      await fill(memory, joined.slice(index * PART, (index + 1) * PART), pieces);
      sent.push(await putBare(share, { geometry, index, memory, encrypt }));
      return memory;
    });
    return sent;
  };
}

async function fill(memory: Bytes, blob: Blob, pieces: number): Promise<void> {
  const step = Math.ceil(PART / pieces);
  const read = async (at: number) =>
    memory.set(new Uint8Array(await blob.slice(at, at + step).arrayBuffer()), at);
  await Promise.all(Array.from({ length: Math.ceil(blob.size / step) }, (_, i) => read(i * step)));
}
