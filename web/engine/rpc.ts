/**
 * Calls in both directions over one port: between the engine and the workers that move its bytes. Answers and errors
 * come back under the number of the call; errors keep their code and details, and lose their cause. What stands under
 * `moved` changes hands, for parts are large: whoever sent it has it no longer.
 */
import type { Bytes } from '../../shared/bytes.ts';
import { asSealdropError, SealdropError } from '../../shared/errors.ts';
import type { WireError } from './protocol.ts';

/** What one side can be asked: by name, what goes in and what comes out. */
export type Calls = { readonly [name: string]: { in: unknown; out: unknown } };

export type Handlers<C extends Calls> = {
  readonly [N in keyof C]: (input: C[N]['in']) => Promise<C[N]['out']>;
};

/** Asks the other side. Throws what its handler threw, and unexpected where it cannot go on. */
export type Call<C extends Calls> = <N extends keyof C & string>(
  name: N,
  input: C[N]['in'],
) => Promise<C[N]['out']>;

type Message =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly output: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: WireError };

interface Pending {
  readonly resolve: (output: never) => void;
  readonly reject: (error: SealdropError) => void;
}

/** One end of a port between two workers. */
export interface Connection<C extends Calls> {
  readonly call: Call<C>;
  /** To be called where the other side cannot go on: open and later calls reject. */
  readonly breakDown: () => void;
  readonly isBroken: () => boolean;
}

/** Answers the other side's calls by `handlers`, and calls it. What is sent before the other side listens waits in the port. */
export function connect<Mine extends Calls, Theirs extends Calls>(
  port: MessagePort,
  handlers: Handlers<Mine>,
): Connection<Theirs> {
  const pending = new Map<number, Pending>();
  let last = 0;
  let broken = false;

  async function serve(id: number, name: string, input: unknown): Promise<void> {
    try {
      const output = await (handlers[name] as (input: unknown) => Promise<unknown>)(input);
      port.postMessage({ kind: 'answer', id, output } satisfies Message, movedIn(output));
    } catch (error) {
      const { code, details } = asSealdropError(error);
      port.postMessage({ kind: 'failure', id, error: { code, details } } satisfies Message);
    }
  }

  port.addEventListener('message', ({ data: message }: MessageEvent<Message>) => {
    if (message.kind === 'call') {
      void serve(message.id, message.name, message.input);
      return;
    }
    const call = pending.get(message.id);
    pending.delete(message.id);
    if (message.kind === 'answer') call?.resolve(message.output as never);
    else call?.reject(new SealdropError(message.error.code, { details: message.error.details }));
  });
  const breakDown = () => {
    broken = true;
    for (const { reject } of pending.values()) reject(new SealdropError('unexpected'));
    pending.clear();
  };
  port.addEventListener('messageerror', breakDown);
  port.start();

  return {
    call: (name, input) =>
      new Promise((resolve, reject) => {
        if (broken) throw new SealdropError('unexpected');
        const id = ++last;
        pending.set(id, { resolve, reject });
        port.postMessage({ kind: 'call', id, name, input } satisfies Message, movedIn(input));
      }),
    breakDown,
    isBroken: () => broken,
  };
}

function movedIn(value: unknown): ArrayBuffer[] {
  if (typeof value !== 'object' || value === null || !('moved' in value) || !value.moved) return [];
  return [(value.moved as Bytes).buffer];
}
