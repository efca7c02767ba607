/** What is asked of the server itself: its limits, and whether it lives. */
import { Hono } from 'hono';
import { sql } from 'kysely';
import type { ConfigAnswer } from '../../shared/contract.ts';
import type { Dependencies } from '../dependencies.ts';

export function siteRoutes({ config, database, now }: Dependencies): Hono {
  const app = new Hono();

  app.get('/api/config', (c) =>
    c.json({
      maxShareBytes: config.maxShareBytes,
      maxExpirySeconds: config.maxExpirySeconds,
      now: now(),
    } satisfies ConfigAnswer),
  );

  app.get('/healthz', async (c) => {
    await sql`select 1`.execute(database);
    return c.json({ ok: true });
  });

  return app;
}
