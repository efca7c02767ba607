/**
 * How much of a body the store holds. Asked of the store each time, for parts go there without passing the API; and
 * where a crash fell between the store's completion and the database's, this is where it is noticed and mended.
 */
import { type Share, setComplete } from './database/shares.ts';
import type { Dependencies } from './dependencies.ts';
import { bodyKey } from './object-keys.ts';
import type { StoredPart, Upload } from './objects/store.ts';

export interface Progress {
  readonly complete: boolean;
  /** Bytes. */
  readonly received: number;
  /** Empty once complete. */
  readonly parts: readonly StoredPart[];
}

/** The upload of a share's body; null before create has ended. */
export function uploadOf(share: Share): Upload | null {
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
    (await setComplete(database, share.id, now()))
  ) {
    return whole;
  }
  return { complete: false, received: 0, parts: [] };
}
