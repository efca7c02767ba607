/** The disk store: the common suite, and what is its own: signatures, expiry, aborted requests, a full disk. */
import { once } from 'node:events';
import {
  appendFile,
  mkdir,
  open,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { random, toHex } from '../../shared/bytes.ts';
import { createApp } from '../app.ts';
import { mountSmallDisk, unmountSmallDisk } from '../small-disk.ts';
import { digest, putObject, type TestServer, testServer } from '../testing.ts';
import { openDiskStore } from './disk.ts';
import { storageError, writeAll } from './durable.ts';
import type { NamedPart, PutTarget, Upload } from './store.ts';
import { describeObjectStore } from './store-contract.ts';

async function listening() {
  const server = await testServer();
  const http = createAdaptorServer({ fetch: createApp({ ...server.deps, web: null }).fetch });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  return {
    server,
    store: server.deps.objects,
    aged: async (seconds: number) => {
      const folder = join(server.folder, 'objects');
      const secrets = server.deps.records.urlSecrets;
      return await openDiskStore({ folder, secrets, now: () => server.clock.now - seconds });
    },
    checksDigests: true,
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
    const opened = async () => (await readdir('/dev/fd')).length;
    const before = await opened();
    const { url } = await under.store.presignGet(name);
    for (let i = 0; i < 20; i++) {
      const response = await server.request(url);
      await response.body?.cancel();
    }
    await expect.poll(opened).toBeLessThanOrEqual(before + 1);
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

  it('says so where its folder cannot be made', async () => {
    const broken = join(server.folder, 'broken');
    await symlink(join(server.folder, 'nowhere'), broken);
    const options = { secrets: [random(32)] as const, now: () => 0 };
    await expect(openDiskStore({ ...options, folder: join(broken, 'a/b') })).rejects.toThrow('ENOENT');
    await openDiskStore({ ...options, folder: join(server.folder, 'new/a/b') });
    expect(await readdir(join(server.folder, 'new/a/b'))).toHaveLength(3);
  });

  it('makes folders and files for its user alone, whatever the umask', async () => {
    const folder = join(server.folder, 'private');
    const former = process.umask(0);
    try {
      const store = await openDiskStore({ folder, secrets: [random(32)], now: () => 0 });
      const send = async (target: Pick<PutTarget, 'key' | 'part'>) => {
        const bytes = random(5_000);
        const sealed = { size: bytes.length, sha256: digest(bytes) };
        const { url } = await store.presignPut({ ...target, ...sealed });
        const etag = await store.local?.receive(url, bytes.length, ReadableStream.from([bytes]));
        return { ...sealed, etag: etag ?? '' };
      };
      await send({ key: `${toHex(random(16))}/manifest/${toHex(random(32))}`, part: null });
      const [done, unfinished] = [await store.begin(key()), await store.begin(key())];
      const part = (upload: Upload) => ({ key: upload.key, part: { upload: upload.id, number: 1 } });
      await store.complete(done, [{ number: 1, ...(await send(part(done))) }]);
      await send(part(unfinished));
      await send(part(unfinished));
    } finally {
      process.umask(former);
    }
    const others: string[] = [];
    let files = 0;
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      const { mode } = await stat(path);
      if (entry.isFile()) files++;
      if ((mode & 0o777) !== (entry.isFile() ? 0o600 : 0o700)) others.push(path);
    }
    expect(others).toEqual([]);
    // A manifest, a part and its index, two sealings of a part that is not all.
    expect(files).toBeGreaterThanOrEqual(5);
  });

  it('refuses keys that could leave its folder', async () => {
    for (const bad of ['', '..', 'a/../b', '/a', 'a/', 'a//b', 'a\\b', 'A', 'a/b/c/d/e', 'a\0']) {
      await expect(under.store.size(bad)).rejects.toThrow('bad-request');
      await expect(under.store.presignGet(bad)).rejects.toThrow('bad-request');
      await expect(under.store.remove(bad)).rejects.toThrow('bad-request');
    }
  });

  it('says that a device is full', async () => {
    // Every write to /dev/full fails as on a full disk. Where it is missing (not Linux), this test fails by its name.
    const full = await open('/dev/full', 'w');
    try {
      const error = await writeAll(full, [random(10), random(2_000_000)]).catch((thrown: unknown) => thrown);
      expect(storageError(error)).toMatchObject({ code: 'storage-full', cause: { code: 'ENOSPC' } });
    } finally {
      await full.close();
    }
  });

  it('keeps nothing of what a full disk had no room for', async () => {
    const folder = join(server.folder, 'small');
    await mkdir(folder);
    // And of 16 names, which is another way to be full.
    mountSmallDisk(folder, 'size=1m,nr_inodes=16');
    try {
      const store = await openDiskStore({ folder, secrets: [random(32)], now: () => 0 });
      const send = async (size: number) => {
        const bytes = random(size);
        const target = { key: key(), part: null, size, sha256: digest(bytes) };
        const { url } = await store.presignPut(target);
        const sent = store.local?.receive(url, size, ReadableStream.from([bytes]));
        await expect(sent).rejects.toMatchObject({ code: 'storage-full' });
        expect(await readdir(join(folder, 'temporary'))).toEqual([]);
        expect(await store.size(target.key)).toBeNull();
      };
      await send(4_000_000);
      // Room for bytes, none for names.
      const begin = async () => {
        for (let i = 0; i < 16; i++) await store.begin(key());
      };
      await expect(begin()).rejects.toMatchObject({ code: 'storage-full' });
      for (let i = 0; i < 16; i++) {
        await writeFile(join(folder, `${i}`), '').catch(() => undefined);
      }
      await send(10);
    } finally {
      unmountSmallDisk(folder);
    }
  });

  describe('a body of which a part was damaged on the disk', () => {
    const size = 5_000;
    const whole = 3 * size;

    /** A body of three parts: what it holds, the file of the second, and how to ask for a range. */
    async function body() {
      const bytes = random(whole);
      const upload = await under.store.begin(key());
      const named: NamedPart[] = [];
      for (const number of [1, 2, 3]) {
        const part = bytes.slice((number - 1) * size, number * size);
        const sha256 = digest(part);
        const target = { key: upload.key, part: { upload: upload.id, number }, size, sha256 };
        const { headers } = await putObject(server, (await under.store.presignPut(target)).url, part);
        named.push({ number, size, sha256, etag: headers.get('etag') ?? '' });
      }
      await under.store.complete(upload, named);
      const folder = join(server.folder, 'objects/objects', upload.key);
      const second = (await readdir(folder)).find((name) => name.startsWith('2.')) ?? '';
      const get = async (start: number, end: number) => {
        const { url } = await under.store.presignGet(upload.key);
        return await server.request(url, { headers: { range: `bytes=${start}-${end - 1}` } });
      };
      return { bytes, folder, second: join(folder, second), get };
    }

    const answer = async (response: Response) => [
      response.status,
      response.headers.get('content-length'),
      response.headers.get('content-range'),
      (await response.arrayBuffer()).byteLength,
    ];

    it.each([
      ['cut by one byte', (file: string) => truncate(file, size - 1), size - 1],
      ['cut to nothing', (file: string) => truncate(file, 0), 0],
      ['removed', (file: string) => rm(file), 0],
    ])('%s: announces what is there, and nothing behind it', async (_, damage, left) => {
      const { bytes, second, get } = await body();
      await damage(second);
      const there = size + left;
      const before = await get(0, size);
      expect([before.status, await bytesOf(before)]).toEqual([206, bytes.slice(0, size)]);
      const range = `bytes 1-${there - 1}/${there}`;
      expect(await answer(await get(1, 2 * size))).toEqual([206, `${there - 1}`, range, there - 1]);
      for (const start of [there, 2 * size, whole - 1]) {
        expect((await get(start, whole)).status, String(start)).toBe(416);
      }
    });

    it('tells it from the second answer on where it happened since the first, and forgets it when mended', async () => {
      const { bytes, second, get } = await body();
      const part = await readFile(second);
      expect((await get(0, whole)).status).toBe(206);
      await truncate(second, 10);
      await expect((await get(0, whole)).arrayBuffer()).rejects.toThrow();
      expect((await get(size, 2 * size)).headers.get('content-length')).toBe('10');
      await writeFile(second, part);
      await under.store.tidy();
      expect(await bytesOf(await get(0, whole))).toEqual(bytes);
    });

    it('serves nothing that was appended', async () => {
      const { bytes, second, get } = await body();
      await appendFile(second, random(100));
      const { headers } = await get(0, whole);
      expect(headers.get('content-range')).toBe(`bytes 0-${whole - 1}/${whole}`);
      expect(await bytesOf(await get(0, whole))).toEqual(bytes);
      expect(await bytesOf(await get(2 * size - 1, 2 * size + 1))).toEqual(
        bytes.slice(2 * size - 1, 2 * size + 1),
      );
    });

    it('has nothing where the index was cut', async () => {
      for (const left of [0, 10, 16, 20]) {
        const { folder, get } = await body();
        await truncate(join(folder, 'index'), left);
        expect((await get(0, size)).status, String(left)).toBe(416);
      }
    });
  });
});

async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}
