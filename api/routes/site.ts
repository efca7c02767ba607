/** What is asked of the server itself: its limits, whether it lives, and whether it can work. */
import { Hono } from 'hono';
import { sql } from 'kysely';
import type { ConfigAnswer } from '../../shared/contract.ts';
import type { Dependencies } from '../dependencies.ts';
import { readiness } from '../readiness.ts';

const NO_LIMIT = Number.MAX_SAFE_INTEGER;

export function siteRoutes(deps: Dependencies): Hono {
  const { config, database, now } = deps;
  const ready = readiness(deps);
  const app = new Hono();

  app.get('/api/config', (c) =>
    c.json({
      maxShareBytes: config.maxShareBytes,
      maxExpirySeconds: config.maxExpirySeconds,
      publicOrigin: config.publicOrigin,
      now: now(),
      // What is as ever is left out, for pages of earlier versions know no such keys.
      ...(config.transferPace === 1 ? {} : { pace: config.transferPace }),
      ...(config.uploads.kind === 'anyone' ? {} : { uploads: config.uploads.kind }),
      ...(config.requestLinks ? {} : { requestLinks: 'off' as const }),
      ...(config.maxDayBytes === NO_LIMIT ? {} : { maxDayBytes: config.maxDayBytes }),
      ...(config.maxDayShares === NO_LIMIT ? {} : { maxDayShares: config.maxDayShares }),
    } satisfies ConfigAnswer),
  );

  app.get('/healthz', async (c) => {
    await sql`select 1`.execute(database);
    return c.json({ ok: true });
  });

  app.get('/readyz', async (c) => {
    const answer = await ready();
    return c.json(answer, answer.ok ? 200 : 503);
  });

  return app;
}
