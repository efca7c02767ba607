/** Which S3_CHECKSUM the doctor asks for, on services that check digests, refuse them for parts, and refuse them all. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { diagnose } from './testing.ts';
import { BUCKET, type Digests, type Double, KEYS, startDouble } from './testing-s3.ts';

let double: Double;
beforeEach(() => {
  for (const [key, value] of Object.entries(KEYS)) vi.stubEnv(key, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
  double.close();
});

async function doctor(digests: Digests, changes: Readonly<Record<string, string>>) {
  double = await startDouble(digests);
  const seen = await diagnose({ S3_BUCKET: BUCKET, S3_ENDPOINT: double.endpoint, ...changes });
  expect(double.left()).toEqual([]);
  expect(seen.text).not.toContain('not checked');
  return seen;
}

describe('a service that checks digests', () => {
  it('is well with S3_CHECKSUM=sha256', async () => {
    const { problems, notes } = await doctor('checks', { S3_CHECKSUM: 'sha256' });
    expect([problems, notes]).toEqual([[], []]);
  });

  it('could be used better than with none', async () => {
    const { problems, notes, text } = await doctor('checks', { S3_CHECKSUM: 'none' });
    expect([problems, notes]).toEqual([[], ['digests']]);
    expect(text).toContain('S3_CHECKSUM=sha256 lets it refuse');
  });

  it('has nothing to say about it behind this server', async () => {
    const { problems, notes } = await doctor('checks', { S3_CHECKSUM: 'none', TRANSFER: 'proxy' });
    expect([problems, notes]).toEqual([[], []]);
  });
});

for (const digests of ['refuses-parts', 'refuses-all'] as const) {
  describe(`a service that ${digests.replace('-', ' ')}`, () => {
    it('wants S3_CHECKSUM=none, and all else is still checked', async () => {
      const { problems, notes, text } = await doctor(digests, { S3_CHECKSUM: 'sha256' });
      expect([problems, notes]).toEqual([['digests'], []]);
      expect(text).toContain('Set S3_CHECKSUM=none.');
      expect(text).toContain('ok       multipart uploads');
    });

    it('is well with it', async () => {
      const { problems, notes } = await doctor(digests, { S3_CHECKSUM: 'none' });
      expect([problems, notes]).toEqual([[], []]);
    });
  });
}
