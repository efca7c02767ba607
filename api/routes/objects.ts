/**
 * Objects whose URLs lead to this server, over HTTP: PUT and GET, a single range at a time, as S3 does it. Mounted for the
 * disk store, and for a bucket that browsers do not reach.
 */
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { SealdropError } from '../../shared/errors.ts';
import { errorFields, type Log } from '../log.ts';
import type { LocalObjects } from '../objects/store.ts';
import { pathAndQuery } from '../request.ts';
import type { RequestVariables } from '../request-log.ts';

export function objectRoutes(local: LocalObjects, log: Log): Hono<RequestVariables> {
  const app = new Hono<RequestVariables>();

  app.put('/objects/*', async (c) => {
    const length = c.req.header('content-length');
    if (length === undefined || !/^\d{1,16}$/.test(length)) {
      return c.json({ error: { code: 'bad-request' } }, 411);
    }
    const etag = await local.receive(pathAndQuery(c), Number(length), bodyOf(c));
    return c.body(null, 200, { etag });
  });

  app.get('/objects/*', async (c) => {
    // Hono answers HEAD through GET; nothing here signs a HEAD.
    if (c.req.raw.method !== 'GET') throw new SealdropError('url-refused');
    const object = await local.open(pathAndQuery(c));
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
    const { signal } = c.req.raw;
    const stream = ReadableStream.from(unbroken(await object.stream(start, end, signal), c, log));
    if (!range) return c.body(stream, 200, answer);
    return c.body(stream, 206, {
      ...answer,
      'content-range': `bytes ${start}-${end - 1}/${object.size}`,
    });
  });

  return app;
}

/**
 * The bytes of a request as they come in from its connection: a web stream around them takes a tenth of the server's time. Who
 * stops reading leaves the connection as it is, for there is still an answer to be sent.
 */
function bodyOf(c: Context<RequestVariables>): AsyncIterable<Uint8Array> {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  // Tests call the app without a server around it.
  return incoming?.iterator({ destroyOnReturn: false }) ?? c.req.raw.body ?? ReadableStream.from([]);
}

/**
 * The same stream; where it breaks, the log says so and the connection ends. Left to itself the adapter would print the
 * error and write its message behind the bytes.
 */
async function* unbroken(
  stream: ReadableStream<Uint8Array>,
  c: Context<RequestVariables>,
  log: Log,
): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch (error) {
    const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>;
    if (!c.req.raw.signal.aborted)
      log('warn', 'object cut', { request: c.get('request'), ...errorFields(error) });
    // Tests call the app without a server around it.
    if (!outgoing) throw error;
    outgoing.destroy();
  }
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
