/**
 * Reading requests: share ids, bearer tokens, and JSON bodies that are capped before they are read and parsed strictly
 * by a schema of the contract. Whatever does not fit is refused with one code and no detail.
 */
import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import * as v from 'valibot';
import { type Bytes, concat, equal, fromBase64Url } from '../shared/bytes.ts';
import { hashParam, shareIdParam } from '../shared/contract.ts';
import { SealdropError } from '../shared/errors.ts';

/** Bytes of a request's JSON, unless a route needs more. */
const JSON_MAX = 65_536;
const TOKEN_SIZE = 32;

/** The share id in the path. Throws not-found where it can be none: there has never been such a share. */
export function shareIdOfPath(c: Context<object, '/:id'>): Bytes {
  const result = v.safeParse(shareIdParam, c.req.param('id'));
  if (!result.success) throw new SealdropError('not-found');
  return result.output;
}

/** A fingerprint or a token's hash in the path. Throws not-found where it can be none. */
export function hashOfPath<N extends string>(c: Context<object, `/:${N}`>, name: N): Bytes {
  const result = v.safeParse(hashParam, (c as Context).req.param(name));
  if (!result.success) throw new SealdropError('not-found');
  return result.output;
}

/** The URL without its origin, which is made of the Host header and is nothing to trust. */
export function pathAndQuery(c: Context): string {
  const { pathname, search } = new URL(c.req.url);
  return pathname + search;
}

/** SHA-256 of the bearer token. Throws wrong-token where there is none of 32 bytes. */
export function bearerHash(c: Context): Bytes {
  const [, text] = /^Bearer ([\w-]{43})$/.exec(c.req.header('authorization') ?? '') ?? [];
  const token = text === undefined ? null : fromBase64Url(text);
  if (token?.length !== TOKEN_SIZE) throw new SealdropError('wrong-token');
  // WebCrypto would send these few bytes through another thread.
  return new Uint8Array(createHash('sha256').update(token).digest());
}

/** Throws wrong-token unless the request's token has the hash `tokenHash`. */
export function requireToken(c: Context, tokenHash: Bytes): void {
  if (!equal(bearerHash(c), tokenHash)) throw new SealdropError('wrong-token');
}

/** The body as JSON of `schema`. Throws body-too-large above `maxBytes`, bad-request where it is anything else. */
export async function readJson<S extends v.GenericSchema>(
  c: Context,
  schema: S,
  maxBytes: number = JSON_MAX,
): Promise<v.InferOutput<S>> {
  requireJson(c);
  return parseBody(await readBody(c, maxBytes), schema);
}

/** Throws bad-request unless the request says that its body is JSON. */
export function requireJson(c: Context): void {
  if (c.req.header('content-type')?.toLowerCase() !== 'application/json')
    throw new SealdropError('bad-request');
}

/** The bytes of a body as JSON of `schema`. Throws bad-request. */
export function parseBody<S extends v.GenericSchema>(bytes: Bytes, schema: S): v.InferOutput<S> {
  const result = v.safeParse(schema, parseJson(bytes), { abortEarly: true });
  if (!result.success) throw new SealdropError('bad-request');
  return result.output;
}

/** The body's bytes, none where there is no body. Throws body-too-large above `maxBytes`. */
export async function readBody(c: Context, maxBytes: number = JSON_MAX): Promise<Bytes> {
  const request = c.req.raw;
  const tooLarge = () => new SealdropError('body-too-large', { details: { limit: maxBytes } });
  const length = request.headers.get('content-length');
  if (Number(length ?? 0) > maxBytes) throw tooLarge();
  // HTTP sees to it that no more comes than was announced, and a stream of the web takes its time.
  if (length !== null) return new Uint8Array(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    // A chunked body announces no length.
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return concat(...chunks);
}

function parseJson(bytes: Bytes): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new SealdropError('bad-request', { cause: error });
  }
}
