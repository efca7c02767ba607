/**
 * The page's end of the worker that opens files of older systems, and of what it keeps: plaintext in files of the
 * browser's own, which stay as long as the worker lives and are removed once nothing reads them any more.
 */
import type { OlderCommands, OlderPageCalls, OlderProgress } from '../engine/older-protocol.ts';
import olderWorkerUrl from '../engine/older-worker.ts?worker&url';
import { type Caller, serve } from '../engine/rpc.ts';
import { trustedUrl } from '../engine/trusted-url.ts';
import { type LoneWorker, workerLine } from './worker-line.ts';

export interface OlderLine extends Pick<Caller<OlderCommands>, 'call' | 'isBroken'> {
  /** What it keeps stays until `reading` has ended, however it ends. */
  readonly lend: (reading: Promise<unknown>) => void;
  /**
   * Ends what it opens, removes what it keeps once nothing reads it any more, then ends the worker. Calls that are open
   * are rejected as "cancelled". Throws nothing.
   */
  readonly letGo: () => Promise<void>;
}

export function startOlderWorker(): Worker {
  return new Worker(trustedUrl(olderWorkerUrl), { type: 'module', name: 'older' });
}

export function createOlderLine(worker: LoneWorker, report: (progress: OlderProgress) => void): OlderLine {
  const { call, breakDown, isBroken } = workerLine<OlderCommands>(worker, {
    answer: (port) =>
      serve<OlderPageCalls>(port, {
        progress: async (progress) => {
          report(progress);
          return null;
        },
      }),
    died: 'older-stopped',
  });
  const readings: Promise<unknown>[] = [];
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
