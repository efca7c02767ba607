/** On a real S3 service: headers that nobody signed, and lifecycle rules that delete shares too early. */
import type { LifecycleExpiration, LifecycleRule } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bytes, random } from '../../shared/bytes.ts';
import { parseConfig } from '../config.ts';
import { type Bench, get, openBench, presign, put } from './bench.ts';
import { diagnose, type Visit } from './testing.ts';
import { makeBucket, service, type TestBucket } from './testing-bucket.ts';

let bucket: TestBucket;
let foreign: TestBucket;

beforeEach(async () => {
  [bucket, foreign] = [await makeBucket(), await makeBucket()];
  for (const key of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const) vi.stubEnv(key, service[key]);
  await doctor('--fix');
});
afterEach(async () => {
  await bucket.remove();
  await foreign.remove();
  vi.unstubAllEnvs();
});

const settings = (S3_BUCKET = bucket.name) => ({ ...service, S3_BUCKET });

const doctor = (...options: string[]): Promise<Visit> => diagnose(settings(), options.includes('--fix'));

async function benchOf(name: string): Promise<Bench> {
  const parsed = parseConfig(settings(name));
  if ('problems' in parsed || !parsed.config.s3) throw new Error('no configuration of a bucket');
  return await openBench(parsed.config, parsed.config.s3);
}

describe('headers that nobody signed', () => {
  /** What a stranger reads, and what the product reads, after a PUT of `body` with `headers` beside. */
  async function after(bench: Bench, body: Bytes, headers: Record<string, string>) {
    const key = bench.newKey();
    const signed = await presign(bench.store, { key, part: null }, body);
    const init = { method: 'PUT', headers: { ...signed.headers, ...headers }, body };
    const { ok } = await fetch(signed.url, init);
    const stranger = await fetch(`${bench.bucketUrl}/${key}`);
    const isOpen = stranger.ok;
    await stranger.arrayBuffer();
    const own = await get(bench, key);
    return { ok, isOpen, bytes: own.ok ? Buffer.from(own.bytes) : null };
  }

  it('copy and open objects, until --fix sets the policy', async () => {
    const bench = await benchOf(bucket.name);
    const others = await benchOf(foreign.name);
    const secretKey = others.newKey();
    const secret = random(333);
    expect((await put(others, { key: secretKey, part: null }, secret)).ok).toBe(true);
    const copy = { 'x-amz-copy-source': `/${foreign.name}/${secretKey}` };
    const body = random(500);
    const everybody = 'uri="http://acs.amazonaws.com/groups/global/AllUsers"';
    const opening = [
      { 'x-amz-acl': 'public-read' },
      { 'x-amz-acl': 'public-read-write' },
      { 'x-amz-grant-read': everybody },
      { 'x-amz-grant-full-control': everybody },
    ];

    await bucket.removePolicy();
    const { code, problems, notes, text } = await doctor();
    expect([code, problems, notes], text).toEqual([1, ['unsigned headers'], []]);
    expect(text).toContain('copy other objects that the server may read and open objects to everybody');
    expect((await after(bench, body, copy)).bytes).toEqual(Buffer.from(secret));
    for (const headers of opening) expect((await after(bench, body, headers)).isOpen).toBe(true);

    expect((await doctor('--fix')).lines.at(-1)).toBe('All is well.');
    expect(await after(bench, body, copy)).toEqual({ ok: false, isOpen: false, bytes: null });
    for (const headers of opening)
      expect(await after(bench, body, headers)).toEqual({ ok: false, isOpen: false, bytes: null });
    expect(await after(bench, body, {})).toEqual({ ok: true, isOpen: false, bytes: Buffer.from(body) });
    const again = await doctor();
    expect([again.code, again.problems, again.notes]).toEqual([0, [], []]);
  });

  it('copy no part, whose address is signed for some bytes', async () => {
    const bench = await benchOf(bucket.name);
    const source = bench.newKey();
    expect((await put(bench, { key: source, part: null }, random(333))).ok).toBe(true);
    const key = bench.newKey();
    const upload = await bench.store.begin(key);
    const part = { upload: upload.id, number: 1 };
    const body = random(333);
    const { url, headers } = await presign(bench.store, { key, part }, body);
    const copy = { 'x-amz-copy-source': `/${bucket.name}/${source}` };
    expect((await fetch(url, { method: 'PUT', headers: { ...headers, ...copy }, body })).ok).toBe(false);
    expect(await bench.store.parts(upload)).toEqual([]);
  });

  it('are denied beside the statements of others', async () => {
    const Resource = `arn:aws:s3:::${bucket.name}/logs/*`;
    const other = { Effect: 'Deny', Principal: '*', Action: ['s3:DeleteObject'], Resource };
    const old = { ...other, Sid: 'SealdropNoAcl' };
    await bucket.putPolicy({ Statement: [{ ...other, Sid: 'Logs' }, old, other] });
    expect((await doctor()).problems).toEqual(['unsigned headers']);
    expect((await doctor('--fix')).code).toBe(0);
    const sids = (await bucket.policy()).Statement.map(({ Sid }) => Sid);
    expect(sids.slice(0, 4)).toEqual(['Logs', undefined, 'SealdropNoCopy', 'SealdropNoAcl']);
    expect(new Set(sids).size).toBe(sids.length);
  });
});

describe('a lifecycle rule', () => {
  const rule = (Prefix: string, Expiration: LifecycleExpiration): LifecycleRule => ({
    ID: 'early',
    Status: 'Enabled',
    Filter: { Prefix },
    Expiration,
  });

  async function withRule(more: LifecycleRule) {
    const ending = (await bucket.lifecycle()).filter(({ ID }) => ID !== 'early');
    await bucket.setLifecycle(...ending, more);
    return await doctor();
  }

  it('that deletes shares before their end is a problem', async () => {
    const days = 'a lifecycle rule "early" deletes objects after 30 days, and shares may live 366';
    for (const prefix of ['', '0a', `${'f'.repeat(32)}/body`, 'sealdrop-check/']) {
      const { code, problems, text } = await withRule(rule(prefix, { Days: 30 }));
      expect([code, problems], text).toEqual([1, ['lifecycle']]);
      expect(text).toContain(days);
      expect(text).toContain('MAX_EXPIRY=2592000');
    }
    const { code, problems, text } = await withRule(rule('', { Date: new Date('2099-05-01T00:00:00Z') }));
    expect([code, problems]).toEqual([1, ['lifecycle']]);
    expect(text).toContain('deletes all objects from 2099-05-01 on');
  });

  it('for other keys, for a later day, or that is off is nothing', async () => {
    const off = { ...rule('', { Days: 1 }), Status: 'Disabled' } as const;
    const others = ['logs/', 'a/', 'f'.repeat(33)].map((prefix) => rule(prefix, { Days: 1 }));
    for (const each of [off, rule('', { Days: 366 }), ...others]) {
      const { code, problems, notes } = await withRule(each);
      expect([code, problems, notes], JSON.stringify(each)).toEqual([0, [], []]);
    }
  });
});
