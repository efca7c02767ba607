/** The tests of PostgreSQL: a server for each worker, one of its own, for it is killed; and sites over a database of their own. */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { type PostgresService, startPostgres } from '../../scripts/postgres-server.mjs';
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
  const name = `sealdrop_${randomBytes(8).toString('hex')}`;
  await administer(url, `create database ${name}`);
  const DATABASE_URL = Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const site = await diskSite({ environment: { DATABASE_URL } });
  return {
    ...site,
    async remove() {
      await site.remove();
      await administer(url, `drop database ${name} with (force)`);
    },
  };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
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
