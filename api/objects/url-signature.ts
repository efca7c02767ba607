/**
 * The presigned URLs of the disk store: HMAC-SHA-256 over everything that a request may do. A URL is checked by
 * making it again from its own fields and comparing the two texts, so that each right has exactly one spelling and
 * whatever differs in any character is refused. docs/api.md, "URLs of the disk store".
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { fromHex } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import { PARTS_MAX } from '../../shared/limits.ts';
import { GET_SECONDS, type ObjectStore, PUT_SECONDS, type PutTarget } from './store.ts';

/** Rights that a URL gives, until `expires` (Unix seconds). */
export type PutGrant = { readonly method: 'PUT'; readonly expires: number } & PutTarget;
export type GetGrant = { readonly method: 'GET'; readonly expires: number; readonly key: string };

/** 32 bytes each: the first signs, and what any of them has signed is taken. */
export type UrlSecrets = readonly [Uint8Array, ...Uint8Array[]];

const OBJECTS_PATH = '/objects/';
const URL_MAX = 4_096;
const keyPattern = /^[0-9a-z-]{1,64}(\/[0-9a-z-]{1,64}){0,3}$/;
/** A bucket behind this server names its uploads as it likes. */
const uploadPattern = /^[!-~]{1,1024}$/;
const sha256Pattern = /^[0-9a-f]{64}$/;

/** Whether a text has the form of a key. */
export function isKey(text: string): boolean {
  return keyPattern.test(text);
}

/** The key itself. Throws bad-request where it could mean anything but one file below the store's folder. */
export function checkedKey(key: string): string {
  if (!keyPattern.test(key)) throw new SealdropError('bad-request');
  return key;
}

/** The URL, path and query, that gives these rights. `secret` is 32 bytes. */
function signUrl(secret: Uint8Array, grant: PutGrant | GetGrant): string {
  let unsigned = `${OBJECTS_PATH}${checkedKey(grant.key)}?expires=${grant.expires}`;
  if (grant.method === 'PUT') {
    const { size, sha256, part } = grant;
    unsigned += `&size=${size}&sha256=${Buffer.from(sha256).toString('hex')}`;
    if (part) unsigned += `&upload=${encodeURIComponent(part.upload)}&part=${part.number}`;
  }
  const mac = createHmac('sha256', secret).update(`${grant.method} ${unsigned}`).digest('base64url');
  return `${unsigned}&mac=${mac}`;
}

/** The presigning half of a store whose URLs lead to this server. `now` is Unix seconds. */
export function localUrls(
  [secret]: UrlSecrets,
  now: () => number,
): Pick<ObjectStore, 'presignPut' | 'presignGet'> {
  return {
    async presignPut(target) {
      const expires = now() + PUT_SECONDS;
      return { url: signUrl(secret, { method: 'PUT', expires, ...target }), headers: {}, expires };
    },

    async presignGet(key) {
      const expires = now() + GET_SECONDS;
      return { url: signUrl(secret, { method: 'GET', expires, key }), expires };
    },
  };
}

/** What `url` (path and query) lets a PUT do at time `now`. Throws url-refused for any other URL. */
export function openPutUrl(secrets: UrlSecrets, url: string, now: number): PutGrant {
  return proven(secrets, readPutUrl(url), url, now);
}

/** The same for a GET. */
export function openGetUrl(secrets: UrlSecrets, url: string, now: number): GetGrant {
  const fields = readFields(url);
  return proven(secrets, fields && { method: 'GET', key: fields.key, expires: fields.expires }, url, now);
}

function proven<G extends PutGrant | GetGrant>(
  secrets: UrlSecrets,
  grant: G | null,
  url: string,
  now: number,
): G {
  const given = Buffer.from(url);
  const isSigned = (by: G, secret: Uint8Array) => {
    const expected = Buffer.from(signUrl(secret, by));
    return expected.length === given.length && timingSafeEqual(expected, given);
  };
  if (!grant || !secrets.some((secret) => isSigned(grant, secret))) throw new SealdropError('url-refused');
  if (grant.expires <= now) throw new SealdropError('url-refused');
  return grant;
}

/** The fields that every URL states, still unproven. */
function readFields(url: string): { key: string; expires: number; query: URLSearchParams } | null {
  if (url.length > URL_MAX || !url.startsWith(OBJECTS_PATH)) return null;
  const [path = '', search = ''] = url.split('?', 2);
  const key = path.slice(OBJECTS_PATH.length);
  const query = new URLSearchParams(search);
  const expires = whole(query.get('expires'));
  return keyPattern.test(key) && expires !== null ? { key, expires, query } : null;
}

function readPutUrl(url: string): PutGrant | null {
  const fields = readFields(url);
  if (!fields) return null;
  const { key, expires, query } = fields;
  const size = whole(query.get('size'));
  const sha256 = query.get('sha256') ?? '';
  if (size === null || !sha256Pattern.test(sha256)) return null;
  const target = { method: 'PUT', key, expires, size, sha256: fromHex(sha256) } as const;
  const upload = query.get('upload');
  if (upload === null) return { ...target, part: null };
  const number = whole(query.get('part'));
  if (!uploadPattern.test(upload) || number === null || number < 1 || number > PARTS_MAX) return null;
  return { ...target, part: { upload, number } };
}

function whole(text: string | null): number | null {
  return text !== null && /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : null;
}
