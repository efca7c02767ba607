/** The way out: URLs for the manifest and, counted by download grants, for the body. docs/format.md, "Download grant". */
import { type Context, Hono } from 'hono';
import { type Bytes, equal, sha256 } from '../../shared/bytes.ts';
import { bodyRequest, type PresignedGet } from '../../shared/contract.ts';
import { decodeHeader } from '../../shared/crypto/header.ts';
import { SealdropError } from '../../shared/errors.ts';
import { claimGrant, hasLiveGrant } from '../database/grants.ts';
import { orEnded, requireShare, type Share } from '../database/shares.ts';
import type { Dependencies } from '../dependencies.ts';
import { bodyKey, manifestKey } from '../object-keys.ts';
import { rateLimited } from '../rate-limits.ts';
import { bearerHash, readJson, shareIdOfPath } from '../request.ts';

/** A share with a header. */
type ReadyShare = Share & { readonly accessHash: Bytes; readonly header: Bytes };

export function downloadRoutes(deps: Dependencies): Hono {
  const { database, objects, now, log } = deps;
  const app = new Hono();

  async function readyShare(c: Context<object, '/:id'>): Promise<ReadyShare> {
    const share = await requireShare(database, shareIdOfPath(c), now());
    const { accessHash, header } = share;
    if (!accessHash || !header) throw new SealdropError('not-complete');
    return { ...share, accessHash, header };
  }

  /**
   * A URL for an object that is there as it was stored. Browsers do not see a store's 404 or 416 where it comes without
   * CORS headers, so a loss that only the store would tell of is told here.
   */
  async function presignWhole(key: string, size: number): Promise<PresignedGet> {
    if ((await objects.size(key)) !== size) {
      log('error', 'object lost or changed in the store');
      throw new SealdropError('object-lost');
    }
    return await objects.presignGet(key);
  }

  app.get('/api/shares/:id/manifest', async (c) => {
    const share = await readyShare(c);
    if (holderOf(share, bearerHash(c)) === null) throw new SealdropError('wrong-token');
    const { manifest, manifestSize } = decodeHeader(share.header).core;
    return c.json(await presignWhole(manifestKey(share.id, manifest), manifestSize));
  });

  app.post('/api/shares/:id/body', rateLimited(deps, 'openings'), async (c) => {
    const share = await readyShare(c);
    const holder = holderOf(share, bearerHash(c));
    const { grant } = await readJson(c, bodyRequest);
    // It may have ended while the request came in, and a grant that lives is not counted again.
    await requireShare(database, share.id, now());
    if (grant) {
      const claim = { shareId: share.id, grantHash: await sha256(grant), now: now() };
      if (holder === null) {
        // A download under way when the epoch changed: its reader is to fetch the new header, not to give up.
        throw new SealdropError((await hasLiveGrant(database, claim)) ? 'stale' : 'wrong-token');
      }
      if (holder === 'owner') throw new SealdropError('bad-request');
      const { accessHash } = share;
      await orEnded(deps, share.id, async () => await claimGrant(database, { ...claim, accessHash }));
    } else {
      if (holder === null) throw new SealdropError('wrong-token');
      if (holder === 'reader') throw new SealdropError('bad-request');
    }
    return c.json(await presignWhole(bodyKey(share.id), share.bodySize));
  });

  return app;
}

/** Whose token this is the hash of. */
function holderOf(share: ReadyShare, hash: Bytes): 'owner' | 'reader' | null {
  if (equal(share.tokenHash, hash)) return 'owner';
  return equal(share.accessHash, hash) ? 'reader' : null;
}
