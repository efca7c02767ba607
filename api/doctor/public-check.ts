/** Whether somebody without credentials can do anything in the bucket, and what lets them. */
import { GetBucketAclCommand, GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import * as v from 'valibot';
import { random } from '../../shared/bytes.ts';
import { ask, type Bench, put } from './bench.ts';
import type { Check } from './check.ts';
import { isPublic, type PublicCause, signedInMayUse } from './words.ts';

const SIZE = 5_000;

export const publicAccess: Check = {
  titles: ['public access'],
  needs: ['s3:PutObject'],
  async run(bench) {
    const [title = ''] = publicAccess.titles;
    const open = await openTo(bench);
    if (open === null) return [];
    const { causes, isForAccounts } = await readCauses(bench);
    if (open.length > 0) return [{ verdict: 'problem', title, ...isPublic(bench.s3, open, causes) }];
    if (isForAccounts) return [{ verdict: 'problem', title, ...signedInMayUse(bench.s3) }];
    return [{ verdict: 'ok', title, remark: 'closed' }];
  },
};

/** What is possible without credentials; null where there is no object to try it on. */
async function openTo(bench: Bench): Promise<string[] | null> {
  const key = bench.newKey();
  if (!(await put(bench, { key, part: null }, random(SIZE))).ok) return null;
  const object = `${bench.bucketUrl}/${key}`;
  const open: string[] = [];
  const attempt = async (what: string, url: string, init: RequestInit = {}) => {
    if ((await ask(url, init)).ok) open.push(what);
  };
  await attempt('read objects', object);
  await attempt('list them', `${bench.bucketUrl}/?list-type=2&max-keys=1`);
  await attempt('write them', `${bench.bucketUrl}/${bench.newKey()}`, { method: 'PUT', body: random(10) });
  await attempt('delete them', object, { method: 'DELETE' });
  return open;
}

const everybody = v.union([
  v.literal('*'),
  v.object({ AWS: v.union([v.literal('*'), v.pipe(v.array(v.string()), v.includes('*'))]) }),
]);
const policySchema = v.object({
  Statement: v.array(v.object({ Effect: v.string(), Principal: v.optional(v.unknown()) })),
});

async function readCauses({ client, s3 }: Bench): Promise<{ causes: PublicCause[]; isForAccounts: boolean }> {
  const causes: PublicCause[] = [];
  const policy = await client.send(new GetBucketPolicyCommand({ Bucket: s3.bucket })).catch(() => null);
  if (policy?.Policy !== undefined && isForEverybody(policy.Policy)) causes.push('policy');
  const acl = await client.send(new GetBucketAclCommand({ Bucket: s3.bucket })).catch(() => null);
  const groups = acl?.Grants?.map(({ Grantee }) => Grantee?.URI ?? '') ?? [];
  if (groups.some((uri) => uri.endsWith('/AllUsers'))) causes.push('ACL');
  return { causes, isForAccounts: groups.some((uri) => uri.endsWith('/AuthenticatedUsers')) };
}

function isForEverybody(json: string): boolean {
  try {
    const { Statement } = v.parse(policySchema, JSON.parse(json));
    return Statement.some(({ Effect, Principal }) => Effect === 'Allow' && v.is(everybody, Principal));
  } catch {
    return false;
  }
}
