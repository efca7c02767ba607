/** The engine worker: commands from the page go to the parts of the engine, answers and errors go back. */
import { asSealdropError } from '../../shared/errors.ts';
import { keep, open, unlock } from './opening.ts';
import { change, dismiss, listShares, revoke, send, stop } from './own-shares.ts';
import type { CommandName, Commands, FromWorker, ToWorker } from './protocol.ts';
import { cancelSave, save } from './saving.ts';

type Handlers = { readonly [K in CommandName]: (input: Commands[K]['in']) => Promise<Commands[K]['out']> };

const handlers: Handlers = {
  send: ({ files, options }) => send(files, options),
  stop: ({ shareId }) => stop(shareId),
  change: ({ shareId, change: wanted }) => change(shareId, wanted),
  'own-shares': () => listShares(),
  revoke: ({ shareId }) => revoke(shareId).then(nothing),
  dismiss: ({ shareId }) => dismiss(shareId).then(nothing),
  open: (input) => open(input).then(nothing),
  keep: (input) => keep(input),
  unlock: (input) => unlock(input).then(nothing),
  save: (input) => save(input),
  'cancel-save': async () => {
    cancelSave();
    return null;
  },
};

function nothing(): null {
  return null;
}

function answer(message: FromWorker): void {
  postMessage(message);
}

addEventListener('message', (event: MessageEvent<ToWorker>) => {
  const { id, command, input } = event.data;
  const handler = handlers[command] as (input: unknown) => Promise<unknown>;
  handler(input).then(
    (output) => answer({ id, output }),
    (error: unknown) => {
      const { code, details } = asSealdropError(error);
      answer({ id, error: { code, details } });
    },
  );
});
