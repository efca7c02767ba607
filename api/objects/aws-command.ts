/** Commands for Amazon's command line tool, which speaks to every S3 service: what a person can paste and run. */
import type { S3Config } from '../config.ts';

/** The region for which Amazon wants no location constraint. */
const FIRST_REGION = 'us-east-1';

/** `aws s3api ACTION` for the configured bucket; `more` are further arguments, quoted where that is needed. */
export function awsCommand(s3: S3Config, action: string, ...more: readonly string[]): string {
  const where = s3.endpoint === null ? ['--region', s3.region] : ['--endpoint-url', s3.endpoint];
  return ['aws', 's3api', action, '--bucket', s3.bucket, ...where, ...more.map(quoted)].join(' ');
}

/** The command that makes the bucket. */
export function createBucketCommand(s3: S3Config): string {
  const isElsewhere = s3.endpoint === null && s3.region !== FIRST_REGION;
  const place = ['--create-bucket-configuration', `LocationConstraint=${s3.region}`];
  return awsCommand(s3, 'create-bucket', ...(isElsewhere ? place : []));
}

function quoted(argument: string): string {
  return /^[\w=.,:/-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}
