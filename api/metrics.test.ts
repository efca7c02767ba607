/** Prometheus' port: what it says after requests, and that it names nobody. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { random, toBase64Url } from '../shared/bytes.ts';
import { createApp } from './app.ts';
import { createMetrics, serveMetrics } from './metrics.ts';
import { sweep } from './sweep.ts';
import { reachable, type TestServer, TestShare, testServer } from './testing.ts';

let server: TestServer;
let http: Server;
let share: TestShare;
beforeEach(async () => {
  server = await testServer();
  const metrics = createMetrics(server.deps.log);
  const deps = { ...server.deps, log: metrics.log };
  http = await serveMetrics(metrics, deps, { host: '127.0.0.1', port: 0 });
  const app = createApp({ ...deps, web: null });
  share = new TestShare(reachable(async (path, init) => await app.request(path, init)));
  await share.ready();
  await new TestShare(share.server).create();
  await share.claim();
  await sweep({ ...deps, now: () => server.clock.now + 366 * 86_400 + 1 });
});
afterEach(async () => {
  http.close();
  http.closeAllConnections();
  await server.close();
});

const ask = async (path: string, method = 'GET') => {
  const { port } = http.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method });
  return { status: response.status, text: await response.text() };
};

describe('metrics', () => {
  it('count requests by pattern, what is stored, and what was swept', async () => {
    const kept = new TestShare(share.server);
    await kept.ready();
    const { status, text } = await ask('/metrics');
    expect(status).toBe(200);
    const value = (line: string) =>
      text
        .split('\n')
        .find((one) => one.startsWith(`${line} `))
        ?.split(' ')
        .at(-1);
    const created = 'sealdrop_http_request_seconds_count{method="POST",route="/api/shares",status="201"}';
    expect(value(created)).toBe('3');
    expect(value('sealdrop_shares{state="ready"}')).toBe('1');
    expect(value('sealdrop_shares{state="uploading"}')).toBe('0');
    expect(value('sealdrop_share_bytes')).toBe(String(kept.body.length));
    expect(value('sealdrop_swept_shares_total')).toBe('2');
    expect(value('sealdrop_up{part="database"}')).toBe('1');
    expect(value('sealdrop_up{part="store"}')).toBe('1');
    expect(value('process_cpu_seconds_total')).toBeDefined();
  });

  it('name no share, address or token', async () => {
    const { text } = await ask('/metrics');
    for (const secret of [share.token, share.id, share.access])
      expect(text).not.toContain(toBase64Url(secret));
    await share.server.request(`/${toBase64Url(random(16))}`);
    const routes = new Set(
      [...(await ask('/metrics')).text.matchAll(/route="([^"]*)"/g)].map(([, route]) => route),
    );
    for (const route of routes) expect(route).toMatch(/^\/(\*|[a-z:/*]+)$/);
  });

  it('are at one address, for one method', async () => {
    expect((await ask('/')).status).toBe(404);
    expect((await ask('/metrics?x')).status).toBe(404);
    expect((await ask('/metrics', 'POST')).status).toBe(404);
  });
});
