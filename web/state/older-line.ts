/**
 * The page's end of the worker that opens files of older systems, and of what it keeps: plaintext in files of the
 * browser's own, which stay as long as the worker lives and are removed once nothing reads them any more.
 */
import type { OlderCommands, OlderPageCalls, OlderProgress } from '../engine/older-protocol.ts';
import olderWorkerUrl from '../engine/older-worker.ts?worker&url';
import { type Caller, createCaller, portOf, serve } from '../engine/rpc.ts';
import { trustedUrl } from '../engine/trusted-url.ts';

export interface OlderLine extends Pick<Caller<OlderCommands>, 'call' | 'isBroken'> {
  /** What it keeps stays until `reading` has ended, however it ends. */
  readonly lend: (reading: Promise<unknown>) => void;
  /**
   * Ends what it opens, removes what it keeps once nothing reads it any more, then ends the worker. Calls that are open
   * are rejected as "cancelled". Throws nothing.
   */
  readonly letGo: () => Promise<void>;
}

export type OlderWorker = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>;

export function startOlderWorker(): Worker {
  return new Worker(trustedUrl(olderWorkerUrl), { type: 'module', name: 'older' });
}

export function createOlderLine(worker: OlderWorker, report: (progress: OlderProgress) => void): OlderLine {
  const port = portOf(worker);
  const { call, breakDown, isBroken } = createCaller<OlderCommands>(port);
  const readings: Promise<unknown>[] = [];
  serve<OlderPageCalls>(port, {
    progress: async (progress) => {
      report(progress);
      return null;
    },
  });
  const die = (event: Event): void => {
    event.preventDefault();
    breakDown('older-stopped');
  };
  worker.addEventListener('error', die);
  worker.addEventListener('messageerror', die);
  return {
    call,
    isBroken,
    lend: (reading) => void readings.push(reading),
    async letGo() {
      await Promise.allSettled(readings);
      // Of one that has died nothing can be asked: the next removes what nobody holds any more.
      await call('discard', null).catch(() => undefined);
      worker.terminate();
      breakDown('cancelled');
    },
  };
}
