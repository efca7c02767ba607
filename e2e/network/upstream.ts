/** The proxy's own requests to the server behind it: one connection each, so that no fault but its own comes in. */
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { NUMBER_HEADER } from './traffic.ts';

export interface Passed {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

function requestTo(origin: string, { method, path, headers }: Passed) {
  const { host: _host, connection: _connection, [NUMBER_HEADER]: _number, ...rest } = headers;
  return request(`${origin}${path}`, { method, headers: rest, agent: false });
}

/**
 * What the server answers. Without `withBody` only the head of the request is sent, for a server that refuses it by that:
 * one that answers and closes while bytes still come in loses its answer.
 */
export async function pass(origin: string, passed: Passed, withBody = true): Promise<Answered> {
  const upstream = requestTo(origin, passed);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    upstream.once('response', resolve);
    // Stays: after an answer that came early, the rest of the request may still fail.
    upstream.on('error', reject);
    if (withBody) upstream.end(passed.body);
    else upstream.flushHeaders();
  });
  const pieces: Buffer[] = [];
  for await (const piece of answer) pieces.push(piece as Buffer);
  upstream.destroy();
  const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...kept } = answer.headers;
  return {
    status: answer.statusCode ?? 500,
    headers: kept as Record<string, string>,
    body: Buffer.concat(pieces),
  };
}

/** The beginning of a request, whose connection then ends. */
export async function passHalf(origin: string, passed: Passed): Promise<void> {
  const upstream = requestTo(origin, passed);
  // That it is cut off is what it is for.
  upstream.on('error', () => undefined);
  const closed = new Promise((resolve) => upstream.once('close', resolve));
  await new Promise<void>((written) => upstream.write(passed.body, () => written()));
  upstream.destroy();
  await closed;
}
