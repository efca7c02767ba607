/**
 * Ends shares and deletes objects: first the database says so, then the store follows, now or at a later try. Nothing
 * that has ended is ever served because a deletion failed.
 */
import { setTimeout } from 'node:timers/promises';
import type { Bytes } from '../shared/bytes.ts';
import { claimDeletions, postponeDeletion, settleDeletion } from './database/deletions.ts';
import { type EndCause, endShare } from './database/endings.ts';
import type { Dependencies } from './dependencies.ts';
import { errorFields } from './log.ts';

/** Milliseconds that whoever ends a share waits for the store. */
const DELETION_MS = 5_000;

/** Ends a share and deletes its objects at once; false where it was not to end (any more). */
export async function end(deps: Dependencies, id: Bytes, cause: EndCause): Promise<boolean> {
  const ended = await endShare(deps.database, id, { cause, now: deps.now() });
  // It has ended, whatever the store says; nobody waits for one that hangs.
  if (ended) await Promise.race([runDeletions(deps, id), setTimeout(DELETION_MS, null, { ref: false })]);
  return ended;
}

/** Deletes the objects that are due, of one share or (null) of all. What fails stays on the list. */
export async function runDeletions(deps: Dependencies, shareId: Bytes | null): Promise<void> {
  const { database, objects, log } = deps;
  for (const deletion of await claimDeletions(database, shareId, deps.now())) {
    try {
      await objects.remove(deletion.key);
      await settleDeletion(database, deletion, deps.now());
    } catch (error) {
      log('warn', 'deletion failed', errorFields(error));
      await postponeDeletion(database, deletion, deps.now());
    }
  }
}
