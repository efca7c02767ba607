/**
 * The way down of a body: whole parts are fetched, several at a time; a part's plaintext is released, in order, only
 * after its SHA-256 matches the manifest's and every segment opens. Knows no browser. docs/format.md, "Body".
 */
import type { Bytes } from '../bytes.ts';
import { type BodyGeometry, plainPart, SEGMENT_SIZE, storedPart } from '../crypto/body.ts';
import type { Manifest } from '../crypto/manifest.ts';
import { SealdropError } from '../errors.ts';
import { type Body, knownBody, openPart } from './sealed-part.ts';
import type { StoredRange } from './store-http.ts';

/** Answers exactly these bytes of the stored object; tries again by itself, or throws. */
export type GetRange = (range: StoredRange) => Promise<Bytes>;

/** Bytes of plaintext in the body: [start, end). */
export interface BodyRange {
  readonly start: number;
  readonly end: number;
}

export interface ReceivePorts {
  /** The verified plaintext of a whole part (from 0). */
  readonly part: (index: number) => Promise<Bytes>;
  readonly signal: AbortSignal;
}

/** Parts being fetched or opened ahead of the consumer; at least two where parts are very large. */
const AHEAD_BYTES = 6 * 32 * SEGMENT_SIZE;

/**
 * The plaintext of a range, in order, in pieces of at most a part. Throws what the ports throw; what was yielded before
 * is the sender's, but no whole file yet.
 */
export async function* receiveRange(
  geometry: BodyGeometry,
  { start, end }: BodyRange,
  ports: ReceivePorts,
): AsyncGenerator<Bytes, void, void> {
  if (start >= end) return;
  const partSize = plainPart(geometry, 0).size;
  const first = Math.floor(start / partSize);
  const last = Math.floor((end - 1) / partSize);
  const ahead = Math.max(2, Math.floor(AHEAD_BYTES / storedPart(geometry, 0).size));
  const pending: Promise<Bytes>[] = [];
  let next = first;

  for (let index = first; index <= last; index++) {
    while (next <= last && pending.length < ahead) {
      const part = ports.part(next++);
      // Awaited in order below; until then a failure must not count as unhandled.
      part.catch(() => undefined);
      pending.push(part);
    }
    const plain = await (pending.shift() as Promise<Bytes>);
    if (ports.signal.aborted) throw new SealdropError('cancelled');
    const { offset } = plainPart(geometry, index);
    yield plain.subarray(Math.max(start - offset, 0), Math.min(end - offset, plain.length));
  }
}

/** Fetches and opens parts of a body. Throws damaged where a byte is not the sender's, and what `get` throws. */
export function partReceiver(body: Body, digests: Bytes, get: GetRange): (index: number) => Promise<Bytes> {
  return async (index) => {
    const { offset, size } = storedPart(body.geometry, index);
    const stored = await get({ offset, size, objectSize: body.geometry.objectSize });
    return openPart(body, index, stored, digests.subarray(index * 32, (index + 1) * 32));
  };
}

/** A range of the body of a manifest, all in this thread. Throws what both halves throw. */
export async function* receiveBody(
  manifest: Manifest,
  shareId: Bytes,
  range: BodyRange,
  { get, signal }: { readonly get: GetRange; readonly signal: AbortSignal },
): AsyncGenerator<Bytes, void, void> {
  const body = await knownBody(manifest, shareId);
  yield* receiveRange(manifest.geometry, range, { part: partReceiver(body, manifest.digests, get), signal });
}
