/** The worker that opens portable packages: no connection is allowed to it, and nothing is asked of it that needs one. */
import { helperPort } from './helper-port.ts';
import { cancelPackageSave, openPackageFile, savePackageFile } from './package-files.ts';
import type { PackageCommands, PackagePageCalls } from './package-protocol.ts';
import { createCaller, serve } from './rpc.ts';

const port = helperPort();
const page = createCaller<PackagePageCalls>(port);

serve<PackageCommands>(port, {
  load: async () => null,
  open: (input) => openPackageFile(input),
  save: (input) => savePackageFile(input, (progress) => page.tell('progress', progress)),
  'cancel-save': async () => {
    cancelPackageSave();
    return null;
  },
});
