/**
 * The engine worker: commands from the page go to the parts of the engine, answers and errors go back. What a page is
 * opened for is loaded at its first command, and the rest of the engine once that is done.
 */
import { loadHpke } from '../../shared/crypto/hpke.ts';
import { unfinishedUploads } from '../vault/unfinished-uploads.ts';
import { laterCommands, openCommands, sendCommands } from './command-groups.ts';
import { helperCommands } from './helpers.ts';
import { keep, keepRequest } from './keeping.ts';
import { lazyHandlers } from './lazy-handlers.ts';
import { pagePort } from './page.ts';
import { removeOldPrivateFiles } from './private-folder.ts';
import type { Commands } from './protocol.ts';
import { type Handlers, serve } from './rpc.ts';
import { client, setPace } from './server.ts';

const loadSend = async () => (await import('./send-handlers.ts')).sendHandlers;
const loadOpen = async () => (await import('./open-handlers.ts')).openHandlers;
const loadLater = async () => (await import('./later-handlers.ts')).laterHandlers;

const sending = lazyHandlers(sendCommands, loadSend);

const handlers: Handlers<Commands> = {
  config: () => client.config(),
  pace: async ({ pace }) => {
    setPace(pace);
    return null;
  },
  keep,
  'keep-request': keepRequest,
  'load-open': async () => {
    await loadOpen();
    return null;
  },
  'load-all': async () => {
    await Promise.all([loadSend(), loadOpen(), loadLater(), loadHpke()]);
    return null;
  },
  ...helperCommands,
  ...sending,
  'own-shares': async (input) => {
    // The first screen asks each time, and most have none: nothing of what sends is loaded for that.
    if (input.which === 'unfinished' && (await unfinishedUploads()).size === 0) return [];
    return await sending['own-shares'](input);
  },
  ...lazyHandlers(openCommands, loadOpen),
  ...lazyHandlers(laterCommands, loadLater),
};

void removeOldPrivateFiles();

serve(pagePort, handlers);
