/**
 * What the site wants of whoever uploads: nothing, its upload token, or a permit for each share. Permits are fetched by a
 * signed request, many at once and ahead of time, so that the moment of it says little of any share.
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
  type UploadPermit,
} from '../vault/upload-rights.ts';
import { publishCard } from './announce.ts';
import type { Commands } from './protocol.ts';
import { client, now } from './server.ts';

/** Fewer permits than these are too few to wait for the next share. */
const STOCK = 4;
/** Seconds before its end in which a permit is not used any more: clocks differ. */
const MARGIN = 300;
const LOCK = 'sealdrop-upload-rights';
const FETCHING = 'sealdrop-upload-permits';

/** null until the page has heard of it from the site. */
let uploads: Commands['uploads']['in']['uploads'] | null = null;

/** What the site says. Fetches permits where there are few. */
export function setUploads(wanted: Commands['uploads']['in']['uploads']): void {
  uploads = wanted;
  if (uploads === 'listed') void stockUp().catch(() => undefined);
}

async function stockUp(): Promise<void> {
  if (await defaultIdentity()) await fetchPermits(STOCK);
}

async function livePermits() {
  return (await loadPermits()).filter(({ expires }) => expires > now() + MARGIN);
}

/** Throws wrong-upload-token, not-listed where it is known already that nothing can be sent; before anything is kept. */
export async function requireUploadRight(): Promise<void> {
  if (uploads === 'token' && (await loadUploadToken()) === null) {
    throw new SealdropError('wrong-upload-token');
  }
  if (uploads !== 'listed') return;
  try {
    await fetchPermits(1);
  } catch (error) {
    // What passes is waited for when the share is made.
    if (hasCode(error, 'not-listed')) throw error;
  }
}

/**
 * Sees to it that so many permits are kept: where there are fewer, a batch is fetched for the first key pair that is listed.
 * Throws not-listed where none is.
 */
async function fetchPermits(enough: number, signal?: AbortSignal): Promise<void> {
  // One after the other, or a page that has just been opened, and the drop into it, would both fetch.
  await navigator.locks.request(FETCHING, signal ? { signal } : {}, async () => {
    if ((await livePermits()).length >= enough) return;
    const added = await newPermits(signal);
    await navigator.locks.request(LOCK, async () => savePermits([...(await livePermits()), ...added]));
  });
}

async function newPermits(signal?: AbortSignal): Promise<UploadPermit[]> {
  const chosen = await defaultIdentity();
  const rank = ({ identity }: IdentityRecord) =>
    chosen && equal(identity.fingerprint, chosen.identity.fingerprint) ? 0 : 1;
  // The default one first, for it is the likeliest.
  for (const { identity } of (await listIdentities()).toSorted((a, b) => rank(a) - rank(b))) {
    await publishCard(identity.fingerprint);
    try {
      const { permits, expires } = await client.uploadPermits(identity, signal);
      return permits.map((permit) => ({ permit, expires }));
    } catch (error) {
      if (!hasCode(error, 'not-listed')) throw error;
    }
  }
  throw new SealdropError('not-listed');
}

/** Takes one of the permits that are kept, so that no other tab does; null where there is none. */
function takeKept(): Promise<Bytes | null> {
  return navigator.locks.request(LOCK, async () => {
    const [next, ...rest] = await livePermits();
    if (!next) return null;
    await savePermits(rest);
    return next.permit;
  });
}

async function takePermit(signal: AbortSignal): Promise<Bytes> {
  const kept = await takeKept();
  if (kept) return kept;
  await fetchPermits(1, signal);
  const fetched = await takeKept();
  // A site that needs none gives none.
  if (!fetched) throw new SealdropError('wrong-permit');
  return fetched;
}

/** Makes a share, as often as it is called with the same permit: an answer may be lost. One for each upload. */
export function creator() {
  let permit: Bytes | null = null;
  return async (share: NewShare, signal: AbortSignal) => {
    // By a request link, whose owner has the right.
    if (share.deliverTo) return await client.create(share, signal);
    const uploadToken = await tokenToSend();
    const create = () => client.create({ ...share, uploadToken, permit }, signal);
    if (uploads === 'listed') permit ??= await takePermit(signal);
    try {
      return await create();
    } catch (error) {
      if (hasCode(error, 'wrong-upload-token')) await forgetUploadToken();
      if (!hasCode(error, 'wrong-permit')) throw error;
      // None was sent, or the server knows none of those that are kept here.
      await navigator.locks.request(LOCK, () => savePermits([]));
      permit = await takePermit(signal);
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
