/**
 * The words for each way in which a bucket cannot be used: what is wrong, and what to do. The program says them when it
 * cannot start, the doctor when it finds them. They name settings and never hold a key or a signed address.
 */
import type { S3Config } from '../config.ts';
import { createBucketCommand } from './aws-command.ts';
import type { StoreProblem } from './store.ts';

export interface ProblemWords {
  /** The middle of a sentence: "Sealdrop cannot start: the bucket ...". */
  readonly what: string;
  /** A sentence or two. */
  readonly fix: string;
}

/** `problem` in words, for the bucket that `s3` configures. */
export function storeProblemWords(problem: StoreProblem, s3: S3Config): ProblemWords {
  const bucket = `the bucket "${s3.bucket}"`;
  switch (problem.kind) {
    case 'unreachable':
      return {
        what: `${serviceName(s3)} does not answer, or is too busy to`,
        fix:
          s3.endpoint === null
            ? 'Check S3_REGION and the way of this machine to the internet.'
            : 'Check S3_ENDPOINT, that the service runs, and that this machine can reach it.',
      };
    case 'no-credentials':
      return {
        what: 'there are no credentials for the bucket',
        fix: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or use another source that the SDKs of AWS know: a profile, the role of the machine.',
      };
    case 'unknown-access-key':
      return {
        what: `${serviceName(s3)} does not know the access key`,
        fix: 'Check AWS_ACCESS_KEY_ID (and AWS_SESSION_TOKEN, if there is one), and that the key is one of this service.',
      };
    case 'wrong-secret':
      return {
        what: 'the secret key does not belong to the access key',
        fix: 'Check AWS_SECRET_ACCESS_KEY. If it is right, something between here and the service changes requests: a proxy must pass on the host name and the path as they are.',
      };
    case 'expired-credentials':
      return {
        what: 'the credentials for the bucket have expired',
        fix: 'Get new ones, and start Sealdrop again. Keys without an end, or the role of the machine, need no renewing.',
      };
    case 'denied':
      return {
        what: `the credentials may not list ${bucket}`,
        fix: 'Allow s3:ListBucket on the bucket: without it a missing object cannot be told from a forbidden one. docs/operations.md has the whole policy.',
      };
    case 'no-bucket':
      return {
        what: `${serviceName(s3)} has no bucket "${s3.bucket}"`,
        fix: `Check S3_BUCKET and S3_ADDRESSING (now ${s3.addressing}), or make the bucket: ${createBucketCommand(s3)}`,
      };
    case 'wrong-region':
      return problem.region === undefined
        ? {
            what: `${bucket} is not in the region ${s3.region}`,
            fix: 'Set S3_REGION to the region that the bucket was made in.',
          }
        : {
            what: `${bucket} is not in the region ${s3.region} but in ${problem.region}`,
            fix: `Set S3_REGION=${problem.region}${s3.endpoint?.includes(s3.region) ? ", and S3_ENDPOINT to that region's" : ''}.`,
          };
    case 'clock-skewed':
      return {
        what: `the clock of this machine ${skewWords(problem.ahead)} that of ${serviceName(s3)}`,
        fix: 'Set the clock, best for good by NTP (timedatectl set-ntp true). The service refuses addresses that are signed at a wrong time.',
      };
    case 'unexpected':
      return {
        what: `${serviceName(s3)} refuses to list ${bucket} and does not say why`,
        fix: `Check that S3_ENDPOINT is an S3 service and that S3_ADDRESSING (now ${s3.addressing}) is how it wants its buckets named: virtual or path.`,
      };
  }
}

function serviceName({ endpoint, region }: S3Config): string {
  return endpoint === null ? `Amazon S3 in ${region}` : `the S3 service at ${endpoint}`;
}

const MINUTE = 60;
const HOUR = 3_600;

/** "is 3 minutes ahead of", "is 2 hours behind". */
function skewWords(ahead: number | undefined): string {
  if (ahead === undefined) return 'differs too much from';
  const seconds = Math.abs(ahead);
  const [count, unit] =
    seconds < 2 * HOUR ? [Math.round(seconds / MINUTE), 'minutes'] : [Math.round(seconds / HOUR), 'hours'];
  return `is ${count} ${unit} ${ahead > 0 ? 'ahead of' : 'behind'}`;
}
