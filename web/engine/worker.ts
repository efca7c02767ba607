/**
 * The engine worker: commands from the page go to the parts of the engine, answers and errors go back. What a page is
 * opened for is loaded at its first command, and the rest of the engine once that is done.
 */
import { loadHpke } from '../../shared/crypto/hpke.ts';
import { laterCommands, openCommands, sendCommands } from './command-groups.ts';
import { helperCommands } from './helpers.ts';
import { lazyHandlers } from './lazy-handlers.ts';
import { pagePort } from './page.ts';
import { removeOldPrivateFiles } from './private-folder.ts';
import type { Commands } from './protocol.ts';
import { type Handlers, serve } from './rpc.ts';
import { client, setPace } from './server.ts';

const loadSend = async () => (await import('./send-handlers.ts')).sendHandlers;
const loadOpen = async () => (await import('./open-handlers.ts')).openHandlers;
const loadLater = async () => (await import('./later-handlers.ts')).laterHandlers;

const handlers: Handlers<Commands> = {
  config: () => client.config(),
  pace: async ({ pace }) => {
    setPace(pace);
    return null;
  },
  'load-all': async () => {
    await Promise.all([loadSend(), loadOpen(), loadLater(), loadHpke()]);
    return null;
  },
  ...helperCommands,
  ...lazyHandlers(sendCommands, loadSend),
  ...lazyHandlers(openCommands, loadOpen),
  ...lazyHandlers(laterCommands, loadLater),
};

void removeOldPrivateFiles();

serve(pagePort, handlers);
