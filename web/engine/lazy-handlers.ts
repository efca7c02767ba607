/** Handlers that come with a chunk of their own, at the first command for one of them. */
import { SealdropError } from '../../shared/errors.ts';
import type { CommandName, Commands } from './protocol.ts';
import type { Handlers } from './rpc.ts';

type Some<N extends CommandName> = Handlers<Pick<Commands, N>>;

/** Throws server-unreachable where there is no connection, and unexpected, which asks for a reload, where the chunk is gone. */
async function loaded<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new SealdropError(navigator.onLine ? 'unexpected' : 'server-unreachable', { cause });
  }
}

export function lazyHandlers<N extends CommandName>(
  names: readonly N[],
  load: () => Promise<Some<N>>,
): Some<N> {
  const entries = names.map((name) => [
    name,
    async (input: Commands[N]['in']) => (await loaded(load))[name](input),
  ]);
  return Object.fromEntries(entries) as Some<N>;
}
