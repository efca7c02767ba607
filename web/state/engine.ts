/**
 * The page's end of the worker: commands out, answers and events in, typed by web/engine/protocol.ts. It knows
 * nothing of what the commands do.
 */

import { asSealdropError, SealdropError } from '../../shared/errors.ts';
import type {
  CommandName,
  Commands,
  EngineEvent,
  FromWorker,
  ToWorker,
  WireError,
} from '../engine/protocol.ts';

export interface Engine {
  /** Rejects with a SealdropError. */
  /** `moved`: what of the input is handed over and not copied. */
  call<N extends CommandName>(
    name: N,
    input: Commands[N]['in'],
    moved?: Transferable[],
  ): Promise<Commands[N]['out']>;
  on(listener: (event: EngineEvent) => void): void;
  /** Calls back once if the worker cannot go on; every open and later call is then rejected as "unexpected". */
  onDeath(listener: () => void): void;
}

export type WorkerPort = Pick<Worker, 'postMessage' | 'addEventListener'>;

interface Pending {
  readonly resolve: (output: never) => void;
  readonly reject: (error: SealdropError) => void;
}

export function createEngine(worker: WorkerPort): Engine {
  const pending = new Map<number, Pending>();
  const listeners = new Set<(event: EngineEvent) => void>();
  const mourners = new Set<() => void>();
  let last = 0;
  let dead = false;

  const die = (event: Event): void => {
    event.preventDefault();
    if (dead) return;
    dead = true;
    for (const { reject } of pending.values()) reject(new SealdropError('unexpected'));
    pending.clear();
    for (const mourn of mourners) mourn();
  };
  worker.addEventListener('error', die);
  worker.addEventListener('messageerror', die);

  worker.addEventListener('message', (event: MessageEvent<FromWorker>) => {
    const message = event.data;
    if ('type' in message) {
      for (const listener of listeners) listener(message);
      return;
    }
    const call = pending.get(message.id);
    pending.delete(message.id);
    if ('error' in message)
      call?.reject(new SealdropError(message.error.code, { details: message.error.details }));
    else call?.resolve(message.output as never);
  });

  return {
    call(name, input, moved = []) {
      return new Promise((resolve, reject) => {
        if (dead) throw new SealdropError('unexpected');
        const id = ++last;
        const message: ToWorker = { id, command: name, input };
        // Throws where something in the input cannot be cloned; nothing is pending then.
        worker.postMessage(message, moved);
        pending.set(id, { resolve, reject });
      });
    },
    on(listener) {
      listeners.add(listener);
    },
    onDeath(listener) {
      if (dead) listener();
      else mourners.add(listener);
    },
  };
}

/** Any error in the form that stores keep and the interface has words for. */
export function wireError(error: unknown): WireError {
  const { code, details } = asSealdropError(error);
  return { code, details };
}
