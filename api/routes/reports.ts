/** What somebody has to say of a share to whoever runs this server. docs/api.md, "Reports". */
import { Hono } from 'hono';
import { reportRequest } from '../../shared/contract.ts';
import { SealdropError } from '../../shared/errors.ts';
import { parseFragment } from '../../shared/link.ts';
import { addReport } from '../database/reports.ts';
import { findShare } from '../database/shares.ts';
import type { Dependencies } from '../dependencies.ts';
import { rateLimited } from '../rate-limits.ts';
import { readJson, shareIdOfPath } from '../request.ts';

export function reportRoutes(deps: Dependencies): Hono {
  const { database, now } = deps;
  const app = new Hono();

  app.post('/api/shares/:id/reports', rateLimited(deps, 'shares'), async (c) => {
    const id = shareIdOfPath(c);
    const { text, fragment } = await readJson(c, reportRequest);
    // One of another share would make a fool of who reads it.
    if (fragment !== null) await parseFragment(id, fragment).catch(asBadRequest);
    const found = await findShare(database, id, now());
    if (!found) throw new SealdropError('not-found');
    if (found.kind === 'ended' && !found.share) {
      throw new SealdropError('ended', { details: { reason: found.reason } });
    }
    await addReport(deps, { shareId: id, created: now(), record: { text, fragment } });
    return c.json({});
  });

  return app;
}

function asBadRequest(cause: unknown): never {
  throw new SealdropError('bad-request', { cause });
}
