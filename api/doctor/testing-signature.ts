/** Signature Version 4 in the query of a presigned address, made again over the headers that a request really has. */
import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why the request is refused; null where it is signed by `secret`. Whoever signs `loose` headers is believed. */
export function signatureRefusal(
  { method = '', url = '', headers }: IncomingMessage,
  secret: string,
  loose: readonly string[],
): 'AccessDenied' | 'SignatureDoesNotMatch' | null {
  const [path = '', search = ''] = url.split('?');
  const query = new URLSearchParams(search);
  const signature = query.get('X-Amz-Signature');
  if (signature === null) return 'AccessDenied';
  const names = (query.get('X-Amz-SignedHeaders') ?? '').split(';');
  if (names.some((name) => loose.includes(name))) return null;
  const pairs = search.split('&').filter((pair) => !pair.startsWith('X-Amz-Signature='));
  const canonical = [
    method,
    path,
    pairs.sort().join('&'),
    ...names.map((name) => `${name}:${String(headers[name])}`),
    '',
    names.join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const [, ...scope] = (query.get('X-Amz-Credential') ?? '').split('/');
  const hashed = createHash('sha256').update(canonical).digest('hex');
  const text = ['AWS4-HMAC-SHA256', query.get('X-Amz-Date'), scope.join('/'), hashed].join('\n');
  const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, text).toString('hex') === signature ? null : 'SignatureDoesNotMatch';
}
