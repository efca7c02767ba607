/** The worker that opens files of older systems: no connection is allowed to it, and nothing is asked of it that needs one. */
import { loadAes } from '../../shared/archive/aes-blocks.ts';
import { helperPort } from './helper-port.ts';
import { discardOlder, openOlder, zipOlder } from './older-files.ts';
import type { OlderCommands, OlderPageCalls } from './older-protocol.ts';
import { removeOldPrivateFiles } from './private-folder.ts';
import { createCaller, serve } from './rpc.ts';

const port = helperPort();
const page = createCaller<OlderPageCalls>(port);

serve<OlderCommands>(port, {
  load: async () => {
    await loadAes();
    return null;
  },
  open: async (input) => {
    // What a worker before this one was writing when it was ended, or has died, is plaintext.
    await removeOldPrivateFiles();
    return await openOlder(input, (progress) => page.tell('progress', progress));
  },
  zip: zipOlder,
  discard: async () => {
    await discardOlder();
    return null;
  },
});

void removeOldPrivateFiles();
