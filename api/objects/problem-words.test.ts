/** The words for a bucket that cannot be used: each names the setting to change, and commands can be pasted. */
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import type { S3Config } from '../config.ts';
import { awsCommand } from './aws-command.ts';
import { storeProblemWords } from './problem-words.ts';
import type { StoreProblem } from './store.ts';

const amazon: S3Config = {
  bucket: 'shares',
  endpoint: null,
  region: 'us-east-1',
  addressing: 'virtual',
  checksum: 'sha256',
  transfer: 'direct',
};
const own: S3Config = { ...amazon, endpoint: 'https://s3.example.org', addressing: 'path' };

const said = (problem: StoreProblem, s3 = own) => {
  const { what, fix } = storeProblemWords(problem, s3);
  expect(what).toMatch(/^[\w"].*[^.]$/);
  return `${what} | ${fix}`;
};

it('names the setting', () => {
  for (const [kind, setting] of [
    ['unreachable', 'S3_ENDPOINT'],
    ['no-credentials', 'AWS_ACCESS_KEY_ID'],
    ['unknown-access-key', 'AWS_ACCESS_KEY_ID'],
    ['wrong-secret', 'AWS_SECRET_ACCESS_KEY'],
    ['expired-credentials', 'new ones'],
    ['denied', 's3:ListBucket'],
    ['no-bucket', 'S3_BUCKET'],
    ['wrong-region', 'S3_REGION'],
    ['clock-skewed', 'timedatectl'],
    ['unexpected', 'S3_ADDRESSING'],
  ] as const) {
    expect(said({ kind }), kind).toContain(setting);
  }
  expect(said({ kind: 'unreachable' }, amazon)).toContain('S3_REGION');
});

it('names the right region, and an endpoint that has the wrong one in it', () => {
  const problem = { kind: 'wrong-region', region: 'eu-central-1' } as const;
  expect(said(problem, amazon)).toMatch(/us-east-1 but in eu-central-1 \| Set S3_REGION=eu-central-1\.$/);
  const endpoint = 'https://s3.us-east-1.amazonaws.com';
  expect(said(problem, { ...amazon, endpoint })).toContain('and S3_ENDPOINT to that');
});

it('says by how much a clock is wrong', () => {
  expect(said({ kind: 'clock-skewed', ahead: 180 })).toContain('is 3 minutes ahead of');
  expect(said({ kind: 'clock-skewed', ahead: -86_400 })).toContain('is 24 hours behind');
  expect(said({ kind: 'clock-skewed' })).toContain('differs too much from');
});

it('makes a bucket where it is configured', () => {
  expect(said({ kind: 'no-bucket' })).toMatch(
    /aws s3api create-bucket --bucket shares --endpoint-url https:\/\/s3\.example\.org$/,
  );
  expect(said({ kind: 'no-bucket' }, amazon)).toMatch(/--bucket shares --region us-east-1$/);
  expect(said({ kind: 'no-bucket' }, { ...amazon, region: 'eu-central-1' })).toMatch(
    /--region eu-central-1 --create-bucket-configuration LocationConstraint=eu-central-1$/,
  );
});

it('quotes what a shell would take apart', () => {
  const json = `{"a": "it's $HOME"}`;
  const command = awsCommand(own, 'x', '--y', json).replace(/^aws/, String.raw`printf '%s\n'`);
  const echoed = execFileSync('sh', ['-c', command], { encoding: 'utf8' });
  expect(echoed.trimEnd().split('\n').slice(-2)).toEqual(['--y', json]);
});
