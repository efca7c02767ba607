/**
 * A port of this machine alone: POST /package takes a portable package, GET /card gives the key card that it is to be packed for.
 * Whoever reaches the port can deliver, as whoever has a request link can; a page of a browser cannot. docs/receive.md.
 */
import { randomBytes } from 'node:crypto';
import { once as onceOf } from 'node:events';
import { open, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { formatCardText } from '../../shared/crypto/card-text.ts';
import { asSealdropError, hasCode, SealdropError } from '../../shared/errors.ts';
import { UsageError } from '../command.ts';
import { privateFolder } from '../config-folder.ts';
import { writing } from '../out-folder.ts';
import { SPOOL } from './arrivals.ts';
import { type PackagePorts, takePackage } from './bring-package.ts';
import type { Take } from './service.ts';
import type { ServiceLog } from './service-log.ts';

const HOST = '127.0.0.1';
/** Packages that come at once. */
const UPLOADS_MAX = 8;
/** Milliseconds in which nothing comes. */
const IDLE_MAX = 60_000;
const ownHost = /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/;

export interface PortPorts extends PackagePorts {
  readonly log: ServiceLog;
}

interface Answer {
  readonly status: number;
  readonly body: string | object;
}

/** Listens at `port` (0: any that is free, which the log says) until the service is to end; what has come whole by then is stored. */
export async function listenForPackages(port: number, take: Take, ports: PortPorts): Promise<void> {
  const { log, stop, identity, arrivals } = ports;
  const spool = arrivals.ownFile(SPOOL);
  await writing(spool, () => privateFolder(spool));
  let uploads = 0;

  async function answer(request: IncomingMessage): Promise<Answer> {
    const { method = '', url = '', headers } = request;
    // A page that was made to reach it, by its own address or under another name.
    if (!ownHost.test(headers.host ?? '') || headers.origin !== undefined)
      return refused(403, 'other-origin');
    if (url === '/card' && method === 'GET') return { status: 200, body: formatCardText(identity.card) };
    if (url !== '/package' || method !== 'POST') return refused(404, 'not-found');
    if (uploads >= UPLOADS_MAX || stop.aborted) return refused(503, 'rate-limited');
    uploads++;
    const path = join(spool, `${randomBytes(8).toString('hex')}.zip`);
    try {
      await writing(path, () => save(request, path));
      const stored = await takePackage(path, take, ports);
      if (!stored) return { status: 200, body: { arrived: 'before' } };
      const { arrival, files, size } = stored;
      return { status: 201, body: { arrival, files, size } };
    } catch (error) {
      const { code } = asSealdropError(error);
      if (code !== 'cancelled') log('error', 'failed', { code });
      return refused(statusOf(error), code);
    } finally {
      uploads--;
      await rm(path, { force: true });
    }
  }

  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    void answer(request).then((answered) => send(response, answered));
  });
  server.timeout = IDLE_MAX;
  server.listen(port, HOST);
  await onceOf(server, 'listening').catch((error: unknown) => {
    const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new UsageError(`Nothing can listen at port ${port}${why}. Choose another one by --port.`);
  });
  log('info', 'listening', { port: (server.address() as AddressInfo).port });
  await new Promise((resolve) => {
    if (stop.aborted) resolve(null);
    stop.addEventListener('abort', resolve);
  });
  await closed(server);
}

async function closed(server: Server): Promise<void> {
  const ended = onceOf(server, 'close');
  server.close();
  server.closeIdleConnections();
  // What still comes is sent again by whoever had no answer.
  server.closeAllConnections();
  await ended;
}

/** Throws cancelled where the sender went away before its end. */
async function save(request: IncomingMessage, path: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    // Not destroyed where the disk is full: its sender is told so.
    const pieces: AsyncIterable<Uint8Array> = request.iterator({ destroyOnReturn: false });
    for await (const piece of pieces) await file.writeFile(piece);
    await file.sync();
  } catch (error) {
    throw request.errored ? new SealdropError('cancelled', { cause: error }) : error;
  } finally {
    await file.close();
  }
  if (!request.complete) throw new SealdropError('cancelled');
}

function send(response: ServerResponse, { status, body }: Answer): void {
  const isText = typeof body === 'string';
  response.writeHead(status, {
    'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // What was not read of a request that was refused would stand before the next one.
    ...(status >= 400 ? { connection: 'close' } : {}),
  });
  response.end(isText ? body : `${JSON.stringify(body)}\n`);
}

const refused = (status: number, code: string): Answer => ({ status, body: { error: { code } } });

function statusOf(error: unknown): number {
  if (hasCode(error, 'no-space')) return 507;
  if (hasCode(error, 'in-other-tab')) return 409;
  if (hasCode(error, 'cancelled')) return 503;
  return error instanceof SealdropError && error.code !== 'unexpected' ? 422 : 500;
}
