/** The tests of PostgreSQL: a server for each worker, one of its own, for it is killed; and sites over a database of their own. */
import { type PostgresService, startPostgres } from '../../scripts/postgres-server.mjs';
import { newDatabase } from '../own-database.ts';
import { test as base, expect } from './pages.ts';
import { diskSite, type Site } from './site.ts';

interface WorkerFixtures {
  readonly postgres: PostgresService;
}

export const test = base.extend<object, WorkerFixtures>({
  postgres: [
    async ({}, use) => {
      const postgres = await startPostgres({ durable: true });
      await use(postgres);
      await postgres.stop();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
});

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
export function databaseDies(site: Site, { control }: PostgresService): Site {
  if (!control)
    throw new Error('DATABASE_URL names a server that this test cannot kill: it needs one of its own');
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

export { expect };
