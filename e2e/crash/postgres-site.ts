/** Sites over a PostgreSQL, which can die below them. */
import { expect } from '@playwright/test';
import type { PostgresService } from '../../scripts/postgres-server.mjs';
import { newDatabase } from '../own-database.ts';
import { controlOf } from './services.ts';
import { diskSite, type Site } from './site.ts';

/** Objects on the disk, and an empty database there. */
export async function postgresSite({ url }: PostgresService): Promise<Site> {
  const { environment, remove } = await newDatabase(url);
  const site = await diskSite({ environment });
  return {
    ...site,
    async remove() {
      await site.remove();
      await remove();
    },
  };
}

/** The same site, where the database is what dies and begins again. Its beginning waits until the server has it back. */
export function databaseDies(site: Site, postgres: PostgresService): Site {
  const control = controlOf(postgres);
  return {
    ...site,
    server: {
      ...site.server,
      kill: () => control('kill'),
      async start() {
        await control('up');
        // The answer of /readyz is kept for a few seconds, that of /healthz is not.
        const alive = async () => (await fetch(`${site.server.origin}/healthz`)).status;
        await expect.poll(alive, { timeout: 30_000 }).toBe(200);
      },
    },
  };
}
