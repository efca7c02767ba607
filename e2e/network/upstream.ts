/** The proxy's own requests to the server behind it: one connection each, so that no fault but its own comes in. */
import { once } from 'node:events';
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

/** What the server answers. */
export async function pass(origin: string, passed: Passed): Promise<Answered> {
  const upstream = requestTo(origin, passed);
  const answered = once(upstream, 'response');
  upstream.end(passed.body);
  const [answer] = (await answered) as [IncomingMessage];
  const pieces: Buffer[] = [];
  for await (const piece of answer) pieces.push(piece as Buffer);
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
  const closed = once(upstream, 'close');
  await new Promise<void>((written) => upstream.write(passed.body, () => written()));
  upstream.destroy();
  await closed;
}
