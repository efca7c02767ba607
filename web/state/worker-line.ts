/**
 * The page's end of a worker that works alone, beside the engine: what it is asked, how far it says that it is, and that it has
 * died. One that is broken answers nothing any more; another takes its place.
 */
import type { ErrorCode } from '../../shared/errors.ts';
import { type Caller, type Calls, createCaller, portOf, serve } from '../engine/rpc.ts';

/** A worker, or what stands for one in tests. */
export type LoneWorker = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>;

/** What such a worker tells the page. */
type ProgressCalls<P> = { progress: { in: P; out: null } };

/** `died` is the code of what was asked of it when it died. */
export function workerLine<C extends Calls, P>(
  worker: LoneWorker,
  { report, died }: { readonly report: (progress: P) => void; readonly died: ErrorCode },
): Pick<Caller<C>, 'call' | 'isBroken' | 'breakDown'> {
  const port = portOf(worker);
  const { call, breakDown, isBroken } = createCaller<C>(port);
  serve<ProgressCalls<P>>(port, {
    progress: async (progress) => {
      report(progress);
      return null;
    },
  });
  const die = (event: Event): void => {
    event.preventDefault();
    breakDown(died);
  };
  worker.addEventListener('error', die);
  worker.addEventListener('messageerror', die);
  return { call, breakDown, isBroken };
}
