/**
 * Workers beside the engine's. The page makes them and passes their messages on: where a worker made others, Firefox was
 * seen to hang for ever, one time in thirty, and a port from worker to worker copies every part through its parent process.
 */
import { page } from './page.ts';
import type { Commands, HelperKind } from './protocol.ts';
import { type Caller, type Calls, createCaller, type Handlers, type Port, serve } from './rpc.ts';

export interface Helper<C extends Calls> extends Caller<C> {
  readonly end: () => void;
}

interface Line {
  readonly take: (message: unknown) => void;
  readonly lost: () => void;
}

const lines = new Map<number, Line>();
let last = 0;

/** Starts a helper that answers to `Theirs`, and answers it by `handlers`. Its calls throw server-unreachable where its script cannot be had. */
export function startHelper<Mine extends Calls, Theirs extends Calls>(
  kind: HelperKind,
  handlers: Handlers<Mine>,
): Helper<Theirs> {
  const id = ++last;
  const listeners: ((message: unknown) => void)[] = [];
  const port: Port = {
    post: (message, moved) => page.tell('to-helper', { id, message }, moved),
    listen: (take) => void listeners.push(take),
  };
  const caller = createCaller<Theirs>(port);
  serve(port, handlers);
  let isLoaded = false;
  const end = () => {
    lines.delete(id);
    page.tell('end-helper', { id });
  };
  lines.set(id, {
    take: (message) => {
      isLoaded = true;
      for (const take of listeners) take(message);
    },
    lost: () => {
      caller.breakDown(isLoaded ? 'unexpected' : 'server-unreachable');
      end();
    },
  });
  page.tell('start-helper', { id, kind });
  return { ...caller, end };
}

// What does not arrive might be anybody's.
addEventListener('messageerror', () => {
  for (const { lost } of lines.values()) lost();
});

/** What the page says of them. */
export const helperCommands: Handlers<Pick<Commands, 'from-helper' | 'helper-lost'>> = {
  'from-helper': async ({ id, message }) => {
    lines.get(id)?.take(message);
    return null;
  },
  'helper-lost': async ({ id }) => {
    lines.get(id)?.lost();
    return null;
  },
};
