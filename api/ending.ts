/**
 * Ends shares and deletes objects: first the database says so, then the store follows, now or at a later try. Nothing
 * that has ended is ever served because a deletion failed.
 */
import { setTimeout } from 'node:timers/promises';
import type { Bytes } from '../shared/bytes.ts';
import { inLanes } from '../shared/transfer/lanes.ts';
import {
  claimDeletions,
  type Deletion,
  isStillDue,
  postponeDeletion,
  settleDeletion,
} from './database/deletions.ts';
import { type EndCause, endShare } from './database/endings.ts';
import type { Dependencies } from './dependencies.ts';
import { errorFields } from './log.ts';

/** Milliseconds that whoever ends a share waits for the store. */
const DELETION_MS = 5_000;
/** Objects that a sweep deletes at once; those of one share go one after another. */
const LANES = 4;

/** Ends a share and deletes its objects at once; false where it was not to end (any more). */
export async function end(deps: Dependencies, id: Bytes, cause: EndCause): Promise<boolean> {
  const ended = await endInDatabase(deps, id, cause);
  // It has ended, whatever the store says; nobody waits for one that hangs.
  if (ended) await Promise.race([deleteDue(deps, id), setTimeout(DELETION_MS, null, { ref: false })]);
  return ended;
}

/** The same, and its objects are deleted by the next sweep. */
export async function endInDatabase(deps: Dependencies, id: Bytes, cause: EndCause): Promise<boolean> {
  const { maxUploadSeconds } = deps.config;
  return await endShare(deps.database, id, { cause, now: deps.now(), maxUploadSeconds });
}

/** Deletes objects that are due, of one share or (null) of all, some hundreds at most. What fails stays on the list. */
export async function deleteDue(
  deps: Dependencies,
  shareId: Bytes | null,
): Promise<{ readonly deleted: number; readonly failed: number }> {
  const { database, objects, log } = deps;
  const due = await claimDeletions(database, shareId, deps.now());
  let failed = 0;
  await inLanes(shareId === null ? LANES : 1, due, async (deletion: Deletion) => {
    try {
      if (!(await isStillDue(database, deletion))) return;
      await objects.remove(deletion.key);
      await settleDeletion(database, deletion, deps.now());
    } catch (error) {
      failed++;
      log('warn', 'deletion failed', errorFields(error));
      await postponeDeletion(database, deletion, deps.now());
    }
  });
  return { deleted: due.length - failed, failed };
}
