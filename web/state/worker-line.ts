/**
 * The page's end of a worker that works alone, beside the engine: what it is asked, and that it has died. One that is broken answers nothing any more; another takes its place.
 */
import type { ErrorCode } from '../../shared/errors.ts';
import { type Caller, type Calls, createCaller, type Port, portOf } from '../engine/rpc.ts';

/** A worker, or what stands for one in tests. */
export type LoneWorker = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>;

/** `answer` serves what it asks of the page; `died` is the code of what was asked of it when it died. */
export function workerLine<C extends Calls>(
  worker: LoneWorker,
  { answer, died }: { readonly answer: (port: Port) => void; readonly died: ErrorCode },
): Pick<Caller<C>, 'call' | 'isBroken' | 'breakDown'> {
  const port = portOf(worker);
  const { call, breakDown, isBroken } = createCaller<C>(port);
  answer(port);
  const die = (event: Event): void => {
    event.preventDefault();
    breakDown(died);
  };
  worker.addEventListener('error', die);
  worker.addEventListener('messageerror', die);
  return { call, breakDown, isBroken };
}
