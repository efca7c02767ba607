/** A share as such: create, what anyone and what its owner is told, its terms, its end. docs/format.md, "States". */
import { Hono } from 'hono';
import type * as v from 'valibot';
import { equal, sha256, toBase64Url } from '../../shared/bytes.ts';
import {
  type changeAnswer,
  changeRequest,
  type createAnswer,
  createRequest,
  type OwnerAnswer,
  type ShareAnswer,
  type shareAnswer,
} from '../../shared/contract.ts';
import { bodyGeometry, objectGeometry } from '../../shared/crypto/body.ts';
import { shareIdOf } from '../../shared/crypto/share-id.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import { cameBy, insertDelivery } from '../database/inbox.ts';
import type { LinkName } from '../database/request-links.ts';
import {
  findReady,
  findShare,
  insertShare,
  type NewShare,
  type ReadyShare,
  requireShare,
  type Share,
  setTerms,
  setUpload,
} from '../database/shares.ts';
import type { Dependencies } from '../dependencies.ts';
import { end } from '../ending.ts';
import { bodyKey } from '../object-keys.ts';
import { progressOf, publicReceived } from '../progress.ts';
import { rateLimited } from '../rate-limits.ts';
import { bearerHash, readJson, requireToken, shareIdOfPath } from '../request.ts';
import { allowanceOf, requireOpenLink, uploadPermit } from '../upload-policy.ts';

