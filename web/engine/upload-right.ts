/**
 * What the site wants of whoever uploads: nothing, its upload token, or a permit for each share. Permits are fetched by a
 * signed request, which says who is there: only for an upload, and many at once, so that most shares are made without one.
 * Whether a permit is good the server says: the clock here may be wrong.
 */
import { type Bytes, equal } from '../../shared/bytes.ts';
import type { NewShare } from '../../shared/client.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import { defaultIdentity, type IdentityRecord, listIdentities } from '../vault/identities.ts';
import {
  forgetUploadToken,
  loadPermits,
  loadUploadToken,
  savePermits,
  saveUploadToken,
} from '../vault/upload-rights.ts';
import { publishCard } from './announce.ts';
import type { Commands } from './protocol.ts';
import { client } from './server.ts';

/** Held by whoever takes or fetches permits: no two tabs take the same one, or fetch where one batch is enough. */
const LOCK = 'sealdrop-upload-rights';

/** null where it is not known: until the page has heard of it from the site, and where the site has changed its mind. */
let uploads: Commands['uploads']['in']['uploads'] | null = null;

/** What the site says. Asks the server for nothing: whoever only reads shows their key to nobody. */
export function setUploads(wanted: Commands['uploads']['in']['uploads']): void {
  uploads = wanted;
}

/** Throws wrong-upload-token, not-listed where it is known already that nothing can be sent; before anything is kept. */
export async function requireUploadRight(): Promise<void> {
  if (uploads === 'token' && (await loadUploadToken()) === null) {
    throw new SealdropError('wrong-upload-token');
  }
  if (uploads !== 'listed') return;
  try {
    await navigator.locks.request(LOCK, async () => {
      if ((await loadPermits()).length === 0) await savePermits(await newPermits());
    });
  } catch (error) {
    // What passes is waited for when the share is made.
    if (hasCode(error, 'not-listed')) throw error;
  }
}

/**
 * A batch for the first key pair that is listed; empty where the site wants none any more. Each that is asked shows the
 * server its card, so the others are asked only where the default one was refused. Throws not-listed where all were.
 */
async function newPermits(signal?: AbortSignal): Promise<readonly Bytes[]> {
  const chosen = await defaultIdentity();
  const rank = ({ identity }: IdentityRecord) =>
    chosen && equal(identity.fingerprint, chosen.identity.fingerprint) ? 0 : 1;
  for (const { identity } of (await listIdentities()).toSorted((a, b) => rank(a) - rank(b))) {
    await publishCard(identity.fingerprint);
    try {
      const { permits } = await client.uploadPermits(identity, signal);
      // What it wants instead, it says when the share is made.
      if (permits.length === 0) uploads = null;
      return permits;
    } catch (error) {
      if (!hasCode(error, 'not-listed')) throw error;
    }
  }
  throw new SealdropError('not-listed');
}

/** A permit that nobody else gets, of a new batch where none is kept; null where the site wants none any more. */
function takePermit(signal: AbortSignal): Promise<Bytes | null> {
  return navigator.locks.request(LOCK, { signal }, async () => {
    const kept = await loadPermits();
    const [permit = null, ...others] = kept.length > 0 ? kept : await newPermits(signal);
    await savePermits(others);
    return permit;
  });
}

/** The same, but always of a new batch. What was kept is used after it: other tabs may have fetched that just now. */
function fetchPermit(signal: AbortSignal): Promise<Bytes | null> {
  return navigator.locks.request(LOCK, { signal }, async () => {
    const [permit = null, ...others] = await newPermits(signal);
    await savePermits([...others, ...(await loadPermits())]);
    return permit;
  });
}

/** Makes a share, as often as it is called with the same permit: an answer may be lost. One for each upload. */
export function creator() {
  let permit: Bytes | null = null;
  return async (share: NewShare, signal: AbortSignal) => {
    // By a request link, whose owner has the right.
    if (share.deliverTo) return await client.create(share, signal);
    const create = async () =>
      await client.create({ ...share, uploadToken: await tokenToSend(), permit }, signal);
    if (uploads === 'listed') permit ??= await takePermit(signal);
    try {
      return await create();
    } catch (error) {
      if (hasCode(error, 'wrong-upload-token')) await forgetUploadToken();
      if (!hasCode(error, 'wrong-permit')) throw error;
      // A permit that was refused is kept nowhere any more. None was sent where the page had not heard what the site wants.
      permit = permit ? await fetchPermit(signal) : await takePermit(signal);
      return await create();
    }
  };
}

/** The upload token where the site wants one, and where it has not said yet what it wants. */
export async function tokenToSend(): Promise<string | null> {
  return uploads === null || uploads === 'token' ? await loadUploadToken() : null;
}

export async function hasUploadToken(): Promise<boolean> {
  return (await loadUploadToken()) !== null;
}

/** Keeps the token of this site. Throws wrong-upload-token where the site does not take it. */
export async function keepUploadToken(token: string): Promise<void> {
  await client.checkUploadToken(token);
  await saveUploadToken(token);
}
