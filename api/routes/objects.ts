/**
 * The disk store over HTTP: PUT and GET of presigned URLs, a single range at a time, as S3 does it. Mounted only where
 * the store keeps its objects beside the API.
 */
import { Hono } from 'hono';
import { SealdropError } from '../../shared/errors.ts';
import type { LocalObjects } from '../objects/store.ts';

export function objectRoutes(local: LocalObjects): Hono {
  const app = new Hono();

  app.put('/objects/*', async (c) => {
    const length = c.req.header('content-length');
    if (length === undefined || !/^\d{1,16}$/.test(length)) {
      return c.json({ error: { code: 'bad-request' } }, 411);
    }
    const etag = await local.receive(pathAndQuery(c.req.url), Number(length), c.req.raw.body);
    return c.body(null, 200, { etag });
  });

  app.get('/objects/*', async (c) => {
    // Hono answers HEAD through GET; nothing here signs a HEAD.
    if (c.req.raw.method !== 'GET') throw new SealdropError('url-refused');
    const object = await local.open(pathAndQuery(c.req.url));
    const headers = {
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment',
      'cache-control': 'no-store',
      'accept-ranges': 'bytes',
    };
    const range = readRange(c.req.header('range'), object.size);
    if (range === 'unsatisfiable') {
      return c.body(null, 416, { ...headers, 'content-range': `bytes */${object.size}` });
    }
    const { start, end } = range ?? { start: 0, end: object.size };
    const answer = { ...headers, 'content-length': String(end - start) };
    const stream = await object.stream(start, end);
    if (!range) return c.body(stream, 200, answer);
    return c.body(stream, 206, {
      ...answer,
      'content-range': `bytes ${start}-${end - 1}/${object.size}`,
    });
  });

  return app;
}

/** The URL without its origin, which is made of the Host header and is nothing to trust. */
function pathAndQuery(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/**
 * The range asked for, its end exclusive. null: the whole object, also where the header is malformed or names several
 * ranges, as RFC 9110 lets a server ignore those.
 */
function readRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size };
  }
  const start = Number(first);
  const end = last === '' ? size : Math.min(Number(last) + 1, size);
  if (last !== '' && Number(last) < start) return null;
  return start >= size ? 'unsatisfiable' : { start, end };
}
