/** The right to upload, where not everybody has it: permits for people who are listed, and whether an upload token is the right one. */
import { Hono } from 'hono';
import type * as v from 'valibot';
import { random, sha256, toBase64Url } from '../../shared/bytes.ts';
import type { permitsAnswer } from '../../shared/contract.ts';
import { PERMIT_BATCH } from '../../shared/limits.ts';
import { addPermits, permitsEnd } from '../database/permits.ts';
import type { Dependencies } from '../dependencies.ts';
import { requireSigner } from '../key-auth.ts';
import { rateLimited } from '../rate-limits.ts';
import { requireListed, requireUploadToken } from '../upload-policy.ts';

const PERMIT_SIZE = 32;

export function uploadRoutes(deps: Dependencies): Hono {
  const { database, config, now } = deps;
  const app = new Hono();

  app.post('/api/uploads/permits', async (c) => {
    const { fingerprint } = await requireSigner(deps, c);
    requireListed(deps, fingerprint);
    const expires = permitsEnd(now());
    // Where none is needed, none is kept.
    const count = config.uploads.kind === 'listed' ? PERMIT_BATCH : 0;
    const permits = Array.from({ length: count }, () => random(PERMIT_SIZE));
    if (count > 0) await addPermits(database, await Promise.all(permits.map(sha256)), expires);
    return c.json({ permits: permits.map(toBase64Url), expires } satisfies v.InferInput<
      typeof permitsAnswer
    >);
  });

  app.post('/api/uploads/token', rateLimited(deps, 'lookups'), async (c) => {
    await requireUploadToken(deps, c);
    return c.json({});
  });

  return app;
}
