/**
 * The page's end of the engine worker: commands out, answers and events in, typed by web/engine/protocol.ts. It knows
 * nothing of what the commands do.
 */
import { helperHost, type StartHelper } from '../engine/helper-host.ts';
import type { Commands, EngineEvent, PageCalls } from '../engine/protocol.ts';
import { type Caller, createCaller, portOf, serve } from '../engine/rpc.ts';
import { trustedUrl } from '../engine/trusted-url.ts';
import workerUrl from '../engine/worker.ts?worker&url';

export interface Engine extends Pick<Caller<Commands>, 'call'> {
  on(listener: (event: EngineEvent) => void): void;
  /** Calls back once if the worker cannot go on; every open and later call is then rejected as "unexpected". */
  onDeath(listener: () => void): void;
}

export type WorkerPort = Pick<Worker, 'postMessage' | 'addEventListener'>;

export function startEngineWorker(): Worker {
  return new Worker(trustedUrl(workerUrl), { type: 'module', name: 'engine' });
}

export function createEngine(worker: WorkerPort, startHelper: StartHelper): Engine {
  const listeners = new Set<(event: EngineEvent) => void>();
  const mourners = new Set<() => void>();
  const port = portOf(worker);
  const { call, tell, breakDown, isBroken } = createCaller<Commands>(port);
  const helpers = helperHost({ tell }, startHelper);
  serve<PageCalls>(port, {
    event: async (event) => {
      for (const listener of listeners) listener(event);
      return null;
    },
    ...helpers.handlers,
  });

  const die = (event: Event): void => {
    event.preventDefault();
    if (isBroken()) return;
    breakDown('unexpected');
    helpers.end();
    for (const mourn of mourners) mourn();
  };
  worker.addEventListener('error', die);
  worker.addEventListener('messageerror', die);

  return {
    call,
    on: (listener) => void listeners.add(listener),
    onDeath(listener) {
      if (isBroken()) listener();
      else mourners.add(listener);
    },
  };
}
