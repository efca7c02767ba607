/** A share as this tab sees it (shared/share/open-share.ts). */
import { shareAdopter } from '../../shared/share/adopt-share.ts';
import { shareOpener } from '../../shared/share/open-share.ts';
import { listIdentities } from '../vault/identities.ts';
import { saveOwnShare } from '../vault/own-shares.ts';
import { rememberHeader } from '../vault/seen-headers.ts';
import { emitOwnSharesChanged } from './events.ts';
import { derivePassphrase } from './passphrase.ts';
import { openOwn } from './publish.ts';
import { client, clock, storeFetch } from './server.ts';

const identities = async () => (await listIdentities()).map(({ identity }) => identity);

const adoptShare = shareAdopter({
  identities,
  openOwn,
  saveOwnShare: async (record) => {
    await saveOwnShare(record);
    emitOwnSharesChanged();
  },
});

export const { waitUntilReady, openReady } = shareOpener({
  client,
  clock,
  fetch: storeFetch,
  rememberHeader,
  derivePassphrase,
  openOwn,
  adoptShare,
  // Whatever they have signed is adopted.
  openAsSigner: async () => null,
  keyPairs: async () => (await identities()).map(({ encryption }) => encryption),
});
