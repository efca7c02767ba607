/** What the site wants of whoever uploads (shared/share/upload-right.ts), as this browser keeps it. */
import { equal } from '../../shared/bytes.ts';
import { uploadRight } from '../../shared/share/upload-right.ts';
import { defaultIdentity, type IdentityRecord, listIdentities } from '../vault/identities.ts';
import {
  forgetUploadToken,
  loadPermits,
  loadUploadToken,
  savePermits,
  saveUploadToken,
} from '../vault/upload-rights.ts';
import { publishCard } from './announce.ts';
import { client } from './server.ts';

/** No two tabs take the same permit. */
const LOCK = 'sealdrop-upload-rights';

export const { setUploads, requireUploadRight, creator, tokenToSend } = uploadRight({
  client,
  identities: async () => {
    const chosen = await defaultIdentity();
    const rank = ({ identity }: IdentityRecord) =>
      chosen && equal(identity.fingerprint, chosen.identity.fingerprint) ? 0 : 1;
    const all = await listIdentities();
    return all.toSorted((a, b) => rank(a) - rank(b)).map(({ identity }) => identity);
  },
  publishCard: ({ fingerprint }) => publishCard(fingerprint),
  loadPermits,
  savePermits,
  loadUploadToken,
  forgetUploadToken,
  alone: (signal, work) => navigator.locks.request(LOCK, signal ? { signal } : {}, work),
});

export async function hasUploadToken(): Promise<boolean> {
  return (await loadUploadToken()) !== null;
}

/** Keeps the token of this site. Throws wrong-upload-token where the site does not take it. */
export async function keepUploadToken(token: string): Promise<void> {
  await client.checkUploadToken(token);
  await saveUploadToken(token);
}
