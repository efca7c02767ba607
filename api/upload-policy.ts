/**
 * Who may upload: anyone, people whose keys are listed, or whoever has the upload token. A listed person shows their key
 * for permits alone, and a permit for each share, so that nothing stored says whose share it is. A delivery needs no right
 * of its sender's: that its recipient may upload is asked when the request link is made, and of a listed key at each delivery.
 */
import type { Context } from 'hono';
import { type Bytes, equal, sha256, utf8 } from '../shared/bytes.ts';
import { UPLOAD_TOKEN_HEADER } from '../shared/contract.ts';
import { SealdropError } from '../shared/errors.ts';
import { clientAddress } from './client-address.ts';
import { type Allowance, dayOf } from './database/allowances.ts';
import { type LinkName, requireLiveLink } from './database/request-links.ts';
import type { Dependencies } from './dependencies.ts';

type Policy = Pick<Dependencies, 'config'>;

/** Throws wrong-upload-token unless the request has the upload token, where there is one. */
export async function requireUploadToken({ config }: Policy, c: Context): Promise<void> {
  if (config.uploads.kind !== 'token') return;
  const given = await sha256(utf8(c.req.header(UPLOAD_TOKEN_HEADER) ?? ''));
  if (!equal(given, config.uploads.tokenHash)) throw new SealdropError('wrong-upload-token');
}

/** Throws not-listed unless this key (its fingerprint, 32 bytes) may upload, where that is said by keys. */
export function requireListed({ config }: Policy, fingerprint: Bytes): void {
  if (config.uploads.kind !== 'listed' || config.uploads.isListed(fingerprint)) return;
  throw new SealdropError('not-listed');
}

/** SHA-256 of the permit that a new share needs; null where it needs none. Throws wrong-permit, wrong-upload-token. */
export async function uploadPermit(
  { config }: Policy,
  c: Context,
  permit: Bytes | undefined,
): Promise<Bytes | null> {
  await requireUploadToken({ config }, c);
  if (config.uploads.kind !== 'listed') return null;
  if (!permit) throw new SealdropError('wrong-permit');
  return await sha256(permit);
}

/** Throws requests-off where this site has no request links. */
export function requireRequestLinks({ config }: Policy): void {
  if (!config.requestLinks) throw new SealdropError('requests-off');
}

/** Throws requests-off, inbox-closed unless something may be delivered by this link. */
export async function requireOpenLink(deps: Dependencies, link: LinkName): Promise<void> {
  const { config, now } = deps;
  requireRequestLinks(deps);
  const { uploadTokenHash } = await requireLiveLink(deps, link, now());
  const { uploads } = config;
  const isClosed =
    (uploads.kind === 'listed' && !uploads.isListed(link.fingerprint)) ||
    // Made while there was no token, or another one, which may have got around.
    (uploads.kind === 'token' && !(uploadTokenHash && equal(uploadTokenHash, uploads.tokenHash)));
  if (isClosed) throw new SealdropError('inbox-closed');
}

/** What the address of a request may send today; null where that is not limited. */
export function allowanceOf(deps: Dependencies, c: Context): Allowance | null {
  const { maxDayBytes, maxDayShares } = deps.config;
  if (Math.min(maxDayBytes, maxDayShares) === Number.MAX_SAFE_INTEGER) return null;
  const now = deps.now();
  const keys = deps.records.indexes('indexAllowance', utf8(`${dayOf(now)} ${clientAddress(deps, c)}`));
  return { keys, now, maxDayBytes, maxDayShares };
}