export function shareRoutes(deps: Dependencies): Hono {
  const { database, objects, config, now } = deps;
  const app = new Hono();

  const expiryOf = (lifetime: number) => {
    if (lifetime <= config.maxExpirySeconds) return now() + lifetime;
    throw new SealdropError('bad-request', { details: { limit: config.maxExpirySeconds } });
  };
  /** A delivery ends when its recipient's server says so, at the latest. */
  const deliveryEnd = (created: number, expires: number) =>
    Math.min(expires, created + config.inboxRetentionSeconds);

  app.post('/api/shares', rateLimited(deps, 'shares'), async (c) => {
    const request = await readJson(c, createRequest);
    const { objectSize } = objectGeometry(request.bodySize);
    if (objectSize > bodyGeometry(config.maxShareBytes).objectSize) {
      throw new SealdropError('too-large', { details: { limit: config.maxShareBytes } });
    }
    const chosen = expiryOf(request.lifetime);
    const link = await linkOf(request);
    if (link) await requireOpenLink(deps, link);
    const permitHash = link ? null : await uploadPermit(deps, c, request.permit);
    const { maxStoreBytes } = config;
    const admission = { permitHash, allowance: allowanceOf(deps, c), maxStoreBytes };
    const expires = link ? deliveryEnd(now(), chosen) : chosen;
    const tokenHash = await sha256(request.token);
    const id = await shareIdOf(request.ownerCommit, tokenHash);
    const row: NewShare = {
      id,
      tokenHash,
      bodySize: objectSize,
      deliver: link ? 1 : 0,
      created: now(),
      expires,
      downloadLimit: request.limit,
    };
    const isNew = link
      ? await insertDelivery(deps, row, { link, limits: config, admission })
      : await insertShare(database, row, admission);

    const share = await requireShare(database, id, now()).catch(asConflict);
    // Only the owner knows the token that the id is made of, so the same id here is a repeat or a mistake of theirs.
    const isRepeat =
      equal(share.tokenHash, tokenHash) &&
      share.bodySize === objectSize &&
      isFor(deps, share, link) &&
      !share.header;
    if (!isRepeat) throw new SealdropError('conflict');
    if (share.upload === null) await setUpload(database, id, (await objects.begin(bodyKey(id))).id);
    const answer: v.InferInput<typeof createAnswer> = { id: toBase64Url(id), expires: share.expires };
    return c.json(answer, isNew ? 201 : 200);
  });

  app.get('/api/shares/:id', async (c) => {
    const id = shareIdOfPath(c);
    const ready = await findReady(database, id, now());
    if (ready) return c.json(readyAnswer(ready));
    const found = await findShare(database, id, now());
    if (!found) throw new SealdropError('not-found');
    if (found.kind === 'ended') {
      return c.json({ state: 'ended', reason: found.reason } satisfies ShareAnswer);
    }
    const { share } = found;
    const { header } = share;
    // Ready since it was first looked at.
    if (header) return c.json(readyAnswer({ ...share, header }));
    const received = await publicReceived(deps, share);
    return c.json({ state: 'uploading', received, total: share.bodySize } satisfies ShareAnswer);
  });

  app.get('/api/shares/:id/owner', async (c) => {
    const found = await findShare(database, shareIdOfPath(c), now());
    if (!found) throw new SealdropError('not-found');
    // Of an ended share nothing is left to check a token against, and its reason is public.
    if (found.kind === 'ended') {
      return c.json({ state: 'ended', reason: found.reason } satisfies OwnerAnswer);
    }
    const { share } = found;
    requireToken(c, share.tokenHash);
    const { complete, received } = await progressOf(deps, share);
    return c.json({
      state: share.header ? 'ready' : 'uploading',
      complete,
      received,
      total: share.bodySize,
      expires: share.expires,
      limit: share.downloadLimit,
      downloads: share.downloads,
      headerHash: share.headerHash && toBase64Url(share.headerHash),
    });
  });

  app.patch('/api/shares/:id', async (c) => {
    const share = await requireShare(database, shareIdOfPath(c), now());
    requireToken(c, share.tokenHash);
    const { lifetime, limit } = await readJson(c, changeRequest);
    // Whom it was delivered to is not to be kept from it.
    if (share.deliver === 1 && typeof limit === 'number') throw new SealdropError('bad-request');
    const expiry = lifetime === undefined ? null : expiryOf(lifetime);
    const changes = {
      ...(expiry === null ? {} : { expires: share.inbox ? deliveryEnd(share.created, expiry) : expiry }),
      ...(limit === undefined ? {} : { downloadLimit: limit }),
    };
    const terms = await setTerms(database, share.id, changes, now());
    const { expires, downloadLimit } = terms ?? (await requireShare(database, share.id, now()));
    return c.json({ expires, limit: downloadLimit } satisfies v.InferOutput<typeof changeAnswer>);
  });

  app.delete('/api/shares/:id', async (c) => {
    const found = await findShare(database, shareIdOfPath(c), now());
    if (!found) throw new SealdropError('not-found');
    // One that is blocked can be revoked, or it would be there again when it is not.
    if (!found.share) {
      bearerHash(c);
      return c.json({});
    }
    requireToken(c, found.share.tokenHash);
    await end(deps, found.share.id, 'revoked');
    return c.json({});
  });

  return app;
}

function readyAnswer(share: ReadyShare): v.InferInput<typeof shareAnswer> {
  return {
    state: 'ready',
    // By Node.js, for it is long.
    header: Buffer.from(share.header).toString('base64url'),
    expires: share.expires,
    exhausted: share.downloadLimit !== null && share.downloads >= share.downloadLimit,
  };
}

/** The request link that a delivery comes by; null for other shares. Throws bad-request for a delivery with a limit. */
async function linkOf({ deliverTo, limit }: v.InferOutput<typeof createRequest>): Promise<LinkName | null> {
  if (!deliverTo) return null;
  if (limit !== null) throw new SealdropError('bad-request');
  return { fingerprint: deliverTo.fingerprint, tokenHash: await sha256(deliverTo.token) };
}

/** Whether a share is the delivery that came by this link, or none where there is no link. */
function isFor(deps: Dependencies, share: Share, link: LinkName | null): boolean {
  return link ? cameBy(deps, share, link) : share.inbox === null;
}

/** Ended between insert and reading: the id is taken for good. A database that is away is another thing. */
function asConflict(error: unknown): never {
  throw hasCode(error, 'ended', 'not-found') ? new SealdropError('conflict', { cause: error }) : error;
}
