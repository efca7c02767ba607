/**
 * The sweep: at start and each minute it ends shares whose time or downloads are used up or whose request link is gone,
 * forgets links and nonces, and deletes what is due. Nothing depends on it being on time; a share past its time is
 * refused before it is swept.
 */
import { type EndCause, removeDeadGrants, sharesToEnd } from './database/endings.ts';
import { removeDeadNonces } from './database/nonces.ts';
import { removeEndedLinks } from './database/request-links.ts';
import type { Dependencies } from './dependencies.ts';
import { end, runDeletions } from './ending.ts';
import { errorFields } from './log.ts';

const INTERVAL_MS = 60_000;

/** One sweep. A step that fails is logged and leaves the others to their work. */
export async function sweep(deps: Dependencies): Promise<void> {
  const { database, objects, log, now } = deps;
  const endAll = async (cause: EndCause) => {
    for (const id of await sharesToEnd(database, { cause, now: now() })) await end(deps, id, cause);
  };
  const steps = [
    () => endAll('expired'),
    () => endAll('limit'),
    () => removeEndedLinks(database, now()),
    () => endAll('inbox-closed'),
    () => removeDeadGrants(database, now()),
    () => removeDeadNonces(database, now()),
    () => runDeletions(deps, null),
    () => objects.tidy(),
  ];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      log('error', 'sweep failed', errorFields(error));
    }
  }
}

/** Sweeps now and each minute, never twice at once. The answer stops it and waits for a sweep that runs. */
export function startSweep(deps: Dependencies): () => Promise<void> {
  let running: Promise<void> | null = null;
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
