/** The disk store: the common suite, and what is its own: signatures, expiry, aborted requests, a full disk. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { random, toHex } from '../../shared/bytes.ts';
import { createApp } from '../app.ts';
import { digest, putObject, type TestServer, testServer } from '../testing.ts';
import { openDiskStore } from './disk.ts';
import { storageError } from './durable.ts';
import { describeObjectStore } from './store-contract.ts';

async function listening() {
  const server = await testServer();
  const http = createAdaptorServer({ fetch: createApp({ ...server.deps, web: null }).fetch });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { port } = http.address() as AddressInfo;
  return {
    server,
    store: server.deps.objects,
    origin: `http://127.0.0.1:${port}`,
    async close() {
      http.close();
      await server.close();
    },
  };
}

describeObjectStore('disk store', listening);

describe('disk store, its own', () => {
  let under: Awaited<ReturnType<typeof listening>>;
  let server: TestServer;
  beforeAll(async () => {
    under = await listening();
    server = under.server;
  });
  afterAll(async () => {
    await under.close();
  });

  const key = () => `${toHex(random(16))}/body`;
  const temporary = () => readdir(join(server.folder, 'objects/temporary'));

  async function partUrl(bytes: Uint8Array<ArrayBuffer>) {
    const upload = await under.store.begin(key());
    const part = { upload: upload.id, number: 1 };
    const target = { key: upload.key, part, size: bytes.length, sha256: digest(bytes) };
    return { upload, url: (await under.store.presignPut(target)).url };
  }

  it('refuses a PUT URL with any field changed, added or repeated', async () => {
    const bytes = random(5_000);
    const { upload, url } = await partUrl(bytes);
    const changes: [string, string][] = [
      ['size=5000', 'size=5001'],
      ['part=1', 'part=2'],
      ['part=1', 'part=01'],
      [`upload=${upload.id}`, `upload=${toHex(random(16))}`],
      [`sha256=${toHex(digest(bytes))}`, `sha256=${toHex(random(32))}`],
      ['expires=1', 'expires=2'],
      ['mac=', 'mac=A'],
      ['?', '?more=1&'],
      ['?', '?expires=1800003600&'],
      [upload.key, `${upload.key}/x`],
      [upload.key, upload.key.toUpperCase()],
    ];
    for (const [from, to] of changes) {
      const changed = url.replace(from, to);
      expect(changed).not.toBe(url);
      const response = await putObject(server, changed, bytes);
      expect(response.status, changed).toBe(403);
    }
    expect((await putObject(server, url, bytes)).status).toBe(200);
    expect((await putObject(server, url, bytes)).status).toBe(200);
  });

  it('refuses URLs that have expired, PUT after an hour and GET after five minutes', async () => {
    const bytes = random(5_000);
    const { url } = await partUrl(bytes);
    const name = key();
    const manifest = { key: name, part: null, size: bytes.length, sha256: digest(bytes) };
    await putObject(server, (await under.store.presignPut(manifest)).url, bytes);
    const get = (await under.store.presignGet(name)).url;
    server.clock.now += 299;
    expect((await server.request(get)).status).toBe(200);
    server.clock.now += 1;
    expect((await server.request(get)).status).toBe(403);
    server.clock.now += 3_299;
    expect((await putObject(server, url, bytes)).status).toBe(200);
    server.clock.now += 1;
    expect((await putObject(server, url, bytes)).status).toBe(403);
  });

  it('wants a length, the announced one', async () => {
    const bytes = random(5_000);
    const { url } = await partUrl(bytes);
    const send = async (headers: Record<string, string>) =>
      (await server.request(url, { method: 'PUT', headers, body: bytes })).status;
    expect(await send({})).toBe(411);
    expect(await send({ 'content-length': '4999' })).toBe(400);
    expect(await send({ 'content-length': '1e3' })).toBe(411);
    expect(await send({ 'content-length': '5000' })).toBe(200);
  });

  it('answers no HEAD and keeps no file of it open', async () => {
    const name = key();
    const bytes = random(10);
    const target = { key: name, part: null, size: 10, sha256: digest(bytes) };
    await putObject(server, (await under.store.presignPut(target)).url, bytes);
    const { url } = await under.store.presignGet(name);
    expect((await server.request(url, { method: 'HEAD' })).status).toBe(403);
  });

  it('ignores a range that is none, and several', async () => {
    const name = key();
    const bytes = random(10);
    const target = { key: name, part: null, size: 10, sha256: digest(bytes) };
    await putObject(server, (await under.store.presignPut(target)).url, bytes);
    const { url } = await under.store.presignGet(name);
    for (const range of ['bytes=0-1,3-4', 'bytes=-', 'bytes=5-2', 'items=0-1', 'bytes=a-b']) {
      expect((await server.request(url, { headers: { range } })).status, range).toBe(200);
    }
    for (const range of ['bytes=10-', 'bytes=-0', 'bytes=99-100']) {
      expect((await server.request(url, { headers: { range } })).status, range).toBe(416);
    }
    expect(
      (await server.request(url, { headers: { range: 'bytes=8-99' } })).headers.get('content-range'),
    ).toBe('bytes 8-9/10');
  });

  it('an aborted PUT leaves nothing', async () => {
    const bytes = random(4_000_000);
    const { upload, url } = await partUrl(bytes);
    const request = httpRequest(under.origin + url, {
      method: 'PUT',
      headers: { 'content-length': bytes.length },
    });
    request.on('error', () => {});
    request.write(bytes.subarray(0, 2_000_000));
    await expect.poll(temporary).toHaveLength(1);
    request.destroy();
    await expect.poll(temporary).toHaveLength(0);
    expect(await under.store.parts(upload)).toEqual([]);
    await expect
      .poll(() => server.lines.join(''))
      .toContain('"method":"PUT","route":"/objects/*","status":500');
    expect(server.lines.join('')).not.toContain('unexpected');
  });

  it('a download that is left leaves no file open', async () => {
    const name = key();
    const bytes = random(8_000_000);
    const target = { key: name, part: null, size: bytes.length, sha256: digest(bytes) };
    await putObject(server, (await under.store.presignPut(target)).url, bytes);
    const open = async () => (await readdir('/dev/fd')).length;
    const before = await open();
    const { url } = await under.store.presignGet(name);
    for (let i = 0; i < 20; i++) {
      const response = await server.request(url);
      await response.body?.cancel();
    }
    await expect.poll(open).toBeLessThanOrEqual(before + 1);
  });

  it('clears away old temporary files and no new ones', async () => {
    const folder = join(server.folder, 'objects/temporary');
    await writeFile(join(folder, 'old'), 'x');
    await writeFile(join(folder, 'new'), 'x');
    const past = Date.now() / 1000 - 3_600;
    await utimes(join(folder, 'old'), past, past);
    await under.store.tidy();
    expect(await temporary()).toEqual(['new']);
  });

  it('removes the folders of a share with its last object', async () => {
    const name = key();
    await under.store.begin(name);
    await under.store.remove(name);
    const uploads = await readdir(join(server.folder, 'objects/uploads'));
    expect(uploads).not.toContain(name.slice(0, 32));
  });

  it('refuses keys that could leave its folder', async () => {
    for (const bad of ['', '..', 'a/../b', '/a', 'a/', 'a//b', 'a\\b', 'A', 'a/b/c/d/e', 'a\0']) {
      await expect(under.store.size(bad)).rejects.toThrow('bad-request');
      await expect(under.store.presignGet(bad)).rejects.toThrow('bad-request');
      await expect(under.store.remove(bad)).rejects.toThrow('bad-request');
    }
  });

  it('says that the disk is full', async () => {
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    expect(storageError(full)).toMatchObject({ code: 'storage-full' });
    const folder = join(server.folder, 'small');
    await mkdir(folder);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      // Only root may mount; the translation of the error is tested above in any case.
      return;
    }
    try {
      const store = await openDiskStore({ folder, secret: random(32), now: () => 0 });
      const bytes = random(4_000_000);
      const target = { key: key(), part: null, size: bytes.length, sha256: digest(bytes) };
      const { url } = await store.presignPut(target);
      const sent = store.local?.receive(url, bytes.length, new Response(bytes).body);
      await expect(sent).rejects.toThrow('storage-full');
      expect(await readdir(join(folder, 'temporary'))).toEqual([]);
      expect(await store.size(target.key)).toBeNull();
    } finally {
      execFileSync('umount', [folder]);
    }
  });
});
