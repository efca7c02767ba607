/**
 * The services of these tests, for each worker and only where a test asks for them: an S3 service of its own unless
 * S3_ENDPOINT names one, and a PostgreSQL of its own unless DATABASE_URL does.
 */
import { type PostgresService, startPostgres } from '../../scripts/postgres-server.mjs';
import { type S3Service, startS3 } from '../../scripts/s3-server.mjs';
import { test as base, expect } from './pages.ts';

interface WorkerFixtures {
  readonly service: S3Service;
  readonly postgres: PostgresService;
}

/** What a test does to a service: with one that was given it can do nothing. */
export function controlOf<Action extends string>({
  control,
}: {
  readonly control: ((action: Action) => Promise<void>) | null;
}): (action: Action) => Promise<void> {
  if (control) return control;
  throw new Error('S3_ENDPOINT or DATABASE_URL names a service that this test cannot kill: it needs its own');
}

/** Starts a service, lends it and stops it. */
async function lend<T extends { readonly stop: () => Promise<void> }>(
  started: Promise<T>,
  use: (service: T) => Promise<void>,
): Promise<void> {
  const service = await started;
  await use(service);
  await service.stop();
}

export const test = base.extend<object, WorkerFixtures>({
  service: [async ({}, use) => await lend(startS3(), use), { scope: 'worker', timeout: 600_000 }],
  postgres: [
    async ({}, use) => await lend(startPostgres({ durable: true }), use),
    { scope: 'worker', timeout: 300_000 },
  ],
});

export { expect };
