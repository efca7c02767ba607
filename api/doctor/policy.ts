/**
 * The bucket policy against headers that nobody signed: statements that deny, beside those of others. Only statements
 * with our own Sids are ever replaced. A denial binds the owner of the bucket too, so our own presigned addresses.
 */
import { isDeepStrictEqual } from 'node:util';
import { GetBucketPolicyCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import * as v from 'valibot';
import type { S3Config } from '../config.ts';
import { isStoreError } from '../objects/s3-problem.ts';
import type { Bench } from './bench.ts';

const statement = v.looseObject({ Sid: v.optional(v.string()) });
const policySchema = v.looseObject({
  Statement: v.union([
    v.array(statement),
    v.pipe(
      statement,
      v.transform((one) => [one]),
    ),
  ]),
});
export type Policy = v.InferOutput<typeof policySchema>;

/** A header may have any value; the conditions of one statement must all hold, hence a statement for each. */
const denials = [
  ['SealdropNoCopy', 'copy-source', ['s3:PutObject']],
  ...[
    ['SealdropNoAcl', 'acl'],
    ['SealdropNoGrantRead', 'grant-read'],
    ['SealdropNoGrantWrite', 'grant-write'],
    ['SealdropNoGrantReadAcp', 'grant-read-acp'],
    ['SealdropNoGrantWriteAcp', 'grant-write-acp'],
    ['SealdropNoGrantFullControl', 'grant-full-control'],
  ].map(([sid = '', header = '']) => [sid, header, ['s3:PutObject', 's3:PutObjectAcl']] as const),
] as const;

/** Our statements alone, for a person who cannot be told what else is there. */
export function ownPolicy({ bucket }: Pick<S3Config, 'bucket'>): Policy {
  const Statement = denials.map(([Sid, header, Action]) => ({
    Sid,
    Effect: 'Deny',
    Principal: '*',
    Action,
    Resource: `arn:aws:s3:::${bucket}/*`,
    // Not "*" and not Null: Ceph has x-amz-acl and the grants in each request, empty where nobody sent them.
    Condition: { StringLike: { [`s3:x-amz-${header}`]: '?*' } },
  }));
  return { Version: '2012-10-17', Statement };
}

/** The policy as it should be. */
export function guardPolicy(s3: S3Config, there: Policy | null): Policy {
  const own = ownPolicy(s3);
  if (there === null) return own;
  const sids = new Set(own.Statement.map(({ Sid }) => Sid));
  const others = there.Statement.filter(({ Sid }) => Sid === undefined || !sids.has(Sid));
  return { ...there, Statement: [...others, ...own.Statement] };
}

export function isGuarded(s3: S3Config, there: Policy | null): boolean {
  const found = there?.Statement ?? [];
  return ownPolicy(s3).Statement.every((own) => found.some((one) => isDeepStrictEqual(one, own)));
}

/** Null where there is none. Throws what the service says where it does not show it. */
export async function readPolicy({ client, s3 }: Bench): Promise<Policy | null> {
  try {
    const { Policy } = await client.send(new GetBucketPolicyCommand({ Bucket: s3.bucket }));
    return Policy ? v.parse(policySchema, JSON.parse(Policy)) : null;
  } catch (error) {
    if (isStoreError(error, 'NoSuchBucketPolicy')) return null;
    throw error;
  }
}

export async function writePolicy({ client, s3 }: Bench, policy: Policy): Promise<void> {
  await client.send(new PutBucketPolicyCommand({ Bucket: s3.bucket, Policy: JSON.stringify(policy) }));
}
