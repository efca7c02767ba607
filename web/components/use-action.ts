/** One press of one button: whether its action runs, is done, or failed and why. */
import { useState } from 'react';
import type { WireError } from '../engine/protocol.ts';
import { wireError } from '../state/engine.ts';

type ActionState =
  | { readonly kind: 'idle' | 'busy' | 'done' }
  | { readonly kind: 'failed'; readonly error: WireError };

export interface Action<A extends readonly unknown[]> {
  readonly state: ActionState;
  /** Does nothing while it runs already. */
  run(...args: A): void;
  reset(): void;
}

export function useAction<A extends readonly unknown[]>(perform: (...args: A) => Promise<void>): Action<A> {
  const [state, setState] = useState<ActionState>({ kind: 'idle' });
  return {
    state,
    run(...args) {
      if (state.kind === 'busy') return;
      setState({ kind: 'busy' });
      perform(...args).then(
        () => setState({ kind: 'done' }),
        (error: unknown) => setState({ kind: 'failed', error: wireError(error) }),
      );
    },
    reset: () => setState({ kind: 'idle' }),
  };
}
