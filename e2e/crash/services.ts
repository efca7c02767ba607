/** The tests of buckets: an S3 service for each worker, one of its own unless S3_ENDPOINT names one. */
import { type S3Service, startS3 } from '../../scripts/s3-server.mjs';
import { test as base, expect } from './pages.ts';

interface WorkerFixtures {
  readonly service: S3Service;
}

export const test = base.extend<object, WorkerFixtures>({
  service: [
    async ({}, use) => {
      const service = await startS3();
      await use(service);
      await service.stop();
    },
    { scope: 'worker', timeout: 600_000 },
  ],
});

export { expect };
