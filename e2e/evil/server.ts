/**
 * Sealdrop's server as an adversary: a real HTTP server in front of the real one. The page, its code and everything it
 * talks to come through here. A test's `tamper` may answer a request in the server's place, or change what it answers;
 * everything else passes as it is. `seen` keeps what such a server learns.
 */
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import type { Server } from '../server.ts';

/** A request as a server sees it. */
export interface Seen {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An iterable may never end; one that throws cuts the connection. */
  readonly body?: Uint8Array | string | AsyncIterable<Uint8Array>;
}

export interface Exchange extends Seen {
  /** What the real server answers. */
  readonly pass: () => Promise<Answer & { readonly body: Buffer }>;
}

/** null: the real server's answer. */
export type Tamper = (exchange: Exchange) => Answer | null | Promise<Answer | null>;

export interface EvilServer {
  readonly origin: string;
  /** The honest server behind it. */
  readonly real: Server;
  /** Requests of API and store since the last reset; not those of the page's own files. */
  readonly seen: Seen[];
  /** Bytes of iterable bodies that were written since the last reset. */
  streamed: number;
  tamper: Tamper;
  readonly reset: () => void;
  readonly stop: () => Promise<void>;
}

export function json(value: unknown, status = 200): Answer {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { status, headers, body: JSON.stringify(value) };
}

/** The API's own way to refuse. */
export function refusal(
  status: number,
  code: string,
  details: Readonly<Record<string, unknown>> = {},
): Answer {
  return json({ error: { code, ...details } }, status);
}

const honest: Tamper = () => null;

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

async function passTo(
  origin: string,
  { method, path, headers, body }: Seen,
): Promise<Answer & { readonly body: Buffer }> {
  const { host: _host, connection: _connection, ...rest } = headers;
  const upstream = request(`${origin}${path}`, { method, headers: rest });
  const answered = once(upstream, 'response');
  upstream.end(body);
  const [answer] = (await answered) as [IncomingMessage];
  const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...kept } = answer.headers;
  return {
    status: answer.statusCode ?? 500,
    headers: kept as Record<string, string>,
    body: await bodyOf(answer),
  };
}

/** Starts at `port` in front of `real`, which it stops with itself. */
export async function startEvilServer(real: Server, port: number): Promise<EvilServer> {
  const evil = { streamed: 0, tamper: honest };
  const seen: Seen[] = [];

  async function stream(response: ServerResponse, body: AsyncIterable<Uint8Array>): Promise<void> {
    const closed = once(response, 'close');
    for await (const piece of body) {
      if (response.destroyed) return;
      evil.streamed += piece.length;
      if (!response.write(piece)) await Promise.race([once(response, 'drain'), closed]);
    }
    response.end();
  }

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = message;
    const one: Seen = { method, path, headers, body: await bodyOf(message) };
    if (/^\/(api|objects)\//.test(path)) seen.push(one);
    const exchange: Exchange = { ...one, pass: () => passTo(real.origin, one) };
    const { status, headers: own = {}, body = '' } = (await evil.tamper(exchange)) ?? (await exchange.pass());
    if (typeof body === 'string' || body instanceof Uint8Array) {
      const bytes = Buffer.from(body);
      const length = status === 204 || status === 304 ? {} : { 'content-length': `${bytes.length}` };
      response.writeHead(status, { ...length, ...own });
      response.end(bytes);
    } else {
      response.writeHead(status, { ...own });
      await stream(response, body);
    }
  }

  const server = createServer((message, response) => {
    answer(message, response).catch(() => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  return Object.assign(evil, {
    origin: `http://127.0.0.1:${port}`,
    real,
    seen,
    reset: () => {
      evil.tamper = honest;
      evil.streamed = 0;
      seen.length = 0;
    },
    stop: async () => {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
      await real.stop();
    },
  });
}
