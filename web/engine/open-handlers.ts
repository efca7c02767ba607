/** Commands about an opened link, up to the list of its files: a chunk of the engine worker of its own. */
import type { OpenCommand } from './command-groups.ts';
import { open, report, unlock } from './opening.ts';
import type { Commands } from './protocol.ts';
import { type Handlers, nothing } from './rpc.ts';

export const openHandlers: Handlers<Pick<Commands, OpenCommand>> = {
  open: (input) => open(input).then(nothing),
  unlock: (input) => unlock(input).then(nothing),
  report: (input) => report(input).then(nothing),
};
