/**
 * How much of a body the store holds. Asked of the store each time, for parts go there without passing the API; and
 * where a crash fell between the store's completion and the database's, this is where it is noticed and mended.
 */
import { toHex } from '../shared/bytes.ts';
import { type Share, setComplete } from './database/shares.ts';
import type { Dependencies } from './dependencies.ts';
import { bodyKey } from './object-keys.ts';
import type { ObjectStore, StoredPart, Upload } from './objects/store.ts';

export interface Progress {
  readonly complete: boolean;
  /** Bytes. */
  readonly received: number;
  /** Empty once complete. */
  readonly parts: readonly StoredPart[];
}

/** The upload of a share's body; null before create has ended. */
export function uploadOf(share: Pick<Share, 'id' | 'upload'>): Upload | null {
  return share.upload === null ? null : { key: bodyKey(share.id), id: share.upload };
}

export async function progressOf({ database, objects, now }: Dependencies, share: Share): Promise<Progress> {
  const whole: Progress = { complete: true, received: share.bodySize, parts: [] };
  if (share.complete === 1) return whole;
  const upload = uploadOf(share);
  const parts = upload && (await objects.parts(upload));
  if (parts) return { complete: false, received: parts.reduce((sum, { size }) => sum + size, 0), parts };
  if (
    upload &&
    (await objects.size(upload.key)) === share.bodySize &&
    (await setComplete(database, share, { now: now(), bodySize: share.bodySize }))
  ) {
    return whole;
  }
  return { complete: false, received: 0, parts: [] };
}

/** Milliseconds for which everybody who waits for a share is told the same, from the store's answer on. */
const KEPT_MS = 1_000;
const KEPT_SHARES = 10_000;

interface Kept {
  until: number;
  readonly received: Promise<number>;
}

const kept = new WeakMap<ObjectStore, Map<string, Kept>>();

/**
 * Bytes received, as whoever waits for a share is told: up to a second old. Each look costs up to ten requests to a
 * bucket, and anybody with the id may ask as often as they like.
 */
export function publicReceived(deps: Dependencies, share: Share): Promise<number> {
  // The disk is asked in no time.
  if (deps.config.s3 === null) return progressOf(deps, share).then(({ received }) => received);
  const known = kept.get(deps.objects) ?? new Map<string, Kept>();
  kept.set(deps.objects, known);
  const id = toHex(share.id);
  const last = known.get(id);
  if (last && last.until > performance.now()) return last.received;
  known.delete(id);
  // The oldest goes, so that nobody who asks for many takes away what others wait for.
  const [oldest] = known.size >= KEPT_SHARES ? known.keys() : [];
  if (oldest !== undefined) known.delete(oldest);
  const received = progressOf(deps, share).then((progress) => progress.received);
  // One look at a time, however long the store takes.
  const entry: Kept = { until: Number.POSITIVE_INFINITY, received };
  known.set(id, entry);
  const settle = () => {
    entry.until = performance.now() + KEPT_MS;
  };
  received.then(settle, settle);
  return received;
}
