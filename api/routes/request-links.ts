/** Request links: made, listed and ended by the key that they deliver to, and asked about by whoever has one. */
import { Hono } from 'hono';
import type * as v from 'valibot';
import { sha256, toBase64Url } from '../../shared/bytes.ts';
import { requestLinkRequest, type requestLinksAnswer, requestRequest } from '../../shared/contract.ts';
import { SealdropError } from '../../shared/errors.ts';
import { requireRoom } from '../database/inbox.ts';
import { addRequestLink, endRequestLink, listRequestLinks } from '../database/request-links.ts';
import type { Dependencies } from '../dependencies.ts';
import { readSigned, requireSigner } from '../key-auth.ts';
import { rateLimited } from '../rate-limits.ts';
import { hashOfPath, readJson } from '../request.ts';
import { requireListed, requireOpenLink, requireRequestLinks, requireUploadToken } from '../upload-policy.ts';

export function requestLinkRoutes(deps: Dependencies): Hono {
  const { config, now } = deps;
  const app = new Hono();

  // Who may not upload may not have others upload for them. What was made before can be listed and ended always.
  app.post('/api/inbox/links', async (c) => {
    requireRequestLinks(deps);
    await requireUploadToken(deps, c);
    const { signer, body } = await readSigned(deps, c, requestLinkRequest);
    if (body.expires !== null && body.expires <= now()) throw new SealdropError('bad-request');
    const { fingerprint } = signer;
    requireListed(deps, fingerprint);
    const uploadTokenHash = config.uploads.kind === 'token' ? config.uploads.tokenHash : null;
    await addRequestLink(deps, { ...body, fingerprint, created: now() }, uploadTokenHash);
    return c.json({});
  });

  app.get('/api/inbox/links', async (c) => {
    const { fingerprint } = await requireSigner(deps, c);
    const links = await listRequestLinks(deps, fingerprint, now());
    return c.json({
      links: links.map(({ tokenHash, created, expires, box }) => ({
        tokenHash: toBase64Url(tokenHash),
        created,
        expires,
        box: toBase64Url(box),
      })),
    } satisfies v.InferInput<typeof requestLinksAnswer>);
  });

  app.delete('/api/inbox/links/:tokenHash', async (c) => {
    const { fingerprint } = await requireSigner(deps, c);
    await endRequestLink(deps, { fingerprint, tokenHash: hashOfPath(c, 'tokenHash') }, now());
    return c.json({});
  });

  app.post('/api/requests/:fingerprint', rateLimited(deps, 'lookups'), async (c) => {
    const fingerprint = hashOfPath(c, 'fingerprint');
    const { token } = await readJson(c, requestRequest);
    const link = { fingerprint, tokenHash: await sha256(token) };
    await requireOpenLink(deps, link);
    await requireRoom(deps, link, { limits: config, now: now() });
    return c.json({});
  });

  return app;
}
