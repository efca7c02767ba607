/** What surrounds every route: headers, the log, unexpected errors, the pages. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { random, toBase64Url, toHex, utf8 } from '../shared/bytes.ts';
import { createApp } from './app.ts';
import { createLog } from './log.ts';
import { digest, type TestServer, TestShare, testServer } from './testing.ts';
import type { WebFile } from './web-files.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.close();
});

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; " +
  "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types sealdrop";

describe('headers', () => {
  it('are on every answer, errors included', async () => {
    for (const path of [
      '/healthz',
      '/api/config',
      '/api/nothing',
      '/nothing',
      '/objects/x',
      '/objects/%zz',
    ]) {
      const { headers } = await server.request(path);
      expect(headers.get('content-security-policy'), path).toBe(policy);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('permissions-policy')).toContain('camera=(self)');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('name the store, allow WebAssembly to two workers only, and no connection to the second', async () => {
    const objects = { ...server.deps.objects, sources: ['https://s3.example.org'] };
    const app = createApp({ ...server.deps, objects, web: null });
    const policyAt = async (path: string) =>
      (await app.request(path)).headers.get('content-security-policy') ?? '';
    const connections = "connect-src 'self' https://s3.example.org;";
    const passphrase = await policyAt('/assets/passphrase-worker-Bx_9-z.js');
    expect(passphrase).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(passphrase).toContain(connections);
    for (const path of ['/assets/older-worker-Bx_9-z.js', '/assets/package-worker-Bx_9-z.js']) {
      const alone = await policyAt(path);
      expect(alone).toContain("script-src 'self' 'wasm-unsafe-eval';");
      expect(alone).toContain("connect-src 'none';");
    }
    for (const path of [
      '/',
      '/assets/main-Bx.js',
      '/assets/passphrase-worker-.js',
      '/assets/passphrase-worker-a.css',
      '/assets/older-worker-.js',
      '/assets/x/older-worker-a.js',
      '/s/assets/passphrase-worker-a.js',
    ]) {
      const other = await policyAt(path);
      expect(other, path).not.toContain('wasm-unsafe-eval');
      expect(other, path).toContain(connections);
    }
  });

  it('have HSTS where people come by HTTPS', async () => {
    const config = { ...server.deps.config, publicOrigin: 'https://files.example.org' };
    const response = await createApp({ ...server.deps, config, web: null }).request('/healthz');
    expect(response.headers.get('strict-transport-security')).toBe('max-age=63072000');
  });
});

describe('the log', () => {
  it('holds patterns, and no id, token, grant, digest or query', async () => {
    const share = new TestShare(server);
    const header = await share.ready();
    const grant = random(16);
    const { body } = await share.claim(grant);
    await server.request(body.url);
    await server.request(`${body.url}x`);
    await server.request(`/s/${toBase64Url(share.id)}?secret=hunter2`);
    await server.request('/to/somebody');
    await server.call('PATCH', share.path, { token: random(32), json: { limit: 1 } });
    await server.call('GET', '/api/shares/../../secret-path');
    const log = server.lines.join('');
    const secrets = [
      share.id,
      share.token,
      share.access,
      share.ownerCommit,
      grant,
      digest(header),
      digest(share.body),
    ];
    for (const secret of secrets) {
      expect(log).not.toContain(toBase64Url(secret));
      expect(log).not.toContain(toHex(secret));
    }
    for (const text of ['hunter2', 'somebody', 'secret-path', 'mac=', '127.0.0.1', '?']) {
      expect(log).not.toContain(text);
    }
    for (const line of server.lines) {
      const { route } = JSON.parse(line);
      expect(route).toMatch(/^\/(\*|healthz|objects\/\*|api\/(\*|config|shares(\/:id(\/[a-z]+)?)?))$/);
    }
    expect(log).toContain('"route":"/api/shares/:id/body"');
  });

  it('says of an unexpected error where, not what', async () => {
    const lines: string[] = [];
    const objects = {
      ...server.deps.objects,
      begin: async () => {
        throw new TypeError('a secret in a message', { cause: new Error('another secret') });
      },
    };
    const log = createLog('error', (line) => lines.push(line));
    const app = createApp({ ...server.deps, objects, log, web: null });
    const response = await app.request('/api/shares', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(new TestShare(server).createJson),
    });
    expect([response.status, await response.json()]).toEqual([500, { error: { code: 'unexpected' } }]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('TypeError < Error');
    expect(lines[0]).toContain('app.test.ts');
    expect(lines[0]).not.toContain('secret');
  });
});

describe('the configuration that pages are told', () => {
  it('has a pace only where networks are tested', async () => {
    const told = async (asked: TestServer) =>
      Object.keys((await (await asked.request('/api/config')).json()) as object);
    expect(await told(server)).toEqual(['maxShareBytes', 'maxExpirySeconds', 'publicOrigin', 'now']);
    const paced = await testServer({ transferPace: 100 });
    expect(await (await paced.request('/api/config')).json()).toMatchObject({ pace: 100 });
    await paced.close();
  });
});

describe('data folder and database', () => {
  it('hold no token, grant or access token, only their hashes', async () => {
    const share = new TestShare(server);
    await share.ready();
    const grant = random(16);
    await share.claim(grant);
    let everything = '';
    for (const name of await readdir(server.folder)) {
      const path = join(server.folder, name);
      if ((await stat(path)).isFile()) everything += (await readFile(path)).toString('latin1');
    }
    const { database } = server.deps;
    for (const { name } of await database.introspection.getTables()) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(database);
      const bytes = rows.flatMap((row) => Object.values(row)).filter((value) => value instanceof Uint8Array);
      for (const value of bytes) everything += `${Buffer.from(value).toString('latin1')}\n`;
    }
    const holds = (bytes: Uint8Array) => everything.includes(Buffer.from(bytes).toString('latin1'));
    expect(holds(digest(share.token))).toBe(true);
    expect(holds(digest(share.access))).toBe(true);
    expect(holds(digest(grant))).toBe(true);
    for (const secret of [share.token, share.access, grant]) {
      expect(holds(secret)).toBe(false);
      expect(everything).not.toContain(toBase64Url(secret));
    }
    expect((await stat(join(server.folder, 'keys/file-key'))).mode & 0o777).toBe(0o600);
  });
});

describe('pages', () => {
  const file = (text: string, type: string, encoded: WebFile['encoded'] = []): WebFile => ({
    body: utf8(text),
    type,
    etag: `"${text}"`,
    encoded,
  });
  const web = new Map([
    ['/index.html', file('page', 'text/html; charset=utf-8')],
    ['/assets/main-abc.js', file('script', 'text/javascript; charset=utf-8')],
    ['/service-worker.js', file('worker', 'text/javascript; charset=utf-8')],
    [
      '/assets/large-abc.js',
      file('large', 'text/javascript; charset=utf-8', [
        { coding: 'br', body: utf8('small') },
        { coding: 'gzip', body: utf8('middle') },
      ]),
    ],
  ]);
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await createApp({ ...server.deps, web }).request(path, { headers });
    return {
      status: response.status,
      text: await response.text(),
      cache: response.headers.get('cache-control'),
      type: response.headers.get('content-type'),
    };
  };
  const page = { status: 200, text: 'page', cache: 'no-cache', type: 'text/html; charset=utf-8' };

  it('are index.html, never a redirect', async () => {
    const paths = [
      '/',
      '/s/abc',
      '/s/abc%23secret',
      '/s/',
      '/s//x/',
      '/to/abc',
      '/to/',
      '/shares',
      '/people',
      '/settings',
      '/older',
      '/package',
      '/how',
      '/accessibility',
    ];
    for (const path of paths) expect(await get(path), path).toEqual(page);
    for (const path of ['/nowhere', '/people/more']) {
      expect(await get(path), path).toEqual({ ...page, status: 404 });
    }
  });

  it('are sent in the smallest form that the browser takes', async () => {
    const ask = async (accept: string, more: Record<string, string> = {}) => {
      const headers = { 'accept-encoding': accept, ...more };
      const response = await createApp({ ...server.deps, web }).request('/assets/large-abc.js', { headers });
      return [response.status, await response.text(), response.headers.get('content-encoding')];
    };
    expect(await ask('gzip, deflate, br, zstd')).toEqual([200, 'small', 'br']);
    expect(await ask('gzip;q=1.0, br;q=0')).toEqual([200, 'middle', 'gzip']);
    expect(await ask('identity')).toEqual([200, 'large', null]);
    // A form that is kept is not another one.
    expect(await ask('br', { 'if-none-match': '"large-br"' })).toEqual([304, '', null]);
    expect(await ask('gzip', { 'if-none-match': '"large-br"' })).toEqual([200, 'middle', 'gzip']);
    const plain = await createApp({ ...server.deps, web }).request('/assets/large-abc.js');
    expect(plain.headers.get('vary')).toBe('accept-encoding');
  });

  it('have files: hashed ones for ever, others asked for again', async () => {
    expect(await get('/assets/main-abc.js')).toMatchObject({
      text: 'script',
      cache: 'public, max-age=31536000, immutable',
    });
    expect(await get('/service-worker.js')).toMatchObject({ text: 'worker', cache: 'no-cache' });
    expect(await get('/', { 'if-none-match': '"page"' })).toMatchObject({ status: 304, text: '' });
    expect(await get('/assets/none.js')).toMatchObject({ status: 404, type: 'application/json' });
    expect(await get('/api/none')).toMatchObject({ status: 404, type: 'application/json' });
    expect(await get('/assets/../../../etc/passwd')).toMatchObject({ status: 404 });
  });

  it('take nothing that an app shares where no service worker answers, and read none of it', async () => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled++;
          controller.enqueue(utf8('plaintext'));
        },
      },
      { highWaterMark: 0 },
    );
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const request = new Request('http://localhost/share-target', {
      method: 'POST',
      headers,
      body,
      duplex: 'half',
    });
    const answer = await createApp({ ...server.deps, web }).request(request);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/#share-not-taken']);
    expect([pulled, request.bodyUsed]).toEqual([0, false]);
    expect(server.lines.join('')).not.toContain('plaintext');
  });
});
