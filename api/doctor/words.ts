/**
 * What the doctor says of each thing that it finds, and what to do about it; api/objects/problem-words.ts has the words
 * for a bucket that cannot be used at all. Nothing here is a key, a token or a signed address.
 */
import type { CORSRule, LifecycleRule } from '@aws-sdk/client-s3';
import { DAY } from '../../shared/limits.ts';
import type { S3Config } from '../config.ts';
import { awsCommand } from '../objects/aws-command.ts';
import { storeProblemWords } from '../objects/problem-words.ts';
import { problemOf, statusOf } from '../objects/s3-problem.ts';
import type { StoreProblem } from '../objects/store.ts';
import type { Answer } from './bench.ts';
import type { Words } from './report.ts';

const POLICY_PAGE = 'docs/operations.md has the whole policy.';
const NO_FIT = 'Sealdrop cannot use such a bucket. docs/operations.md names services that it can use.';

/** The words of the program's own start. */
export function unusable(problem: StoreProblem, s3: S3Config): Words {
  const { what, fix } = storeProblemWords(problem, s3);
  return { what, todo: [fix] };
}

/** A command of the driver failed with `error`; `needs` are the actions that it takes. */
export function refused(error: unknown, s3: S3Config, needs: readonly string[]): Words {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const problem = problemOf(cause);
  if (problem.kind === 'denied') return denied(needs);
  if (problem.kind !== 'unexpected' && statusOf(cause) !== 501) return unusable(problem, s3);
  return { what: `the store answers ${errorName(cause)}`, todo: [NO_FIT] };
}

/** A request by a presigned address was answered otherwise than it should be. */
export function answered(answer: Answer, doing: string, needs: readonly string[]): Words {
  if (answer.status === 403) return denied(needs, answer.code);
  return { what: `the store answers ${answerName(answer)} to ${doing}`, todo: [NO_FIT] };
}

function denied(needs: readonly string[], code: string | null = null): Words {
  return {
    what: `the credentials may not do it${code === null ? '' : ` (${code})`}`,
    todo: [`Allow them ${listed(needs)}. ${POLICY_PAGE}`],
  };
}

/** Settings of the bucket could not be read. */
export function unreadable(error: unknown, needs: readonly string[]): Words {
  return {
    what: `cannot be looked at, for the store answers ${errorName(error)}`,
    todo: [`Look yourself, or allow ${listed(needs)}.`],
  };
}

export function unwritable(error: unknown, action: string): Words {
  const fit =
    problemOf(error).kind === 'denied'
      ? `the credentials may not do it (${action})`
      : `the store answers ${errorName(error)}`;
  return { what: `--fix could not set it: ${fit}`, todo: [] };
}

export const misstored: Words = {
  what: 'what comes back is not what was sent',
  todo: [NO_FIT],
};

export const noEtag: Words = {
  what: 'the store answers a part without an ETag',
  todo: [NO_FIT],
};

export const noRanges: Words = {
  what: 'the store does not send exactly the range that was asked for',
  todo: [NO_FIT],
};

export const looseLength: Words = {
  what: 'the store takes more or fewer bytes than an address is signed for',
  todo: ['Whoever sends a file could fill the bucket. Set TRANSFER=proxy: then this server counts them.'],
};

export const undeleted: Words = {
  what: 'an object is still there after it was deleted',
  todo: [NO_FIT],
};

export const uploadsStay: Words = {
  what: 'parts of an upload are still there after it was ended',
  todo: ['Allow the credentials s3:AbortMultipartUpload and s3:ListBucketMultipartUploads.', NO_FIT],
};

export const leftBehind = (folder: string): Words => ({
  what: `not everything that the doctor put below ${folder} could be removed`,
  todo: ['Remove it by hand.'],
});

export const digestHeaderRefused: Words = {
  what: 'the store refuses parts that come with a SHA-256 digest',
  todo: ['Set S3_CHECKSUM=none. Readers check every byte either way.'],
};

export const digestsIgnored: Words = {
  what: 'this store does not check digests',
  todo: ['S3_CHECKSUM=none says so honestly. Readers check every byte either way.'],
};

export const digestsPossible: Words = {
  what: 'this store would check digests',
  todo: ['S3_CHECKSUM=sha256 lets it refuse damaged parts while they are sent.'],
};

/** `closed` says what pages at `origin` may not do. */
export function corsClosed(origin: string, closed: readonly string[], command: readonly string[]): Words {
  return {
    what: `the bucket does not let ${origin} ${listed(closed)}`,
    todo: ['Run `npm run doctor -- --fix`, or this, which sets all rules anew:', ...command],
  };
}

export const corsHidesRange = (command: readonly string[]): Words => ({
  what: 'the bucket hides the header Content-Range from pages, which show a damaged share a little later then',
  todo: ['Run `npm run doctor -- --fix`, or this, which sets all rules anew:', ...command],
});

