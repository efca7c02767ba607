/**
 * The doctor on a real S3 service, whose buckets this file makes, sets up wrongly and removes. `npm run test:s3` starts
 * the service and says in the environment where it is; no other command runs this file.
 */
import type { CORSRule, LifecycleRule } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { diagnose, type Visit, visit } from './testing.ts';
import { makeBucket, service, type TestBucket } from './testing-bucket.ts';

const ORIGIN = 'http://localhost:8787';

let bucket: TestBucket;

const allowed: CORSRule = {
  AllowedOrigins: [ORIGIN],
  AllowedMethods: ['GET', 'PUT'],
  AllowedHeaders: ['content-type', 'x-amz-checksum-sha256', 'range'],
  ExposeHeaders: ['ETag', 'Content-Range'],
};
const ending: LifecycleRule = {
  ID: 'ending',
  Status: 'Enabled',
  Filter: { Prefix: '' },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 9 },
};

type Settings = Readonly<Record<string, string>>;

const settings = (changes: Settings) => ({ ...service, S3_BUCKET: bucket.name, ...changes });

/** The doctor on the bucket, as a process of its own. */
const asProcess = (changes: Settings = {}, ...options: string[]) => visit(settings(changes), { options });

/** The same within this process, which is quicker. */
async function doctor(changes: Settings = {}, ...options: string[]): Promise<Visit> {
  const environment = settings(changes);
  for (const key of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const)
    vi.stubEnv(key, environment[key]);
  return await diagnose(environment, options.includes('--fix'));
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a bucket as it was made', () => {
  beforeEach(async () => {
    bucket = await makeBucket();
  });
  afterEach(() => bucket.remove());

  for (const [checksum, TRANSFER] of [
    ['sha256', 'direct'],
    ['none', 'direct'],
    ['sha256', 'proxy'],
    ['none', 'proxy'],
  ] as const) {
    it(`is well after --fix, and stays so: ${checksum}, ${TRANSFER}`, async () => {
      for (const options of [['--fix'], []]) {
        const { code, lines, problems, text, errors } = await asProcess(
          { S3_CHECKSUM: checksum, TRANSFER },
          ...options,
        );
        expect(problems, text).toEqual([]);
        expect([code, lines.at(-1), errors]).toEqual([0, 'All is well.', '']);
        expect(text).not.toContain('not checked');
        expect(text.includes('CORS: not needed')).toBe(TRANSFER === 'proxy');
      }
      expect(await bucket.content()).toEqual([]);
    }, 60_000);
  }

  it('lacks what the doctor prints commands for', async () => {
    const { code, problems, notes, text, lines } = await doctor();
    expect([code, problems, notes]).toEqual([1, ['CORS', 'unsigned headers'], ['forgotten uploads']]);
    expect(lines.at(-1)).toBe('2 problems.');
    expect(text).toContain(`does not let ${ORIGIN} send parts (PUT) and fetch them (GET)`);
    const json = /--cors-configuration '(.*)'$/m.exec(text)?.[1] ?? '';
    await bucket.setCors(...JSON.parse(json).CORSRules);
    const rules = /--lifecycle-configuration '(.*)'$/m.exec(text)?.[1] ?? '';
    await bucket.setLifecycle(...JSON.parse(rules).Rules);
    await bucket.putPolicy(JSON.parse(/--policy '(.*)'$/m.exec(text)?.[1] ?? ''));
    const after = await doctor();
    expect([after.code, after.problems, after.notes]).toEqual([0, [], []]);
    expect(await bucket.content()).toEqual([]);
  });

  it('keeps the rules of others', async () => {
    const other: CORSRule = {
      ID: 'other',
      AllowedOrigins: ['https://other.example'],
      AllowedMethods: ['GET'],
    };
    await bucket.setCors(other, { ...allowed, ID: 'sealdrop', AllowedOrigins: ['https://old.example'] });
    await bucket.setLifecycle({
      ID: 'logs',
      Status: 'Enabled',
      Filter: { Prefix: 'logs/' },
      Expiration: { Days: 400 },
    });
    expect((await doctor({}, '--fix')).code).toBe(0);
    expect((await bucket.cors()).map(({ ID, AllowedOrigins }) => [ID, AllowedOrigins])).toEqual([
      ['sealdrop', [ORIGIN]],
      ['other', ['https://other.example']],
    ]);
    expect(new Set((await bucket.lifecycle()).map(({ ID }) => ID))).toEqual(
      new Set(['logs', 'sealdrop-unfinished-uploads']),
    );
  });

  it('says what --fix may not do, and what somebody else can', async () => {
    const actions = ['s3:PutBucketCORS', 's3:PutLifecycleConfiguration', 's3:PutBucketPolicy'];
    await bucket.setPolicy('Deny', actions);
    const { code, problems, notes, text } = await doctor({}, '--fix');
    expect([code, problems, notes]).toEqual([1, ['CORS', 'unsigned headers'], ['forgotten uploads']]);
    expect(text).toContain('--fix could not set it: the credentials may not do it (s3:GetBucketCORS');
    for (const what of ['cors', 'policy', 'lifecycle-configuration'])
      expect(text).toContain(`aws s3api put-bucket-${what}`);
  });
});

