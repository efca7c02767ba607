/**
 * Calls from one side of a port to the other: between page, engine and the workers beside it. Answers and errors come back
 * under the number of the call; errors keep their code and details, and of their cause no more than the status of an answer. What stands under `moved`
 * changes hands, for parts and images are large: whoever sent it has it no longer. Each direction is a caller at one end, and a
 * server at the other.
 */
import type { Bytes } from '../../shared/bytes.ts';
import { asSealdropError, type ErrorCode, SealdropError } from '../../shared/errors.ts';
import type { WireError } from './protocol.ts';

/** What one side can be asked or told: by name, what goes in and what comes out. */
export type Calls = { readonly [name: string]: { in: unknown; out: unknown } };

export type Handlers<C extends Calls> = {
  readonly [N in keyof C]: (input: C[N]['in']) => Promise<C[N]['out']>;
};

/** One end of what carries messages. What is sent before the other side listens waits. */
export interface Port {
  readonly post: (message: unknown, moved: Transferable[]) => void;
  readonly listen: (take: (message: unknown) => void) => void;
}

type Message =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'told'; readonly name: string; readonly input: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly output: unknown }
  | {
      readonly kind: 'failure';
      readonly id: number;
      readonly error: WireError;
      /** Of the server's answer, where that was the cause: whoever tries again asks for it. */
      readonly status: number | undefined;
    };

interface Pending {
  readonly resolve: (output: never) => void;
  readonly reject: (error: SealdropError) => void;
}

/** Whoever asks the other side. */
export interface Caller<C extends Calls> {
  /**
   * Throws what its handler threw, the code of `breakDown` where the other side cannot go on, and DataCloneError where
   * something in the input cannot be cloned.
   * `moved`: what of the input changes hands, where that is not under `moved`.
   */
  readonly call: <N extends keyof C & string>(
    name: N,
    input: C[N]['in'],
    moved?: Transferable[],
  ) => Promise<C[N]['out']>;
  /** The same, without an answer. */
  readonly tell: <N extends keyof C & string>(name: N, input: C[N]['in'], moved?: Transferable[]) => void;
  /** To be called where the other side cannot go on: open and later calls reject with this code. */
  readonly breakDown: (code: ErrorCode) => void;
  readonly isBroken: () => boolean;
}

/** Both ends of a Worker, or a MessagePort that is started. */
export function portOf(target: {
  postMessage: (message: unknown, moved: Transferable[]) => void;
  addEventListener: (type: 'message', listener: (event: MessageEvent) => void) => void;
}): Port {
  return {
    post: (message, moved) => target.postMessage(message, moved),
    listen: (take) => target.addEventListener('message', ({ data }: MessageEvent<unknown>) => take(data)),
  };
}

export function createCaller<C extends Calls>(port: Port): Caller<C> {
  const pending = new Map<number, Pending>();
  let last = 0;
  let broken: ErrorCode | null = null;
  const post = (message: Message, moved: Transferable[]) => port.post(message, moved);

  port.listen((data) => {
    const message = data as Message;
    if (message.kind !== 'answer' && message.kind !== 'failure') return;
    const call = pending.get(message.id);
    pending.delete(message.id);
    if (message.kind === 'answer') call?.resolve(message.output as never);
    else call?.reject(thrown(message));
  });

  return {
    call: (name, input, moved = movedIn(input)) =>
      new Promise((resolve, reject) => {
        if (broken) throw new SealdropError(broken);
        const id = ++last;
        post({ kind: 'call', id, name, input }, moved);
        pending.set(id, { resolve, reject });
      }),
    tell: (name, input, moved = movedIn(input)) => {
      if (!broken) post({ kind: 'told', name, input }, moved);
    },
    breakDown: (code) => {
      broken = code;
      for (const { reject } of pending.values()) reject(new SealdropError(code));
      pending.clear();
    },
    isBroken: () => broken !== null,
  };
}

/** Answers whatever the other side asks by these handlers. */
export function serve<C extends Calls>(port: Port, handlers: Handlers<C>): void {
  const handle = async (name: string, input: unknown): Promise<unknown> =>
    await (handlers[name] as (input: unknown) => Promise<unknown>)(input);

  async function answer(id: number, name: string, input: unknown): Promise<void> {
    try {
      const output = await handle(name, input);
      port.post({ kind: 'answer', id, output } satisfies Message, movedIn(output));
    } catch (error) {
      const { cause } = asSealdropError(error);
      const status = typeof cause === 'number' ? cause : undefined;
      port.post({ kind: 'failure', id, error: wireError(error), status } satisfies Message, []);
    }
  }

  port.listen((data) => {
    const message = data as Message;
    if (message.kind === 'call') void answer(message.id, message.name, message.input);
    // Whoever only tells wants to hear of nothing.
    if (message.kind === 'told') void handle(message.name, message.input).catch(() => undefined);
  });
}

function thrown({ error: { code, details }, status }: Message & { kind: 'failure' }): SealdropError {
  return new SealdropError(code, { details, ...(status === undefined ? {} : { cause: status }) });
}

/** What a handler answers that has nothing to say. */
export function nothing(): null {
  return null;
}

/** What changes hands when somebody passes this message on. */
export function movedOn(message: unknown): Transferable[] {
  const { input, output } = message as { readonly input?: unknown; readonly output?: unknown };
  return movedIn(input ?? output);
}

function movedIn(value: unknown): Transferable[] {
  if (typeof value !== 'object' || value === null || !('moved' in value) || !value.moved) return [];
  const moved = value.moved as Bytes | ImageBitmap;
  return [ArrayBuffer.isView(moved) ? moved.buffer : moved];
}

/** Any error in the form that stores keep and the interface has words for. */
export function wireError(error: unknown): WireError {
  const { code, details } = asSealdropError(error);
  return { code, details };
}
