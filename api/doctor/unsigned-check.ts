/**
 * Whether the service heeds x-amz-* headers that an address was not signed for. Amazon refuses them. Ceph 16 takes them,
 * and then whoever may send an object may copy any other one that the server's keys can read, or open his to everybody.
 */
import { type Bytes, random } from '../../shared/bytes.ts';
import { ask, type Bench, get, presign, put } from './bench.ts';
import type { Check } from './check.ts';
import { guardPolicy, isGuarded, ownPolicy, readPolicy, writePolicy } from './policy.ts';
import type { Finding } from './report.ts';
import { heedsUnsigned, policyCommand, unwritable } from './words.ts';

const SIZE = 5_000;
/** Of another length than the source, so that a list of parts tells one from the other. */
const PART_SIZE = 4_000;
const EVERYBODY = 'uri="http://acs.amazonaws.com/groups/global/AllUsers"';

export const unsignedHeaders: Check = {
  titles: ['unsigned headers'],
  needs: ['s3:PutObject', 's3:GetObject'],
  async run(bench) {
    const [title = ''] = unsignedHeaders.titles;
    if (bench.s3.transfer === 'proxy') {
      return [{ verdict: 'ok', title, remark: 'not tried, for no address of the bucket is given out' }];
    }
    const possible = await possibleWith(bench);
    if (possible === null) return [];
    if (possible.length === 0) return [{ verdict: 'ok', title, remark: 'refused or without effect' }];
    const finding: Finding = {
      verdict: 'problem',
      title,
      ...heedsUnsigned(possible, await commandFor(bench)),
    };
    return [finding];
  },
  fix: {
    done: 'the bucket policy denies copies and ACLs now',
    mends: (finding) => finding.verdict === 'problem',
    async apply(bench) {
      try {
        await writePolicy(bench, guardPolicy(bench.s3, await readPolicy(bench)));
        return null;
      } catch (error) {
        return unwritable(error, 's3:GetBucketPolicy and s3:PutBucketPolicy');
      }
    },
  },
};

/** What somebody with a presigned address can do beside sending; null where there is no object to try it on. */
async function possibleWith(bench: Bench): Promise<string[] | null> {
  const source = bench.newKey();
  const secret = random(SIZE);
  if (!(await put(bench, { key: source, part: null }, secret)).ok) return null;
  const copySource = { 'x-amz-copy-source': `/${bench.s3.bucket}/${source}` };
  const possible: string[] = [];
  if ((await copies(bench, copySource, secret)) || (await copiesPart(bench, copySource))) {
    possible.push('copy other objects that the server may read');
  }
  // A bucket that is open anyway shows nothing here; the check of public access speaks of it.
  if (await isOpen(bench, source)) return possible;
  for (const headers of [{ 'x-amz-acl': 'public-read' }, { 'x-amz-grant-read': EVERYBODY }]) {
    const key = bench.newKey();
    await send(bench, { key, part: null }, random(SIZE), headers);
    if (!(await isOpen(bench, key))) continue;
    possible.push('open objects to everybody');
    break;
  }
  return possible;
}

/** What is sent is a byte shorter than what would be copied: neither can pass for the other. */
async function copies(bench: Bench, headers: Record<string, string>, secret: Bytes): Promise<boolean> {
  const key = bench.newKey();
  await send(bench, { key, part: null }, random(SIZE - 1), headers);
  const { ok, bytes } = await get(bench, key);
  return ok && Buffer.compare(bytes, secret) === 0;
}

/** The same for a part. Ceph 16 copies none where the address is signed for any bytes at all, and no policy stops it. */
async function copiesPart(bench: Bench, headers: Record<string, string>): Promise<boolean> {
  const key = bench.newKey();
  const upload = await bench.store.begin(key);
  await send(bench, { key, part: { upload: upload.id, number: 1 } }, random(PART_SIZE), headers);
  const parts = (await bench.store.parts(upload)) ?? [];
  return parts.some(({ size }) => size === SIZE);
}

/** By the product's address, with headers that are not signed. How it is answered proves nothing. */
async function send(
  bench: Bench,
  where: Parameters<typeof presign>[1],
  body: Bytes,
  unsigned: Record<string, string>,
): Promise<void> {
  const { url, headers } = await presign(bench.store, where, body);
  await ask(url, { method: 'PUT', headers: { ...headers, ...unsigned }, body });
}

async function isOpen(bench: Bench, key: string): Promise<boolean> {
  return (await ask(`${bench.bucketUrl}/${key}`)).ok;
}

/** The command that sets the policy; none where it is set and does not help. */
async function commandFor(bench: Bench): Promise<string[]> {
  try {
    const there = await readPolicy(bench);
    return isGuarded(bench.s3, there) ? [] : policyCommand(bench.s3, guardPolicy(bench.s3, there), true);
  } catch {
    return policyCommand(bench.s3, ownPolicy(bench.s3), false);
  }
}
