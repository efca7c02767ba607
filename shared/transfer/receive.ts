/**
 * The way down of a body: whole parts are fetched, several at a time; a part's plaintext is released, in order, only
 * after its SHA-256 matches the manifest's and every segment opens. Knows no browser. docs/format.md, "Body".
 */
import { type Bytes, equal, sha256 } from '../bytes.ts';
import { type BodyGeometry, plainPart, SEGMENT_SIZE, storedPart } from '../crypto/body.ts';
import type { Manifest } from '../crypto/manifest.ts';
import { hasCode, SealdropError } from '../errors.ts';
import { inOrder } from './lanes.ts';
import { type Body, knownBody, openPart } from './sealed-part.ts';
import type { StoredRange } from './store-http.ts';

export interface FetchPorts {
  /** Exactly these bytes of the stored object, in the memory given where there is any; tries again by itself, or throws. */
  readonly get: (range: StoredRange, memory: Bytes | null) => Promise<Bytes>;
  /** A part was not what was signed, which one more transfer may put right: `get` is to use a fresh URL for it. */
  readonly onMismatch?: () => void;
}

/** Bytes of plaintext in the body: [start, end). */
export interface BodyRange {
  readonly start: number;
  readonly end: number;
}

export interface ReceivePorts {
  /** The verified plaintext of a whole part (from 0). */
  readonly part: (index: number) => Promise<Bytes>;
  /** Takes back the memory of a part, once the next piece is asked for. Whoever gives this keeps no piece longer. */
  readonly reuse?: (part: Bytes) => void;
  readonly signal: AbortSignal;
}

/** Parts being fetched or opened ahead of the consumer; at least two where parts are very large. */
const AHEAD_BYTES = 6 * 32 * SEGMENT_SIZE;
/** Times that a part is fetched before what comes is the store's. */
const TRANSFERS_MAX = 3;

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
  const indices = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const parts = inOrder(ahead, indices, async (index) => ({ index, plain: await ports.part(index) }));
  for await (const { index, plain } of parts) {
    if (ports.signal.aborted) throw new SealdropError('cancelled');
    const { offset } = plainPart(geometry, index);
    yield plain.subarray(Math.max(start - offset, 0), Math.min(end - offset, plain.length));
    ports.reuse?.(plain);
  }
}

/**
 * Fetches and opens parts of a body, in the memory of an earlier one where there is any. Throws damaged where a byte is
 * not the sender's, and what `get` throws.
 */
export function partReceiver(
  body: Body,
  digests: Bytes,
  ports: FetchPorts,
): (index: number, memory?: Bytes | null) => Promise<Bytes> {
  const stored = storedPartReceiver(body.geometry, digests, ports);
  return async (index, memory = null) => openPart(body, index, await stored(index, memory));
}

/** The same, but sealed as they are stored. */
export function storedPartReceiver(
  geometry: BodyGeometry,
  digests: Bytes,
  ports: FetchPorts,
): (index: number, memory?: Bytes | null) => Promise<Bytes> {
  return (index, memory = null) => {
    const digest = digests.subarray(index * 32, (index + 1) * 32);
    return fetchPart(geometry, index, { digest, memory, ...ports });
  };
}

/**
 * A part whose SHA-256 is the sender's. Bits flip on the way and boxes in between mix up ranges: what is not as signed
 * is fetched again before it is called damaged.
 */
async function fetchPart(
  geometry: BodyGeometry,
  index: number,
  { digest, memory, get, onMismatch }: FetchPorts & { readonly digest: Bytes; readonly memory: Bytes | null },
): Promise<Bytes> {
  const { offset, size } = storedPart(geometry, index);
  for (let transfer = 1; ; transfer++) {
    try {
      const stored = await get({ offset, size, objectSize: geometry.objectSize }, memory);
      if (stored.length === size && equal(await sha256(stored), digest)) return stored;
      throw new SealdropError('damaged');
    } catch (error) {
      // What has a cause is an answer without end: no accident of a network, and dear to ask for again.
      if (!hasCode(error, 'damaged') || error.cause !== undefined || transfer === TRANSFERS_MAX) throw error;
      onMismatch?.();
    }
  }
}

/** A range of the body of a manifest, all in this thread. Throws what both halves throw. */
export async function* receiveBody(
  manifest: Manifest,
  shareId: Bytes,
  range: BodyRange,
  ports: FetchPorts & { readonly signal: AbortSignal },
): AsyncGenerator<Bytes, void, void> {
  const body = await knownBody(manifest, shareId);
  const part = partReceiver(body, manifest.digests, ports);
  yield* receiveRange(manifest.geometry, range, { part, signal: ports.signal });
}
