/** The body on its way in: URLs for parts, what has arrived, and completion. The bytes go to the store, never here. */
import { type Context, Hono } from 'hono';
import { completeRequest, partsRequest } from '../../shared/contract.ts';
import { type BodyGeometry, objectGeometry, storedPart } from '../../shared/crypto/body.ts';
import { SealdropError } from '../../shared/errors.ts';
import { requireLinkOf } from '../database/request-links.ts';
import {
  findShare,
  orEnded,
  requireShare,
  requireUploading,
  type Share,
  setComplete,
} from '../database/shares.ts';
import type { Dependencies } from '../dependencies.ts';
import { progressOf, uploadOf } from '../progress.ts';
import { readJson, requireToken, shareIdOfPath } from '../request.ts';

/** PARTS_MAX parts with the longest ETags. */
const COMPLETE_JSON_MAX = 2_621_440;

export function partRoutes(deps: Dependencies): Hono {
  const { database, objects, now } = deps;
  const app = new Hono();

  async function ownShare(c: Context<object, '/:id'>): Promise<Share> {
    const share = await requireShare(database, shareIdOfPath(c), now());
    requireToken(c, share.tokenHash);
    return share;
  }

  app.post('/api/shares/:id/parts', async (c) => {
    const share = await requireUploading(database, shareIdOfPath(c), now());
    requireToken(c, share.tokenHash);
    const { parts, bodySize } = await readJson(c, partsRequest);
    await requireLinkOf(database, share, now());
    const upload = uploadOf(share);
    if (!upload || share.complete === 1) throw new SealdropError('wrong-state');
    const geometry = geometryOf(share, bodySize);
    const numbers = new Set<number>();
    for (const { number, size } of parts) {
      const fits = number <= geometry.parts && size === storedPart(geometry, number - 1).size;
      if (!fits || numbers.has(number)) throw new SealdropError('bad-request');
      numbers.add(number);
    }
    const signed = parts.map(async ({ number, size, sha256 }) => {
      const part = { upload: upload.id, number };
      return { number, ...(await objects.presignPut({ key: upload.key, part, size, sha256 })) };
    });
    return c.json({ parts: await Promise.all(signed) });
  });

  app.get('/api/shares/:id/parts', async (c) => {
    const share = await ownShare(c);
    const { complete, parts } = await progressOf(deps, share);
    if (complete) throw new SealdropError('wrong-state');
    return c.json({ parts });
  });

  app.post('/api/shares/:id/complete', async (c) => {
    const share = await ownShare(c);
    const request = await readJson(c, completeRequest, COMPLETE_JSON_MAX);
    const upload = uploadOf(share);
    if (share.complete === 1) return c.json({});
    if (!upload) throw new SealdropError('wrong-state');
    const geometry = geometryOf(share, request.bodySize);
    const isWhole = request.parts.length === geometry.parts;
    if (!isWhole || request.parts.some(({ number }, index) => number !== index + 1)) {
      throw new SealdropError('bad-request');
    }
    const named = request.parts.map((part, index) => ({ ...part, size: storedPart(geometry, index).size }));
    await orEnded(deps, share.id, async () => await objects.complete(upload, named));
    if (!(await setComplete(database, share, { now: now(), bodySize: geometry.objectSize }))) {
      const latest = await findShare(database, share.id, now());
      // Another request has completed it meanwhile, and this one is its repeat.
      if (latest?.kind === 'share' && latest.share.complete === 1) {
        if (latest.share.bodySize !== geometry.objectSize) throw new SealdropError('conflict');
        return c.json({});
      }
      // The share ended while the store was at work; its object came too late for the first deletion.
      await objects.remove(upload.key);
      await requireShare(database, share.id, now());
    }
    return c.json({});
  });

  return app;
}

/**
 * The shape of a body of this size, which is at most the one that create was told: room is kept for that, and the rest is
 * given back at completion. Throws bad-request where parts would have another size.
 */
function geometryOf(share: Pick<Share, 'bodySize'>, bodySize = share.bodySize): BodyGeometry {
  const [geometry, told] = [objectGeometry(bodySize), objectGeometry(share.bodySize)];
  if (bodySize > share.bodySize || geometry.partSegments !== told.partSegments) {
    throw new SealdropError('bad-request');
  }
  return geometry;
}