describe('a bucket in which one thing is wrong', () => {
  beforeEach(async () => {
    bucket = await makeBucket();
    await bucket.setCors(allowed);
    await bucket.setLifecycle(ending);
    await bucket.guard();
  });
  afterEach(async () => {
    const left = await bucket.content();
    await bucket.remove();
    expect(left).toEqual([]);
  });

  /** Exactly this problem, no note, and nothing else. */
  async function expectOnly(title: string, what: string, changes: Settings = {}, run = doctor) {
    const { code, problems, notes, text, lines } = await run(changes);
    expect([code, problems, notes], text).toEqual([1, [title], []]);
    expect(lines.at(-1)).toBe('1 problem.');
    expect(lines.find((line) => line.startsWith('PROBLEM'))).toContain(what);
    return text;
  }

  it('nothing, so that all else is a finding', async () => {
    const { code, problems, notes } = await doctor();
    expect([code, problems, notes]).toEqual([0, [], []]);
  });

  it('the secret key', async () => {
    const text = await expectOnly('credentials', 'the secret key does not belong', {
      AWS_SECRET_ACCESS_KEY: 'not-the-secret-of-this-key',
    });
    expect(text).toContain('not checked: region, bucket,');
  });

  it('the access key', () =>
    expectOnly('credentials', 'does not know the access key', { AWS_ACCESS_KEY_ID: 'NOSUCHACCESSKEY' }));

  it('no keys', () =>
    expectOnly(
      'credentials',
      'there are no credentials',
      { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
      asProcess,
    ));

  it('the bucket’s name', async () => {
    const name = 'sealdrop-doctor-not-there';
    const text = await expectOnly('bucket', `has no bucket "${name}"`, { S3_BUCKET: name });
    expect(text).toContain(`aws s3api create-bucket --bucket ${name}`);
  });

  for (const [hours, words] of [
    [1, 'is 60 minutes ahead of'],
    [-5, 'is 5 hours behind'],
  ] as const) {
    it(`the clock, by ${hours} h`, () => {
      const shifted = `
        const Real = Date;
        const now = () => Real.now() + ${hours * 3_600_000};
        globalThis.Date = class extends Real {
          constructor(...given) { super(...(given.length > 0 ? given : [now()])); }
          static now() { return now(); }
        };`;
      const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(shifted)}`;
      return expectOnly('clock', words, { NODE_OPTIONS }, asProcess);
    });
  }

  it('a policy that lets everybody read', async () => {
    await bucket.setPolicy('Allow', ['s3:GetObject']);
    const text = await expectOnly(
      'public access',
      "everybody may read objects without credentials: the bucket's policy allows it",
    );
    expect(text).toContain('aws s3api delete-bucket-policy');
  });

  it('a policy that lets everybody do everything', async () => {
    await bucket.setPolicy('Allow', ['s3:*']);
    await expectOnly('public access', 'everybody may read objects, list them, write them and delete them');
  });

  it('an ACL that lets everybody list and write', async () => {
    await bucket.setAcl('public-read-write');
    const text = await expectOnly('public access', "the bucket's ACL allows it");
    expect(text).toMatch(/everybody may list them(,| and) write them/);
    expect(text).toContain('aws s3api put-bucket-acl');
  });

  it('an ACL for every account', async () => {
    await bucket.setAcl('authenticated-read');
    await expectOnly('public access', "the bucket's ACL opens it to every account");
  });

  it('versioning', async () => {
    await bucket.keepVersions();
    const text = await expectOnly('versioning', 'deleted shares would stay');
    expect(text).toContain('aws s3api put-bucket-versioning');
    await bucket.setLifecycle(ending, {
      ID: 'old',
      Status: 'Enabled',
      Filter: { Prefix: '' },
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    });
    const { code, problems, notes } = await doctor();
    expect([code, problems, notes]).toEqual([0, [], ['versioning']]);
  });

  it('credentials that may not list', async () => {
    await bucket.setPolicy('Deny', ['s3:ListBucket']);
    try {
      const text = await expectOnly('listing', 'may not list the bucket');
      expect(text).toContain('Allow s3:ListBucket');
    } finally {
      await bucket.guard();
    }
  });

  it('credentials that may not write', async () => {
    await bucket.setPolicy('Deny', ['s3:PutObject']);
    const text = await expectOnly('objects in one piece', 'may not do it');
    expect(text).toContain('Allow them s3:PutObject');
  });

  it('CORS without the ETag', async () => {
    await bucket.setCors({ ...allowed, ExposeHeaders: ['Content-Range'] });
    await expectOnly('CORS', `does not let ${ORIGIN} read the ETag of a part`);
  });

  it('CORS for fetching alone', async () => {
    await bucket.setCors({ ...allowed, AllowedMethods: ['GET'] });
    await expectOnly('CORS', `does not let ${ORIGIN} send parts (PUT)`);
  });

  it('CORS for another origin', () =>
    expectOnly('CORS', 'does not let https://drop.localhost send', {
      PUBLIC_ORIGIN: 'https://drop.localhost',
    }));

  it('an address that only this machine reaches', async () => {
    await bucket.setCors({ ...allowed, AllowedOrigins: ['https://drop.example.org'] });
    await expectOnly('TLS', 'browsers elsewhere cannot reach', { PUBLIC_ORIGIN: 'https://drop.example.org' });
  });

  it('notes what works and could be better', async () => {
    await bucket.setCors({ ...allowed, AllowedOrigins: ['*'], ExposeHeaders: ['ETag'] });
    await bucket.setLifecycle({
      ...ending,
      AbortIncompleteMultipartUpload: undefined,
      Expiration: { Days: 400 },
    });
    // Not the setting that fits.
    const other = service.S3_CHECKSUM === 'none' ? 'sha256' : 'none';
    const { code, problems, notes, text } = await doctor({ S3_CHECKSUM: other });
    expect([code, problems]).toEqual([0, []]);
    expect(notes).toEqual(['digests', 'CORS', 'CORS', 'forgotten uploads']);
    expect(text).toContain('pages of every site');
  });

  it('leaves nothing when it is stopped', async () => {
    const { code, lines, text } = await visit(settings({}), { stopAt: 'multipart uploads' });
    expect([code, lines.at(-1)]).toEqual([130, 'Stopped.']);
    expect(text).toMatch(/^not checked: .*public access/m);
  });
});

it('stops before it writes into a bucket with object lock', async () => {
  bucket = await makeBucket({ lock: true });
  try {
    await bucket.setCors(allowed);
    const { code, problems, notes, text } = await doctor();
    expect([code, problems, notes]).toEqual([1, ['object lock'], []]);
    expect(text).toContain('not checked: versioning, digests,');
    expect(await bucket.content()).toEqual([]);
  } finally {
    await bucket.remove();
  }
});
