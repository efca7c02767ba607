/** The port of a helper, as it has it itself. */
import { SealdropError } from '../../shared/errors.ts';
import { type Port, portOf } from './rpc.ts';

export function helperPort(): Port {
  // What cannot be read would be waited for for ever: the page hears of an error that nobody caught.
  addEventListener('messageerror', () => {
    throw new SealdropError('unexpected');
  });
  return portOf(globalThis);
}
