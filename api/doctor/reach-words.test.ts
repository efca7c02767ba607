/** What is said of connections that no test here can make fail by itself. */
import { expect, it } from 'vitest';
import type { S3Config } from '../config.ts';
import { unreached } from './reach-words.ts';

const s3: S3Config = {
  bucket: 'shares',
  endpoint: 'https://s3.example.org',
  region: 'us-east-1',
  addressing: 'path',
  checksum: 'sha256',
  transfer: 'direct',
};

/** As Node.js throws it: the code stands in the cause. */
function failed(code: string): Error {
  const error = Object.assign(new Error('with a secret'), { code });
  return new TypeError('fetch failed', { cause: error });
}

const words = (error: unknown, changes: Partial<S3Config> = {}) =>
  unreached(error, 'https://s3.example.org/shares', { ...s3, ...changes });

it('speaks of the certificate', () => {
  for (const code of [
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ]) {
    const { what, todo } = words(failed(code));
    expect(what).toBe(`the certificate of s3.example.org is not valid (${code})`);
    expect(todo.join()).toContain('NODE_EXTRA_CA_CERTS');
  }
});

it('asks for path addresses only where buckets have names of their own', () => {
  expect(words(failed('ENOTFOUND'), { addressing: 'virtual' }).todo.join()).toContain('S3_ADDRESSING=path');
  expect(words(failed('ENOTFOUND')).todo.join()).not.toContain('S3_ADDRESSING');
});

it('looks into the two attempts of a name with two addresses', () => {
  const both = new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })]);
  expect(words(new TypeError('fetch failed', { cause: both })).what).toContain('connection refused');
});

it('repeats no message', () => {
  const { what } = words(failed('UND_ERR_CONNECT_TIMEOUT'));
  expect(what).toContain('does not answer, or is too busy to (UND_ERR_CONNECT_TIMEOUT)');
  expect(words(new Error('with a secret')).what).not.toContain('secret');
});
