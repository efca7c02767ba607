/** One press of one button: whether its action runs, is done, or failed and why. */
import { useRef, useState } from 'react';
import type { WireError } from '../engine/protocol.ts';
import { wireError } from '../engine/rpc.ts';

type ActionState =
  | { readonly kind: 'idle' | 'busy' | 'done' }
  | { readonly kind: 'failed'; readonly error: WireError };

export interface Action<A extends readonly unknown[]> {
  readonly state: ActionState;
  /** Does nothing while it runs already. */
  run(...args: A): void;
  /** What it acted on has changed: it is not done any more, nor will be when it ends. */
  reset(): void;
}

export function useAction<A extends readonly unknown[]>(perform: (...args: A) => Promise<void>): Action<A> {
  const [state, setState] = useState<ActionState>({ kind: 'idle' });
  const current = useRef({ busy: false, outdated: false });
  return {
    state,
    run(...args) {
      if (current.current.busy) return;
      const mine = { busy: true, outdated: false };
      current.current = mine;
      setState({ kind: 'busy' });
      const end = (ended: ActionState): void => {
        mine.busy = false;
        setState(ended);
      };
      perform(...args).then(
        () => end({ kind: mine.outdated ? 'idle' : 'done' }),
        (error: unknown) => end({ kind: 'failed', error: wireError(error) }),
      );
    },
    reset() {
      if (current.current.busy) current.current.outdated = true;
      else setState({ kind: 'idle' });
    },
  };
}
