/**
 * The way down of a body: whole parts are fetched, several at a time; a part's plaintext is released, in order, only
 * after its SHA-256 matches the manifest's and every segment opens. Knows no browser. docs/format.md, "Body".
 */
import { type Bytes, equal, sha256 } from '../bytes.ts';
import { type BodyGeometry, plainPart, SEGMENT_PLAINTEXT, SEGMENT_SIZE, storedPart } from '../crypto/body.ts';
import { type FloeDecryption, startFloeDecryption } from '../crypto/floe.ts';
import { labelled } from '../crypto/labels.ts';
import { type Manifest, SHARE_FLOE } from '../crypto/manifest.ts';
import { hasCode, SealdropError } from '../errors.ts';
import type { StoredRange } from './store-http.ts';

export interface ReceivePorts {
  /** Exactly these bytes of the stored object; tries again by itself, or throws. */
  readonly get: (range: StoredRange) => Promise<Bytes>;
  /** A part was not what was signed, which one more transfer may put right: `get` is to use a fresh URL for it. */
  readonly onMismatch?: () => void;
  readonly signal: AbortSignal;
}

/** Bytes of plaintext in the body: [start, end). */
export interface BodyRange {
  readonly start: number;
  readonly end: number;
}

/** Parts being fetched or opened ahead of the consumer; at least two where parts are very large. */
const AHEAD_BYTES = 4 * 32 * SEGMENT_SIZE;
/** Times that a part is fetched before what comes is the store's. */
const TRANSFERS_MAX = 3;

/**
 * The plaintext of a range, in order, in pieces of at most a part. Throws damaged where any byte is not the sender's;
 * what was yielded before is the sender's, but no whole file yet.
 */
export async function* receiveBody(
  manifest: Manifest,
  shareId: Bytes,
  { start, end }: BodyRange,
  ports: ReceivePorts,
): AsyncGenerator<Bytes, void, void> {
  const { geometry } = manifest;
  const aad = labelled('body', shareId);
  const options = { key: manifest.bodyKey, aad, parameters: SHARE_FLOE };
  const decryption = await startFloeDecryption(options, manifest.bodyHeader);
  if (start >= end) return;

  const partSize = plainPart(geometry, 0).size;
  const first = Math.floor(start / partSize);
  const last = Math.floor((end - 1) / partSize);
  const ahead = Math.max(2, Math.floor(AHEAD_BYTES / storedPart(geometry, 0).size));
  const pending: Promise<Bytes>[] = [];
  let next = first;

  for (let index = first; index <= last; index++) {
    while (next <= last && pending.length < ahead) {
      const part = receivePart(manifest, decryption, next++, ports);
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

async function receivePart(
  manifest: Manifest,
  decryption: FloeDecryption,
  index: number,
  ports: ReceivePorts,
): Promise<Bytes> {
  const { geometry } = manifest;
  const stored = await fetchPart(manifest, index, ports);
  const plain = new Uint8Array(plainPart(geometry, index).size);
  const first = index * geometry.partSegments;
  for (let i = 0; i * SEGMENT_SIZE < stored.length; i++) {
    const segment = stored.subarray(i * SEGMENT_SIZE, (i + 1) * SEGMENT_SIZE);
    plain.set(
      await decryption.open(segment, first + i, first + i === geometry.segments - 1),
      i * SEGMENT_PLAINTEXT,
    );
  }
  checkPadding(geometry, index, plain);
  return plain;
}

/**
 * A part whose SHA-256 is the sender's. Bits flip on the way and boxes in between mix up ranges: what is not as signed
 * is fetched again before it is called damaged.
 */
async function fetchPart(
  { geometry, digests }: Manifest,
  index: number,
  ports: ReceivePorts,
): Promise<Bytes> {
  const { offset, size } = storedPart(geometry, index);
  const digest = digests.subarray(index * 32, (index + 1) * 32);
  for (let transfer = 1; ; transfer++) {
    try {
      const stored = await ports.get({ offset, size, objectSize: geometry.objectSize });
      if (stored.length === size && equal(await sha256(stored), digest)) return stored;
      throw new SealdropError('damaged');
    } catch (error) {
      if (!hasCode(error, 'damaged') || transfer === TRANSFERS_MAX) throw error;
      ports.onMismatch?.();
    }
  }
}

/** Behind the last file stand zeros alone, or the sender's client has hidden something there. */
function checkPadding(geometry: BodyGeometry, index: number, plain: Bytes): void {
  const padding = Math.max(0, geometry.bodySize - plainPart(geometry, index).offset);
  if (plain.subarray(padding).some((byte) => byte !== 0)) throw new SealdropError('damaged');
}