export const corsOpenToAll = (origin: string): Words => ({
  what: `pages of every site may use presigned addresses, and only ${origin} needs to`,
  todo: [
    "Take the rule that allows every origin away from the bucket's CORS rules, or from the service's settings.",
  ],
});

export function corsCommand(s3: S3Config, rules: readonly CORSRule[], known: boolean): string[] {
  const json = JSON.stringify({ CORSRules: rules });
  return [awsCommand(s3, 'put-bucket-cors', '--cors-configuration', json), ...beside(known)];
}

export function lifecycleCommand(s3: S3Config, rules: readonly LifecycleRule[], known: boolean): string[] {
  const json = JSON.stringify({ Rules: rules });
  const action = 'put-bucket-lifecycle-configuration';
  return [awsCommand(s3, action, '--lifecycle-configuration', json), ...beside(known)];
}

export function policyCommand(s3: S3Config, policy: object, known: boolean): string[] {
  return [awsCommand(s3, 'put-bucket-policy', '--policy', JSON.stringify(policy)), ...beside(known)];
}

function beside(known: boolean): string[] {
  return known ? [] : ['Rules that are there already could not be read: add them, or they are lost.'];
}

/** `command` is empty where the policy is there and does not help. */
export const heedsUnsigned = (possible: readonly string[], command: readonly string[]): Words => ({
  what: `the service lets whoever may upload use headers that nobody signed: ${listed(possible)}`,
  todo:
    command.length === 0
      ? ['The bucket policy denies it already, and the service does not mind.', 'Set TRANSFER=proxy.']
      : [
          'Run `npm run doctor -- --fix`, or this, which sets the whole bucket policy anew:',
          ...command,
          'Where that does not help, set TRANSFER=proxy.',
        ],
});

export const noLifecycle = (command: readonly string[]): Words => ({
  what: 'nothing in the bucket ends uploads that were forgotten, and their parts cost room',
  todo: ['Run `npm run doctor -- --fix`, or this, which sets all rules anew:', ...command],
});

export const expires = (days: number, id: string, maxDays: number): Words => ({
  what: `a lifecycle rule${id} deletes objects after ${days} ${days === 1 ? 'day' : 'days'}, and shares may live ${maxDays}`,
  todo: [`Take it away, or set MAX_EXPIRY=${days * DAY} or less.`],
});

export const expiresOn = (date: string, id: string): Words => ({
  what: `a lifecycle rule${id} deletes all objects from ${date} on, however long shares may live`,
  todo: ['Take it away.'],
});

export function versioned(s3: S3Config): Words {
  const status = awsCommand(s3, 'put-bucket-versioning', '--versioning-configuration', 'Status=Suspended');
  return {
    what: 'the bucket keeps old versions, so deleted shares would stay in it',
    todo: [
      'Suspend versioning:',
      status,
      'or, where that cannot be, add a lifecycle rule for the whole bucket with',
      '"NoncurrentVersionExpiration": {"NoncurrentDays": 1}',
    ],
  };
}

export const versionsExpire = (days: number): Words => ({
  what: `the bucket keeps old versions, so deleted shares stay in it for ${days} ${days === 1 ? 'day' : 'days'}`,
  todo: [],
});

export const locked: Words = {
  what: 'the bucket has object lock, so nothing in it can be deleted when a share ends',
  todo: ['Object lock cannot be taken away: make another bucket without it, and set S3_BUCKET.'],
};

export function isPublic(s3: S3Config, open: readonly string[], causes: readonly PublicCause[]): Words {
  const because = causes.length === 0 ? '' : `: the bucket's ${causes.join(' and its ')} allows it`;
  return {
    what: `everybody may ${listed(open)} without credentials${because}`,
    todo:
      causes.length === 0 ? ['Close public access in the settings of the service.'] : publicFixes(s3, causes),
  };
}

export const signedInMayUse = (s3: S3Config): Words => ({
  what: "the bucket's ACL opens it to every account of the service",
  todo: publicFixes(s3, ['ACL']),
});

export type PublicCause = 'policy' | 'ACL';

function publicFixes(s3: S3Config, causes: readonly PublicCause[]): string[] {
  return causes.flatMap((cause) =>
    cause === 'policy'
      ? [
          'Take the statements for everybody ("Principal": "*") out of the bucket policy, or all of it away:',
          awsCommand(s3, 'delete-bucket-policy'),
        ]
      : ['Make the ACL private:', awsCommand(s3, 'put-bucket-acl', '--acl', 'private')],
  );
}

/** "a, b and c". */
function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

function answerName({ status, code }: Answer): string {
  return status === 0 ? 'nothing' : `${status}${code === null ? '' : ` (${code})`}`;
}

/** Names of errors are codes; messages may quote keys. */
function errorName(error: unknown): string {
  const name = error instanceof Error && /^\w{1,64}$/.test(error.name) ? error.name : 'an error';
  const status = statusOf(error);
  return status === null ? name : `${status} (${name})`;
}
