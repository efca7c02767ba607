/** A bucket behind this server that lies, breaks off or hangs: nothing of it gets into answers or stays behind. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { afterEach, expect, it } from 'vitest';
import { random } from '../../shared/bytes.ts';
import { createApp } from '../app.ts';
import { digest, testServer } from '../testing.ts';
import { openS3Store } from './s3.ts';
import { createS3Client } from './s3-client.ts';
import { openProxyStore } from './s3-proxy.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

/** This server before a service that answers GETs of objects by `get`; every object is a thousand bytes. */
async function behind(get: RequestListener) {
  const service = createServer((request, response) => {
    request.resume();
    if (request.method === 'HEAD') response.writeHead(200, { 'content-length': 1_000 }).end();
    else get(request, response);
  });
  const port = await listen(service);
  const config = {
    bucket: 'bucket',
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    addressing: 'path',
    checksum: 'none',
    transfer: 'proxy',
  } as const;
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = createS3Client(config, { attempts: 1, credentials });
  const now = () => Math.floor(Date.now() / 1000);
  const store = openProxyStore({
    client,
    config,
    store: await openS3Store({ client, config, now }),
    secrets: [random(32)],
    now,
  });
  const server = await testServer();
  closing.push(
    () => server.close(),
    () => client.destroy(),
  );
  const app = createApp({ ...server.deps, objects: store, web: null });
  const http = createAdaptorServer({ fetch: app.fetch }) as Server;
  const origin = `http://127.0.0.1:${await listen(http)}`;
  return { store, origin, lines: server.lines, service };
}

const range = { 'content-range': 'bytes 0-9/1000', 'content-length': 10 };

/** Everything that comes back on a connection of its own for a range of ten bytes. */
async function rawAnswer(origin: string, url: string): Promise<string> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.write(`GET ${url} HTTP/1.1\r\nhost: x\r\nrange: bytes=0-9\r\n\r\n`);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
  socket.on('error', () => {});
  const ended = once(socket, 'close');
  await expect.poll(() => text).toContain('HTTP/1.1 ');
  // What is written behind an answer comes a tenth of a second later.
  setTimeout(() => socket.end(), 1_000);
  await ended;
  return text;
}

it.each<[string, RequestListener]>([
  [
    'more bytes than its range has',
    (_, response) => {
      const { socket } = response;
      socket?.write(
        'HTTP/1.1 206 Partial\r\ncontent-range: bytes 0-9/1000\r\ntransfer-encoding: chunked\r\n\r\n',
      );
      socket?.write('a\r\n0123456789\r\n');
      setTimeout(() => socket?.end('10\r\nHTTP/1.1 200 EVIL\r\n\r\n0\r\n\r\n'), 100);
    },
  ],
  [
    'the whole object',
    (_, response) => response.writeHead(200, { 'content-length': 1_000 }).end('x'.repeat(1_000)),
  ],
  [
    'another range',
    (_, response) =>
      response.writeHead(206, { ...range, 'content-range': 'bytes 5-14/1000' }).end('0123456789'),
  ],
])('a bucket that answers with %s writes nothing behind an answer', async (_, get) => {
  const { store, origin } = await behind(get);
  const { url } = await store.presignGet('a/body');
  const text = await rawAnswer(origin, url);
  expect(text).not.toContain('EVIL');
  expect(text).toMatch(/^HTTP\/1\.1 503 /);
});

it('a bucket that breaks off in the middle breaks the answer, and the log says so', async () => {
  const { store, origin, lines } = await behind((_, response) => {
    response.writeHead(206, range);
    response.write('01234');
    setTimeout(() => response.destroy(), 100);
  });
  const { url } = await store.presignGet('a/body');
  const response = await fetch(origin + url, { headers: { range: 'bytes=0-9' } });
  await expect(response.arrayBuffer()).rejects.toThrow();
  await expect.poll(() => lines.join('')).toContain('"event":"object cut"');
});

it('readers that leave take their requests to the bucket with them', async () => {
  const { store, origin, service } = await behind((_, response) => {
    response.writeHead(206, range);
    response.write('01234');
  });
  const { url } = await store.presignGet('a/body');
  const controller = new AbortController();
  const readers = Array.from({ length: 10 }, () =>
    fetch(origin + url, { headers: { range: 'bytes=0-9' }, signal: controller.signal }),
  );
  await Promise.all(readers);
  const open = () => new Promise<number>((resolve) => service.getConnections((_, count) => resolve(count)));
  expect(await open()).toBeGreaterThanOrEqual(10);
  controller.abort();
  await expect.poll(open, { timeout: 30_000 }).toBeLessThan(3);
});

it('one object has a number of streams, and others still go through', async () => {
  const { store, origin } = await behind((_, response) => {
    response.writeHead(206, range);
    response.write('01234');
  });
  // An answer that nothing holds is collected, and its stream ends.
  const held: Response[] = [];
  const ask = async (key: string) => {
    const { url } = await store.presignGet(key);
    const answer = await fetch(origin + url, { headers: { range: 'bytes=0-9' } });
    held.push(answer);
    return answer.status;
  };
  const statuses = await Promise.all(Array.from({ length: 40 }, () => ask('a/body')));
  expect(statuses.filter((status) => status === 206)).toHaveLength(32);
  expect(statuses.filter((status) => status === 429)).toHaveLength(8);
  expect(await ask('b/body')).toBe(206);
  expect(held).toHaveLength(41);
});

it('a PUT that the bucket refuses early leaves nothing behind', async () => {
  const { store, origin, service } = await behind(() => {});
  service.removeAllListeners('request');
  service.on('request', (_, response) =>
    response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>'),
  );
  const bytes = random(4_000_000);
  const target = { key: 'a/body', part: null, size: bytes.length, sha256: digest(bytes) };
  const { url } = await store.presignPut(target);
  const put = await fetch(origin + url, { method: 'PUT', body: bytes }).then(
    ({ status }) => status,
    () => 503,
  );
  expect(put).toBe(503);
  const open = () => new Promise<number>((resolve) => service.getConnections((_, count) => resolve(count)));
  await expect.poll(open, { timeout: 30_000 }).toBeLessThan(2);
});
