/** Services with one fault that no real one at hand has: the doctor names it and nothing else. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { diagnose } from './testing.ts';
import { BUCKET, type Double, type Fault, KEYS, startDouble } from './testing-s3.ts';

let double: Double;
beforeEach(() => {
  for (const [key, value] of Object.entries(KEYS)) vi.stubEnv(key, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
  double.close();
});

async function doctor(fault: Fault, { fix = false, TRANSFER = 'direct' } = {}) {
  double = await startDouble('checks', fault);
  return await diagnose({ S3_BUCKET: BUCKET, S3_ENDPOINT: double.endpoint, TRANSFER }, fix);
}

for (const [fault, title, words] of [
  ['any-length', 'exact lengths', 'Set TRANSFER=proxy'],
  ['no-ranges', 'ranges', 'does not send exactly the range'],
  ['no-etag', 'multipart uploads', 'answers a part without an ETag'],
  ['other-bytes', 'objects in one piece', 'what comes back is not what was sent'],
  ['copies', 'unsigned headers', 'nobody signed: copy other objects that the server may read'],
  ['no-cors', 'CORS', 'does not let http://localhost:8787 send parts'],
] as const) {
  it(`names ${fault}`, async () => {
    const { problems, notes, text } = await doctor(fault);
    expect([problems, notes]).toEqual([[title], []]);
    expect(text).toContain(words);
    expect(double.left()).toEqual([]);
  });
}

for (const [fault, words] of [
  ['keeps-objects', 'an object is still there after it was deleted'],
  ['keeps-uploads', 'parts of an upload are still there after it was ended'],
] as const) {
  it(`names ${fault}`, async () => {
    const { problems, text } = await doctor(fault);
    expect(problems).toEqual(['deletion']);
    expect(text).toContain(words);
    expect(double.left()).not.toEqual([]);
  });
}

it('says what it could not remove', async () => {
  const { notes, text } = await doctor('keeps-objects');
  expect(notes).toContain('clean-up');
  expect(text).toContain('below sealdrop-check/ could be removed');
});

it('lets this server count where the store does not', async () => {
  expect((await doctor('any-length', { TRANSFER: 'proxy' })).problems).toEqual([]);
});

it('sends no address where copies cannot be stopped', async () => {
  const { problems, text } = await doctor('copies', { fix: true });
  expect(problems).toEqual(['unsigned headers']);
  expect(text).toContain('--fix could not set it: the store answers 501 (NotImplemented).');
  expect(text).toContain('aws s3api put-bucket-policy --bucket double');
  expect(text).toContain('Where that does not help, set TRANSFER=proxy.');
  double.close();
  const proxied = await doctor('copies', { TRANSFER: 'proxy' });
  expect([proxied.code, proxied.problems]).toEqual([0, []]);
  expect(proxied.text).toContain('unsigned headers: not tried');
});

it('says that a service takes no rules, and by which command to try', async () => {
  const { problems, text } = await doctor('no-cors', { fix: true });
  expect(problems).toEqual(['CORS']);
  expect(text).toContain('--fix could not set it: the store answers 501 (NotImplemented).');
  expect(text).toContain('aws s3api put-bucket-cors --bucket double');
});
