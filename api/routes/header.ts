/** Who can open: the sealed manifest on its way in, and the header that names it. docs/format.md, "Changing who can open". */
import { Hono } from 'hono';
import type * as v from 'valibot';
import { type Bytes, equal, sha256 } from '../../shared/bytes.ts';
import { headerRequest, type manifestPutAnswer, manifestRequest } from '../../shared/contract.ts';
import { decodeHeader, type HeaderCore } from '../../shared/crypto/header.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import { DELIVERY_HEADER_MAX } from '../../shared/limits.ts';
import { announceManifest } from '../database/deletions.ts';
import { type NewHeader, replaceHeader } from '../database/headers.ts';
import { requireLinkOf } from '../database/request-links.ts';
import { orEnded, requireShare, type Share } from '../database/shares.ts';
import type { Dependencies } from '../dependencies.ts';
import { deleteDue } from '../ending.ts';
import { mayFollow } from '../header-rules.ts';
import { manifestKey } from '../object-keys.ts';
import { readJson, requireToken, shareIdOfPath } from '../request.ts';

/** A header of 1 MiB in base64url, and its company. */
const HEADER_JSON_MAX = 1_572_864;

export function headerRoutes(deps: Dependencies): Hono {
  const { database, objects, now } = deps;
  const app = new Hono();

  /** Checks a header that is not the current one and puts it in place. */
  async function issue(
    share: Share,
    request: Omit<NewHeader, 'manifestHash'> & { readonly replaces: Bytes | null },
  ): Promise<void> {
    const { header, headerHash, accessHash, replaces } = request;
    const core = coreOf(header);
    const isOfShare =
      equal(core.id, share.id) && equal(core.tokenHash, share.tokenHash) && core.deliver === share.deliver;
    // A page of an inbox holds many headers, and its reader takes only so much.
    const isTooLong = share.deliver === 1 && header.length > DELIVERY_HEADER_MAX;
    if (!isOfShare || isTooLong) throw new SealdropError('bad-request');
    if (share.complete !== 1) throw new SealdropError('not-complete');
    if (!sameHash(share.headerHash, replaces)) throw new SealdropError('conflict');
    const previous =
      share.header && share.accessHash ? { core: coreOf(share.header), accessHash: share.accessHash } : null;
    if (!mayFollow(previous, { core, accessHash })) throw new SealdropError('bad-request');

    const newManifest = !previous || !equal(previous.core.manifest, core.manifest);
    // The size is that of the bytes that the digest was checked of when they came in.
    if (newManifest && (await objects.size(manifestKey(share.id, core.manifest))) !== core.manifestSize) {
      throw new SealdropError('wrong-state');
    }
    const next: NewHeader = { header, headerHash, accessHash, manifestHash: core.manifest };
    if (!(await replaceHeader(database, share, { next, newManifest, now: now() }))) {
      const winner = await requireShare(database, share.id, now());
      if (!isCurrent(winner, next)) throw new SealdropError('conflict');
    }
    if (newManifest && previous) await deleteDue(deps, share.id);
  }

  app.post('/api/shares/:id/manifest', async (c) => {
    const share = await requireShare(database, shareIdOfPath(c), now());
    requireToken(c, share.tokenHash);
    const { sha256: hash, size } = await readJson(c, manifestRequest);
    await requireLinkOf(database, share, now());
    const key = manifestKey(share.id, hash);
    const isAnnounced = await announceManifest(database, { shareId: share.id, hash, now: now() });
    // Where it has ended meanwhile nothing may be put any more.
    if (!isAnnounced) await requireShare(database, share.id, now());
    const answer = await objects.presignPut({ key, part: null, size, sha256: hash });
    return c.json(answer satisfies v.InferOutput<typeof manifestPutAnswer>);
  });

  app.put('/api/shares/:id/header', async (c) => {
    const share = await requireShare(database, shareIdOfPath(c), now());
    requireToken(c, share.tokenHash);
    const { header, accessHash, replaces } = await readJson(c, headerRequest, HEADER_JSON_MAX);
    const headerHash = await sha256(header);
    if (isCurrent(share, { headerHash, accessHash })) return c.json({});

    await orEnded(
      deps,
      share.id,
      async () => await issue(share, { header, headerHash, accessHash, replaces }),
    );
    return c.json({});
  });

  return app;
}

/** Whether exactly this header stands: a repeat of a PUT whose answer was lost. */
function isCurrent(share: Share, next: Pick<NewHeader, 'headerHash' | 'accessHash'>): boolean {
  return sameHash(share.headerHash, next.headerHash) && sameHash(share.accessHash, next.accessHash);
}

function sameHash(a: Bytes | null, b: Bytes | null): boolean {
  return a === null || b === null ? a === b : equal(a, b);
}

/** What cannot be read is a bad request here; "damaged" is said of what a reader was given. */
function coreOf(header: Bytes): HeaderCore {
  try {
    return decodeHeader(header).core;
  } catch (error) {
    if (hasCode(error, 'damaged')) throw new SealdropError('bad-request', { cause: error });
    throw error;
  }
}
