/**
 * Whether requests can be served now: the database answers and the store can be used. Asked by load balancers and
 * strangers alike, so the answer is kept for a few seconds and says no more than yes or no; the log says why.
 */
import type { ReadyAnswer } from '../shared/contract.ts';
import { requireKeys } from './database/sealed.ts';
import type { Dependencies } from './dependencies.ts';
import { errorFields } from './log.ts';

const KEPT_MS = 5_000;

/** A function that answers what /readyz says. */
export function readiness(deps: Dependencies): () => Promise<ReadyAnswer> {
  let kept: { readonly until: number; readonly answer: Promise<ReadyAnswer> } | null = null;
  return () => {
    if (!kept || kept.until <= performance.now()) {
      kept = { until: performance.now() + KEPT_MS, answer: look(deps) };
    }
    return kept.answer;
  };
}

async function look(deps: Dependencies): Promise<ReadyAnswer> {
  const { objects, log } = deps;
  const [databaseOk, storeOk] = await Promise.all([
    // With another key than its records are sealed with it would find nobody.
    requireKeys(deps).then(
      () => true,
      (error: unknown) => {
        log('error', 'database not ready', errorFields(error));
        return false;
      },
    ),
    objects.problem().then((problem) => {
      if (problem) log('error', 'store not ready', { problem: problem.kind });
      return problem === null;
    }),
  ]);
  return { ok: databaseOk && storeOk, database: databaseOk, store: storeOk };
}
