/**
 * The presigned URLs of a bucket, as text: services take a URL that allows more than it should without a word, so what
 * is signed is looked at here. What services make of them is in stores.s3.test.ts.
 */
import { describe, expect, it } from 'vitest';
import { random } from '../../shared/bytes.ts';
import type { S3Config } from '../config.ts';
import { openS3Store } from './s3.ts';
import { createS3Client } from './s3-client.ts';
import type { ObjectStore, PutTarget } from './store.ts';

const NOW = 1_800_000_000;
const credentials = { accessKeyId: 'access-key', secretAccessKey: 'never-in-a-url' };
const key = `${'0123456789abcdef'.repeat(2)}/body`;
const manifest: PutTarget = { key, part: null, size: 5_000, sha256: random(32) };
const part: PutTarget = { ...manifest, part: { upload: '2~upload/id+x=', number: 7 } };
const digest = Buffer.from(manifest.sha256).toString('base64');

function open(changes: Partial<S3Config> = {}): Promise<ObjectStore> {
  const config: S3Config = {
    bucket: 'our-bucket',
    endpoint: 'https://s3.example.org',
    region: 'eu-central-1',
    addressing: 'path',
    checksum: 'sha256',
    transfer: 'direct',
    ...changes,
  };
  return openS3Store({ client: createS3Client(config, { credentials }), config, now: () => NOW });
}

/** The fields of a URL, those of the signature by their names without "X-Amz-". */
function read(text: string) {
  const url = new URL(text);
  const query = Object.fromEntries(url.searchParams);
  return { url, query, signed: query['X-Amz-SignedHeaders']?.split(';') };
}

describe('a presigned PUT', () => {
  it.each([
    ['an object', manifest],
    ['a part', part],
  ])('of %s is bound to its length and its digest by signed headers', async (_, target) => {
    const { url, headers, expires } = await (await open()).presignPut(target);
    const { query, signed } = read(url);
    expect(signed).toEqual(['content-length', 'host', 'x-amz-checksum-sha256']);
    expect(headers).toEqual({ 'x-amz-checksum-sha256': digest });
    expect(query['X-Amz-Expires']).toBe('3600');
    expect(query['X-Amz-Date']).toBe('20270115T080000Z');
    expect(expires).toBe(NOW + 3_600);
  });

  it('has no digest in its query, where nobody checks it, and none of an empty body anywhere', async () => {
    for (const checksum of ['sha256', 'none'] as const) {
      for (const target of [manifest, part]) {
        const { url } = await (await open({ checksum })).presignPut(target);
        // AAAAAA== is the CRC32 of nothing.
        expect(decodeURIComponent(url)).not.toMatch(/crc|checksum-algorithm|AAAAAA==/i);
        const names = Object.keys(read(url).query).map((name) => name.toLowerCase());
        expect(names.filter((name) => name.includes('checksum'))).toEqual([]);
        expect(url).not.toContain(encodeURIComponent(digest));
      }
    }
  });

  it('without digests is bound to its length alone', async () => {
    const { url, headers } = await (await open({ checksum: 'none' })).presignPut(manifest);
    expect(read(url).signed).toEqual(['content-length', 'host']);
    expect(headers).toEqual({});
  });

  it('differs in its signature with length, digest, part and upload', async () => {
    const store = await open();
    const targets: PutTarget[] = [
      manifest,
      { ...manifest, size: 5_001 },
      { ...manifest, sha256: random(32) },
      part,
      { ...part, part: { upload: '2~upload/id+x=', number: 8 } },
      { ...part, part: { upload: '2~other', number: 7 } },
    ];
    const urls = await Promise.all(targets.map((target) => store.presignPut(target)));
    const signatures = urls.map(({ url }) => read(url).query['X-Amz-Signature']);
    expect(new Set(signatures).size).toBe(targets.length);
    for (const signature of signatures) expect(signature).toMatch(/^[0-9a-f]{64}$/);
  });

  it('of a part names upload and number', async () => {
    const { query } = read((await (await open()).presignPut(part)).url);
    expect(query).toMatchObject({ uploadId: '2~upload/id+x=', partNumber: '7' });
  });
});

describe('a presigned GET', () => {
  it('lives for five minutes and answers bytes to save, whatever the object says of itself', async () => {
    const { url, expires } = await (await open()).presignGet(key);
    const { query, signed } = read(url);
    // A range is the reader's to choose.
    expect(signed).toEqual(['host']);
    expect(query).toMatchObject({
      'X-Amz-Expires': '300',
      'response-content-type': 'application/octet-stream',
      'response-content-disposition': 'attachment',
      'response-cache-control': 'no-store',
    });
    expect(expires).toBe(NOW + 300);
  });
});

describe('every URL', () => {
  const urlsOf = async (store: ObjectStore) => [
    (await store.presignPut(manifest)).url,
    (await store.presignPut(part)).url,
    (await store.presignGet(key)).url,
  ];

  it('is for one region and for S3, and holds no secret', async () => {
    for (const url of await urlsOf(await open())) {
      const { query } = read(url);
      expect(query['X-Amz-Credential']).toBe('access-key/20270115/eu-central-1/s3/aws4_request');
      expect(query['X-Amz-Algorithm']).toBe('AWS4-HMAC-SHA256');
      expect(decodeURIComponent(url)).not.toContain(credentials.secretAccessKey);
    }
  });

  it.each([
    ['path', null, 'https://s3.eu-central-1.amazonaws.com/our-bucket/'],
    ['virtual', null, 'https://our-bucket.s3.eu-central-1.amazonaws.com/'],
    ['path', 'https://s3.example.org', 'https://s3.example.org/our-bucket/'],
    ['virtual', 'https://s3.example.org', 'https://our-bucket.s3.example.org/'],
    ['path', 'http://127.0.0.1:9000', 'http://127.0.0.1:9000/our-bucket/'],
  ] as const)(
    'with the bucket in the %s of %s is %s…, and the page may reach no more',
    async (addressing, endpoint, address) => {
      const store = await open({ addressing, endpoint });
      for (const url of await urlsOf(store)) expect(url.split('?')[0]).toBe(address + key);
      // A folder ends with "/" in a policy, else "our-bucket-of-others" would be allowed too; an origin has no path.
      expect(store.sources).toEqual([addressing === 'path' ? address : address.slice(0, -1)]);
      expect(store.local).toBeNull();
    },
  );
});
