/**
 * Reading requests: share ids, bearer tokens, and JSON bodies that are capped before they are read and parsed strictly
 * by a schema of the contract. Whatever does not fit is refused with one code and no detail.
 */
import type { Context } from 'hono';
import * as v from 'valibot';
import { type Bytes, concat, equal, fromBase64Url, sha256 } from '../shared/bytes.ts';
import { shareIdParam } from '../shared/contract.ts';
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

/** SHA-256 of the bearer token. Throws wrong-token where there is none of 32 bytes. */
export async function bearerHash(c: Context): Promise<Bytes> {
  const [, text] = /^Bearer ([\w-]{43})$/.exec(c.req.header('authorization') ?? '') ?? [];
  const token = text === undefined ? null : fromBase64Url(text);
  if (token?.length !== TOKEN_SIZE) throw new SealdropError('wrong-token');
  return await sha256(token);
}

/** Throws wrong-token unless the request's token has the hash `tokenHash`. */
export async function requireToken(c: Context, tokenHash: Bytes): Promise<void> {
  if (!equal(await bearerHash(c), tokenHash)) throw new SealdropError('wrong-token');
}

/** The body as JSON of `schema`. Throws body-too-large above `maxBytes`, bad-request where it is anything else. */
export async function readJson<S extends v.GenericSchema>(
  c: Context,
  schema: S,
  maxBytes: number = JSON_MAX,
): Promise<v.InferOutput<S>> {
  if (c.req.header('content-type')?.toLowerCase() !== 'application/json')
    throw new SealdropError('bad-request');
  const bytes = await readCapped(c.req.raw, maxBytes);
  const result = v.safeParse(schema, parseJson(bytes), { abortEarly: true });
  if (!result.success) throw new SealdropError('bad-request');
  return result.output;
}

async function readCapped(request: Request, maxBytes: number): Promise<Bytes> {
  const tooLarge = () => new SealdropError('body-too-large', { details: { limit: maxBytes } });
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge();
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
