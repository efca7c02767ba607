/** The request log around a real server: bytes that passed, and a line also for those who left. */
import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { random } from '../shared/bytes.ts';
import { createLog, type LogFields } from './log.ts';
import { type RequestVariables, requestLog } from './request-log.ts';

const SENT = 300_000;
/** More than headers ever are, and less than any body here. */
const HEADERS = 1_000;

const lines: LogFields[] = [];
const app = new Hono<RequestVariables>();
app.use(requestLog(createLog('info', (line) => lines.push(JSON.parse(line)))));
app.post('/echo', async (c) => {
  await c.req.arrayBuffer();
  return c.body(ReadableStream.from<Uint8Array>([random(SENT / 2), random(SENT / 2)]));
});
app.get('/endless', (c) => c.body(new ReadableStream({ pull: (stream) => stream.enqueue(random(65_536)) })));

const http = createAdaptorServer({ fetch: app.fetch });
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

beforeAll(async () => {
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
});
beforeEach(() => {
  lines.length = 0;
});
afterAll(() => {
  agent.destroy();
  http.close();
});

async function ask(method: string, path: string, body: Uint8Array | null): Promise<IncomingMessage> {
  const { port } = http.address() as AddressInfo;
  // Without a length: what counts is what came, not what was announced.
  const request = httpRequest({ agent, port, host: '127.0.0.1', method, path });
  request.end(body);
  const [response] = await once(request, 'response');
  return response;
}

describe('the request log', () => {
  it('says for each request of a connection what came and what went', async () => {
    for (const size of [100_000, 200_000]) {
      (await ask('POST', '/echo', random(size))).resume();
      await expect.poll(() => lines.length).toBe(1);
      const { received = 0, sent = 0, route } = lines.pop() ?? {};
      expect(route).toBe('/echo');
      expect(received - size).toBeGreaterThan(0);
      expect(received - size).toBeLessThan(HEADERS);
      expect(sent - SENT).toBeGreaterThan(0);
      expect(sent - SENT).toBeLessThan(HEADERS);
    }
  });

  it('has one line for a client that leaves in the middle of the answer, with what went until then', async () => {
    const response = await ask('GET', '/endless', null);
    let seen = 0;
    for await (const chunk of response) {
      seen += (chunk as Buffer).length;
      if (seen > 1_000_000) break;
    }
    await expect.poll(() => lines.length).toBe(1);
    expect(lines[0]?.status).toBe(200);
    expect(lines[0]?.sent).toBeGreaterThanOrEqual(seen);
  });
});
