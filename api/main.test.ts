/** The program as it runs: bundled, started, asked, ended, and killed in the middle of a write. */
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { random, toBase64Url } from '../shared/bytes.ts';
import { bodyGeometry } from '../shared/crypto/body.ts';
import { type AnswerBody, digest, type TestServer, TestShare, testServer } from './testing.ts';
import { buildProgram, type Program } from './testing-program.ts';

/** Milliseconds after which Node.js itself ends a connection that is kept alive and idle: what ends later has waited for it. */
const KEPT_ALIVE = 5_000;

let program: Program;
let shapes: TestServer;
beforeAll(async () => {
  program = await buildProgram();
  shapes = await testServer();
});
afterEach(() => {
  program.killAll();
});
afterAll(async () => {
  await shapes.close();
  await program.remove();
});

/** A request whose head and first bytes the server has, for it has said that it wants the rest. */
async function begun(origin: string, json: string, agent?: Agent) {
  const request = httpRequest(`${origin}/api/shares`, {
    ...(agent ? { agent } : {}),
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': json.length,
      expect: '100-continue',
    },
  });
  const answer = once(request, 'response');
  request.flushHeaders();
  await once(request, 'continue');
  request.write(json.slice(0, 10));
  return { request, answer };
}

/** Waits until it takes no connection any more: it was told to stop, and has heard it. */
async function untilRefused(origin: string): Promise<void> {
  const isRefused = () =>
    fetch(`${origin}/healthz`).then(
      () => false,
      () => true,
    );
  await expect.poll(isRefused).toBe(true);
}

describe('the program', () => {
  it('says once that it is ready, answers, and ends cleanly at TERM', async () => {
    const { child, said, exit, port, origin } = await program.start();
    expect(said.out).toBe(`Sealdrop is ready at http://localhost:${port}\n`);
    expect(await (await fetch(`${origin}/healthz`)).json()).toEqual({ ok: true });
    expect(await (await fetch(`${origin}/s/abc`)).text()).toBe('<!doctype html>');
    const before = Date.now();
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(Date.now() - before).toBeLessThan(KEPT_ALIVE);
    expect(said.out).toBe(`Sealdrop is ready at http://localhost:${port}\n`);
    for (const line of said.err.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('event');
  });

  it('lets a running request finish', async () => {
    const { child, exit, origin } = await program.start();
    const json = JSON.stringify(new TestShare(shapes).createJson);
    const { request, answer } = await begun(origin, json);
    child.kill('SIGTERM');
    await untilRefused(origin);
    request.end(json.slice(10));
    const [response] = await answer;
    expect(response.statusCode).toBe(201);
    response.resume();
    expect(await exit).toBe(0);
  });

  it('told to stop twice, still lets it finish, and waits for no idle connection', async () => {
    const { child, exit, origin } = await program.start();
    const json = JSON.stringify(new TestShare(shapes).createJson);
    const agent = new Agent({ keepAlive: true });
    const { request, answer } = await begun(origin, json, agent);
    for (const signal of ['SIGTERM', 'SIGTERM', 'SIGINT'] as const) {
      child.kill(signal);
      await untilRefused(origin);
    }
    const before = Date.now();
    request.end(json.slice(10));
    const [response] = await answer;
    expect(response.statusCode).toBe(201);
    response.resume();
    expect(await exit).toBe(0);
    expect(Date.now() - before).toBeLessThan(KEPT_ALIVE);
    agent.destroy();
  });

  it('says which key is wrong, and that a port is taken', async () => {
    const wrong = program.run({ PORT: 'x', MAX_EXPIRY: '-1' });
    expect(await wrong.exit).toBe(1);
    expect(wrong.said).toEqual({
      out: '',
      err: 'Sealdrop cannot start:\nPORT: wanted a whole number from 1 to 65535\nMAX_EXPIRY: wanted a whole number from 3600 to 316224000\n',
    });
    const { port } = await program.start();
    const second = program.run({ PORT: String(port) });
    expect(await second.exit).toBe(1);
    expect(second.said.out).toBe('');
    expect(second.said.err).toContain(`port ${port} is in use`);
  });

  it('killed in the middle of a write shows nothing of it, and takes it again', async () => {
    const { child, exit, origin } = await program.start();
    const share = new TestShare(shapes);
    const size = bodyGeometry(4_000_000).objectSize;
    const body = random(size);
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${toBase64Url(share.token)}`,
    };
    const post = async (at: string, path: string, json: unknown) => {
      const response = await fetch(at + path, { method: 'POST', headers, body: JSON.stringify(json) });
      const answer: AnswerBody = JSON.parse(await response.text());
      return { status: response.status, json: answer };
    };
    const { json: created } = await post(origin, '/api/shares', { ...share.createJson, bodySize: size });
    const path = `/api/shares/${created.id}`;
    const part = { number: 1, size, sha256: toBase64Url(digest(body)) };
    const { json: signed } = await post(origin, `${path}/parts`, { parts: [part] });
    const url = signed.parts[0]?.url ?? '';

    const request = httpRequest(origin + url, { method: 'PUT', headers: { 'content-length': size } });
    request.on('error', () => {});
    request.write(body.subarray(0, 3_000_000));
    const temporary = join(program.data, 'objects/temporary');
    await expect.poll(() => readdir(temporary)).toHaveLength(1);
    child.kill('SIGKILL');
    await exit;

    const again = await program.start();
    const owner = await (await fetch(`${again.origin}${path}/owner`, { headers })).json();
    expect(owner).toMatchObject({ received: 0, complete: false });
    const put = await fetch(again.origin + url, { method: 'PUT', body });
    expect(put.status).toBe(200);
    const parts = [{ number: 1, sha256: part.sha256, etag: put.headers.get('etag') }];
    expect((await post(again.origin, `${path}/complete`, { parts })).status).toBe(200);
  });
});
