/** The real server behind nginx and Caddy with the examples of deploy/, by HTTPS: `npm run test:shipping`. docs/testing.md. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, request as requestPlain } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { chromium, expect, test } from '@playwright/test';
import { browserArguments, ensureBrowser } from '../../scripts/browser.mjs';
import { random, sha256 } from '../../shared/bytes.ts';
import { storedPart } from '../../shared/crypto/body.ts';
import { launchPlainBrowser } from '../cdp.ts';
import { type MortalServer, mortalServer } from '../crash/process.ts';
import { Sender } from '../crash/sender.ts';
import { makeFile, sha256OfFile } from '../files.ts';
import { sendLarge } from '../plain-steps.ts';
import { openShare, savedDigest } from '../steps.ts';
import { watch } from '../watch.ts';
import { type Certificate, makeCertificate } from './certificate.ts';
import { NAME, type Proxy, startProxy } from './proxy.ts';
import { answer2, ask1, CLIENT, open2, pairsOf, type Site } from './tls-client.ts';

const ORIGIN = `https://${NAME}`;
/** The largest part that the API gives out a URL for. */
const PART_MAX = 134_217_728;

for (const kind of ['nginx', 'caddy'] as const) {
  test.describe(`@shipping behind ${kind}`, () => {
    test.describe.configure({ mode: 'serial', timeout: 300_000 });

    let folder: string;
    let certificate: Certificate;
    let server: MortalServer;
    let proxy: Proxy;
    let site: Site;

    test.beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'sealdrop-proxy-'));
      certificate = await makeCertificate(folder, NAME);
      server = await mortalServer({ environment: { PUBLIC_ORIGIN: ORIGIN, TRUST_PROXY: '1' } });
      const upstream = Number(new URL(server.origin).port);
      proxy = await startProxy(kind, { folder, certificate, upstream });
      site = { port: proxy.tlsPort, authority: certificate.authority };
    });
    test.afterAll(async () => {
      await proxy?.stop();
      await server?.remove();
      await rm(folder, { recursive: true, force: true });
    });

    const senderOf = (size: number) => {
      const fetchThere = (url: string, init: RequestInit) => fetch(new URL(url, server.origin), init);
      return Sender.prepare({ origin: server.origin, size, name: 'proxied.bin', fetch: fetchThere });
    };

    test('the page sends and saves 100 MB in parts, in a secure context, by HTTP/2', async () => {
      const names = ['first.bin', 'second.bin'];
      const files = await Promise.all(names.map((name) => makeFile(folder, name, 50_000_000)));
      // One key is trusted, that of this test; everything else about certificates stays as it is.
      const there = [
        `--host-resolver-rules=MAP ${NAME}:443 127.0.0.1:${proxy.tlsPort}`,
        `--ignore-certificate-errors-spki-list=${certificate.pin}`,
      ];
      const sending = await launchPlainBrowser(there);
      let link: string;
      try {
        const page = await sending.newPage();
        link = await sendLarge(page, { origin: ORIGIN, file: files, timeout: 120_000 });
        expect(await page.evaluate(() => [isSecureContext, typeof crypto.subtle, location.origin])).toEqual([
          true,
          'object',
          ORIGIN,
        ]);
        expect(await page.evaluate(protocols)).toEqual(['h2']);
      } finally {
        await sending.close();
      }
      expect(sending.wrongs).toEqual([]);
      expect(link).toContain(`${ORIGIN}/s/`);

      const launch = { executablePath: await ensureBrowser(), args: [...browserArguments, ...there] };
      const browser = await chromium.launch(launch);
      try {
        const context = await browser.newContext();
        const watched = await watch(context, ORIGIN);
        const page = await context.newPage();
        await openShare(page, link);
        for (const [i, name] of names.entries())
          expect(await savedDigest(page, name)).toBe(await sha256OfFile(files[i] ?? ''));
        expect(watched.wrongs).toEqual([]);
      } finally {
        await browser.close();
      }
    });

    test('each header of the server arrives once, as it was sent', async () => {
      const session = await open2(site);
      for (const path of [
        '/',
        '/s/AAAAAAAAAAAAAAAAAAAAAA',
        '/api/config',
        '/api/nothing',
        '/objects/x',
        '/readyz',
      ]) {
        const sent = await askServer(server.origin, path);
        const of1 = await ask1(site, path);
        const of2 = await answer2(session.request({ ':path': path }));
        for (const { status, headers } of [of1, of2]) {
          expect(status, path).toBe(sent.status);
          for (const [name, value] of sent.headers) {
            const arrived = headers.filter(([other]) => other === name).map(([, text]) => text);
            expect(arrived, `${path} ${name}`).toEqual([value]);
          }
        }
        expect(sent.headers.map(([name]) => name)).toEqual(
          expect.arrayContaining(['content-security-policy', 'strict-transport-security', 'referrer-policy']),
        );
      }
      session.close();
    });

    test('ranges of a body', async () => {
      const sender = await senderOf(20_000_000);
      await sender.run();
      const { url } = await sender.client.bodyUrl(sender.id, await sender.access(1), random(16));
      const whole = Buffer.from(await (await fetch(new URL(url, server.origin))).arrayBuffer());
      const session = await open2(site);
      const path = new URL(url, ORIGIN);
      const range = 'bytes=8000000-17999999';
      const part = await answer2(session.request({ ':path': path.pathname + path.search, range }));
      expect(part.status).toBe(206);
      expect(part.headers).toContainEqual(['content-range', `bytes 8000000-17999999/${whole.length}`]);
      expect(part.body.equals(whole.subarray(8_000_000, 18_000_000))).toBe(true);
      const beyond = { ':path': path.pathname + path.search, range: `bytes=${whole.length}-` };
      expect((await answer2(session.request(beyond))).status).toBe(416);
      session.close();
    });

    test('a part goes on while it comes, and lies nowhere on the way', async () => {
      const sender = await senderOf(20_000_000);
      await sender.create();
      const bytes = random(storedPart(sender.geometry, 0).size);
      const wanted = { number: 1, size: bytes.length, sha256: await sha256(bytes) };
      const { parts } = await sender.client.presignParts(sender.id, sender.token, [wanted]);
      const { pathname, search } = new URL(parts[0]?.url ?? '', ORIGIN);
      const session = await open2(site);
      const stream = session.request(
        { ':method': 'PUT', ':path': pathname + search, 'content-length': bytes.length },
        { endStream: false },
      );
      const answer = answer2(stream);
      const half = bytes.length >> 1;
      stream.write(bytes.subarray(0, half));
      const arriving = join(server.dataDir, 'objects/temporary');
      await expect.poll(() => bytesIn(arriving)).toBeGreaterThan(half - 2_097_152);
      if (kind === 'nginx') expect(await readdir(join(folder, 'bodies'))).toEqual([]);
      stream.end(bytes.subarray(half));
      expect((await answer).status).toBe(200);
      session.close();
    });

    test('the largest part is let through to be judged by the server', async () => {
      const headers = { 'content-length': `${PART_MAX}` };
      const judged = await ask1(site, '/objects/x', { method: 'PUT', headers });
      expect([judged.status, JSON.parse(judged.body.toString())]).toEqual([
        403,
        { error: { code: 'url-refused' } },
      ]);
    });

    test('another name is refused, in TLS and in Host; http:// leads to https://', async () => {
      await expect(ask1(site, '/', { servername: 'evil.example' })).rejects.toThrow(/alert|SSL/i);
      const other = await ask1(site, '/', { host: 'evil.example' });
      expect([other.status, other.body.includes('Sealdrop')]).toEqual([421, false]);
      const plain = await askServer(`http://127.0.0.1:${proxy.plainPort}`, '/s/x', { host: NAME });
      expect(plain.status).toBe(308);
      expect(plain.headers.find(([name]) => name === 'location')?.[1]).toBe(`${ORIGIN}/s/x`);
    });

    test('whatever happens, no log says who asked for what; the server is told who, and by nobody else', async () => {
      const secret = `v${randomBytes(12).toString('hex')}`;
      const paths = [`/s/${secret}`, `/objects/${secret}?signature=${secret}`];
      for (const path of paths) await ask1(site, path);
      await server.kill();
      for (const path of paths) expect((await ask1(site, path)).status).toBe(502);

      const echo = createServer((asked, answer) => answer.end(JSON.stringify(asked.headers)));
      await new Promise<void>((done) => echo.listen(Number(new URL(server.origin).port), '127.0.0.1', done));
      // What a client says of its address is not passed on.
      const headers = {
        'x-forwarded-for': '203.0.113.9',
        forwarded: 'for=203.0.113.9',
        'x-forwarded-host': 'evil.example',
      };
      const answer = await ask1(site, paths[0] ?? '', { headers });
      const told = JSON.parse(answer.body.toString()) as IncomingHttpHeaders;
      await new Promise((done) => echo.close(done));
      expect(told.host).toBe(NAME);
      expect(told['x-forwarded-for']).toBe(CLIENT);
      expect(JSON.stringify(told)).not.toMatch(/203\.0\.113|evil/);

      const written = await proxy.written();
      for (const word of [secret, CLIENT, '/s/', '/objects/']) expect(written).not.toContain(word);
      // The server's own lines name routes.
      for (const word of [secret, CLIENT]) expect(server.log()).not.toContain(word);
    });
  });
}

/** How the page and all that it has asked for came. Runs in the page. */
function protocols(): string[] {
  const entries = [
    ...performance.getEntriesByType('navigation'),
    ...performance.getEntriesByType('resource'),
  ];
  return [...new Set(entries.map((entry) => (entry as PerformanceResourceTiming).nextHopProtocol))];
}

/** What the server itself answers, without what belongs to one connection and one moment. */
async function askServer(origin: string, path: string, headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(origin);
  const answer = await new Promise<import('node:http').IncomingMessage>((done, fail) => {
    requestPlain({ hostname, port, path, headers, agent: false }, done).once('error', fail).end();
  });
  await buffer(answer);
  const mine = new Set(['connection', 'keep-alive', 'date', 'transfer-encoding', 'content-length']);
  return {
    status: answer.statusCode,
    headers: pairsOf(answer.rawHeaders).filter(([name]) => !mine.has(name)),
  };
}

/** Bytes of all files in a folder. */
async function bytesIn(folder: string): Promise<number> {
  let sum = 0;
  for (const name of await readdir(folder)) sum += (await stat(join(folder, name))).size;
  return sum;
}
