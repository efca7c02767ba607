/** Requests signed by keys: what is taken, once, and everything that is refused. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { random, toBase64Url } from '../shared/bytes.ts';
import { type Identity, oneOffIdentity } from '../shared/crypto/identity.ts';
import { createApp } from './app.ts';
import { takeNonce } from './database/nonces.ts';
import { sweep } from './sweep.ts';
import { type TestServer, testServer } from './testing.ts';
import { callAs, clientOf, newPerson, type SignedRequest, send, signed } from './testing-keys.ts';

let server: TestServer;
let ada: Identity;
let bo: Identity;
beforeAll(async () => {
  server = await testServer();
  [ada, bo] = [await newPerson(server), await newPerson(server)];
});
afterAll(async () => {
  await server.close();
});

const refused = (status: number, code: string, details: object = {}) => ({
  status,
  body: { error: { code, ...details } },
});
const wrong = refused(401, 'wrong-signature');
const list = { method: 'GET', path: '/api/inbox/links' };
const newLink = () => ({
  method: 'POST',
  path: '/api/inbox/links',
  json: { tokenHash: toBase64Url(random(32)), expires: null, box: toBase64Url(random(433)) },
});
const links = async (identity: Identity) => (await clientOf(server).requestLinks(identity)).links.length;

describe('a signed request', () => {
  it('is taken with and without a body, and with a query', async () => {
    expect((await callAs(server, ada, newLink())).status).toBe(200);
    expect((await callAs(server, ada, list)).status).toBe(200);
    const cursor = toBase64Url(random(24));
    expect((await callAs(server, ada, { method: 'GET', path: `/api/inbox?cursor=${cursor}` })).status).toBe(
      200,
    );
  });

  it('is taken once, also where it comes a hundred times at once', async () => {
    const before = await links(ada);
    const request = await signed(server, ada, newLink());
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(server, request)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(99);
    expect(await send(server, request)).toEqual(wrong);
    expect(await links(ada)).toBe(before + 1);
  });

  it('is taken from two keys with one nonce', async () => {
    const [nonce, expires] = [random(16), server.clock.now + 60];
    expect(await takeNonce(server.deps, { keyid: ada.fingerprint, nonce, expires })).toBe(true);
    expect(await takeNonce(server.deps, { keyid: ada.fingerprint, nonce, expires })).toBe(false);
    expect(await takeNonce(server.deps, { keyid: bo.fingerprint, nonce, expires })).toBe(true);
  });

  it('is refused as soon as anything of it was changed', async () => {
    const post = async () => await signed(server, ada, newLink());
    const other = await signed(server, ada, newLink());
    const header = (name: string, change: (value: string) => string) => async () => {
      const request = await post();
      const { [name]: value = '', ...rest } = request.headers;
      return { ...request, headers: { ...rest, [name]: change(value) } };
    };
    const input = (from: string | RegExp, to: string) =>
      header('signature-input', (value) => {
        expect(value).toMatch(from);
        return value.replace(from, to);
      });
    const without = (name: string) => async () => {
      const request = await post();
      const { [name]: _, ...headers } = request.headers;
      return { ...request, headers };
    };
    const changes: Record<string, () => Promise<SignedRequest>> = {
      'another body': async () => ({ ...(await post()), body: other.body }),
      'a space more': async () => {
        const request = await post();
        return { ...request, body: `${request.body} ` };
      },
      'the digest of another body': header('content-digest', () => other.headers['content-digest'] ?? ''),
      'another algorithm of the digest': header('content-digest', (value) =>
        value.replace('sha-256', 'sha-512'),
      ),
      'no digest': without('content-digest'),
      'no signature': without('signature'),
      'no input': without('signature-input'),
      'the signature of another request': header('signature', () => other.headers['signature'] ?? ''),
      'two signatures': header('signature', (value) => `${value}, ${value.replace('s=', 't=')}`),
      'two inputs': header('signature-input', (value) => `${value}, ${value.replace('s=', 't=')}`),
      'the same input twice': header('signature-input', (value) => `${value}, ${value}`),
      'another label': header('signature-input', (value) => value.replace('s=', 'sig=')),
      'another key': input(/keyid="[\w-]+"/, `keyid="${toBase64Url(bo.fingerprint)}"`),
      'an unknown key': input(/keyid="[\w-]+"/, `keyid="${toBase64Url(random(32))}"`),
      'another tag': input('sealdrop-api-v1', 'sealdrop-api-v2'),
      'no tag': input(/;tag="[^"]+"/, ''),
      'an algorithm': input(/$/, ';alg="ecdsa-p384-sha384"'),
      'another algorithm': input(/;created/, ';alg="hmac-sha256";created'),
      'another nonce': input(/nonce="[\w-]+"/, `nonce="${toBase64Url(random(16))}"`),
      'a short nonce': input(/nonce="[\w-]+"/, `nonce="${toBase64Url(random(8))}"`),
      'another time': input(/created=\d+/, `created=${server.clock.now - 1}`),
      'a longer life': input(/expires=\d+/, `expires=${server.clock.now + 61}`),
      'the end before the start': input(/expires=\d+/, `expires=${server.clock.now - 1}`),
      'the method left out': input('"@method" ', ''),
      'the address left out': input('"@target-uri" ', ''),
      'the digest left out': input(' "content-digest"', ''),
      'components in another order': input('"@method" "@target-uri"', '"@target-uri" "@method"'),
      'a component more': input('"content-digest"', '"content-digest" "content-type"'),
      'parameters in another order': input(/(;created=\d+)(;expires=\d+)/, '$2$1'),
      'a parameter more': input(/;nonce/, ';x=1;nonce'),
      'a huge input': input(/$/, ';'.repeat(10_000)),
    };
    for (const [name, change] of Object.entries(changes)) {
      expect(await send(server, await change()), name).toEqual(wrong);
    }
    // What was changed on the way spends no nonce: the sender's own request is still good.
    const request = await post();
    expect(await send(server, { ...request, body: other.body })).toEqual(wrong);
    expect((await send(server, request)).status).toBe(200);
  });

  it('is refused where it was signed for something else', async () => {
    const { publicOrigin } = server.deps.config;
    for (const [name, changes] of Object.entries({
      'another method': { method: 'DELETE' },
      'another path': { targetUri: `${publicOrigin}/api/inbox` },
      'another query': { targetUri: `${publicOrigin}${list.path}?cursor=x` },
      'another host': { targetUri: `http://files.example.org:8787${list.path}` },
      'another port': { targetUri: `http://localhost:8788${list.path}` },
      'another scheme': { targetUri: `https://localhost:8787${list.path}` },
      'no host': { targetUri: list.path },
      'a body that it has not': { body: new Uint8Array(1) },
      'another key': { identity: { ...ada, signing: bo.signing } },
    })) {
      expect(await send(server, await signed(server, ada, list, changes)), name).toEqual(wrong);
    }
    const unknown = await oneOffIdentity(server.clock.now);
    expect(await callAs(server, unknown, list)).toEqual(wrong);
    expect(await server.call('GET', list.path)).toEqual(wrong);
    expect(await server.call('GET', list.path, { token: random(32) })).toEqual(wrong);
  });

  it('names the public origin, whatever the Host', async () => {
    const config = { ...server.deps.config, publicOrigin: 'https://files.example.org' };
    const app = createApp({ ...server.deps, config, web: null });
    const status = async (origin: string, host: string) => {
      const targetUri = `${origin}${list.path}`;
      const { headers } = await signed(server, ada, list, { targetUri });
      return (await app.request(`http://${host}${list.path}`, { headers: { ...headers, host } })).status;
    };
    expect(await status('https://files.example.org', 'evil.example')).toBe(200);
    expect(await status('http://evil.example', 'evil.example')).toBe(401);
    expect(await status('http://localhost:8787', 'localhost:8787')).toBe(401);
    // Nobody but this machine is behind these.
    const own = await signed(server, ada, list, { targetUri: `http://127.0.0.1:8787${list.path}` });
    expect((await send(server, own)).status).toBe(200);
  });

  it('is refused with the time here where its own is wrong, and only where all else is right', async () => {
    const at = async (now: number) => await send(server, await signed(server, ada, list, { now }));
    const clockWrong = refused(401, 'clock-wrong', { now: server.clock.now });
    expect((await at(server.clock.now + 30)).status).toBe(200);
    expect((await at(server.clock.now - 90)).status).toBe(200);
    expect(await at(server.clock.now + 31)).toEqual(clockWrong);
    expect(await at(server.clock.now - 91)).toEqual(clockWrong);
    const late = await signed(server, ada, list, { now: 5, identity: { ...ada, signing: bo.signing } });
    expect(await send(server, late)).toEqual(wrong);
  });

  it('has a body only where the route has one, as JSON, and not a long one', async () => {
    const { path } = list;
    expect(
      await callAs(server, ada, { method: 'DELETE', path: `${path}/${toBase64Url(random(32))}`, json: {} }),
    ).toEqual(refused(400, 'bad-request'));
    const request = await signed(server, ada, newLink());
    const { 'content-type': _, ...headers } = request.headers;
    expect(await send(server, { ...request, headers })).toEqual(refused(400, 'bad-request'));
    const long = await signed(server, ada, { ...newLink(), json: 'x'.repeat(70_000) });
    expect(await send(server, long)).toEqual(refused(413, 'body-too-large', { limit: 65_536 }));
    expect((await send(server, request)).status).toBe(200);
  });

  it('leaves its nonce until the signature is good no more, then nothing', async () => {
    const { database } = server.deps;
    const count = async () => (await database.selectFrom('nonces').selectAll().execute()).length;
    const request = await signed(server, ada, list);
    await send(server, request);
    for (const seconds of [60, 30]) {
      server.clock.now += seconds;
      await sweep(server.deps);
      expect(await send(server, request)).toEqual(wrong);
    }
    server.clock.now += 1;
    await sweep(server.deps);
    expect((await send(server, request)).body.error.code).toBe('clock-wrong');
    server.clock.now += 120;
    await sweep(server.deps);
    expect(await count()).toBe(0);
  });

  it('leaves no fingerprint, nonce or signature in the log', async () => {
    const request = await signed(server, ada, newLink());
    await send(server, request);
    await server.call('GET', `/api/cards/${toBase64Url(ada.fingerprint)}`);
    await server.call('GET', `/api/cards/${toBase64Url(ada.fingerprint)}/successions`);
    await callAs(server, ada, { method: 'DELETE', path: `${list.path}/${toBase64Url(random(32))}` });
    const log = server.lines.join('');
    expect(log).not.toContain(toBase64Url(ada.fingerprint));
    expect(log).not.toContain(/nonce="([\w-]+)"/.exec(request.headers['signature-input'] ?? '')?.[1] ?? '"');
    expect(log).toContain('"route":"/api/cards/:fingerprint/successions"');
    expect(log).toContain('"route":"/api/inbox/links/:tokenHash"');
    expect(log).not.toContain('unexpected');
  });
});
