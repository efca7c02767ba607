/** Requests over TLS to a proxy on loopback as to the site's name, by HTTP/1.1 and by HTTP/2, from an address that logs would show. */
import { once } from 'node:events';
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect as connect2,
  type OutgoingHttpHeaders,
} from 'node:http2';
import { request } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { NAME } from './proxy.ts';

/** Of loopback, and nobody else's. */
export const CLIENT = '127.0.0.77';

export interface Site {
  readonly port: number;
  /** The certificate of the authority to trust. */
  readonly authority: string;
}

interface Asked {
  readonly method?: string;
  /** What the header says. */
  readonly host?: string;
  /** What TLS says. */
  readonly servername?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  /** Name and value of each header as they came, names in lower case. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

/** By HTTP/1.1. No body is sent, whatever the headers say of its length. */
export async function ask1(
  { port, authority }: Site,
  path: string,
  { method = 'GET', host = NAME, servername = NAME, headers = {} }: Asked = {},
): Promise<Answer> {
  const asked = request({
    host: '127.0.0.1',
    port,
    localAddress: CLIENT,
    servername,
    ca: authority,
    path,
    method,
    headers: { host, ...headers },
    agent: false,
  });
  asked.flushHeaders();
  if (!('content-length' in headers)) asked.end();
  const [answer] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
  const body = await buffer(answer);
  asked.destroy();
  return { status: answer.statusCode ?? 0, headers: pairsOf(answer.rawHeaders), body };
}

/** A connection that speaks HTTP/2, or fails. */
export async function open2({ port, authority }: Site): Promise<ClientHttp2Session> {
  const place = { host: '127.0.0.1', port, localAddress: CLIENT, servername: NAME, ca: authority };
  const socket: TLSSocket = connectTls({ ...place, ALPNProtocols: ['h2'] });
  await once(socket, 'secureConnect');
  if (socket.alpnProtocol !== 'h2') throw new Error('no HTTP/2');
  return connect2(`https://${NAME}`, { createConnection: () => socket });
}

/** The answer on a stream of HTTP/2. */
export async function answer2(stream: ClientHttp2Stream): Promise<Answer> {
  const [headers, , raw] = (await once(stream, 'response')) as [OutgoingHttpHeaders, number, string[]];
  return { status: Number(headers[':status']), headers: pairsOf(raw), body: await buffer(stream) };
}

/** Name and value of each header, names in lower case. */
export function pairsOf(raw: readonly string[]): (readonly [string, string])[] {
  return raw.flatMap((name, i) => (i % 2 === 0 ? [[name.toLowerCase(), raw[i + 1] ?? ''] as const] : []));
}
