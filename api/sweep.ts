/**
 * The sweeper: each minute it ends shares whose time or downloads are used up, whose request link is gone or whose upload
 * nobody has finished, forgets links, nonces, permits and the counts of past days, and deletes what is due. Nothing depends on it being on time; a share past
 * its time is refused before it is swept. Copies of the server may sweep at once, and one that is killed leaves the rest to
 * the next: each step is one transaction of the database, or an object that is on a list until it is gone.
 */
import { removePastAllowances } from './database/allowances.ts';
import { type EndCause, removeDeadGrants, sharesToEnd } from './database/endings.ts';
import { removeDeadNonces } from './database/nonces.ts';
import { removeDeadPermits } from './database/permits.ts';
import { removeOldReports } from './database/reports.ts';
import { removeEndedLinks } from './database/request-links.ts';
import type { Dependencies } from './dependencies.ts';
import { deleteDue, endInDatabase } from './ending.ts';
import { errorFields } from './log.ts';

const INTERVAL_MS = 60_000;

/** What a sweep has done. */
export interface Swept {
  /** Shares that it has ended. */
  readonly ended: number;
  /** Objects that it has deleted, and those that the store did not let go. */
  readonly deleted: number;
  readonly failed: number;
  /** Steps that broke off; the log says why. */
  readonly broken: number;
}

/** One sweep. A step that fails is logged and leaves the others to their work. */
export async function sweep(deps: Dependencies): Promise<Swept> {
  const { database, objects, log, now } = deps;
  const swept = { ended: 0, deleted: 0, failed: 0, broken: 0 };
  const endAll = async (cause: EndCause) => {
    const { maxUploadSeconds } = deps.config;
    for (;;) {
      const ids = await sharesToEnd(database, { cause, now: now(), maxUploadSeconds });
      let ended = 0;
      for (const id of ids) if (await endInDatabase(deps, id, cause)) ended++;
      swept.ended += ended;
      // Where none of a batch was left to end, another copy is at it.
      if (ended === 0) return;
    }
  };
  const steps = [
    () => endAll('expired'),
    () => endAll('limit'),
    () => removeEndedLinks(database, now()),
    () => endAll('inbox-closed'),
    () => endAll('abandoned'),
    () => removeDeadGrants(database, now()),
    () => removeDeadNonces(database, now()),
    () => removeOldReports(database, now()),
    () => removeDeadPermits(database, now()),
    () => removePastAllowances(database, now()),
    () => deps.rates.tidy(),
    async () => {
      for (;;) {
        const { deleted, failed } = await deleteDue(deps, null);
        swept.deleted += deleted;
        swept.failed += failed;
        // What failed is due again in a minute: it is for the next sweep.
        if (deleted === 0) return;
      }
    },
    () => objects.tidy(),
  ];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      swept.broken++;
      log('error', 'sweep failed', errorFields(error));
    }
  }
  if (swept.ended > 0) log('info', 'swept', { count: swept.ended });
  return swept;
}

/** Sweeps now and each minute, never twice at once. The answer stops it and waits for a sweep that runs. */
export function startSweep(deps: Dependencies): () => Promise<void> {
  let running: Promise<unknown> | null = null;
  const run = () => {
    running ??= sweep(deps).finally(() => {
      running = null;
    });
  };
  run();
  const timer = setInterval(run, INTERVAL_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
