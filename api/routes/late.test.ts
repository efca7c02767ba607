/** Requests during which their share ends: by time or by its owner, before or after their body has come in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { random, toBase64Url } from '../../shared/bytes.ts';
import { end } from '../ending.ts';
import { sweep } from '../sweep.ts';
import { type Answer, digest, type TestServer, TestShare, testServer } from '../testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.close();
});

/** Sends a request whose body arrives only after `meanwhile`. */
async function slowly(
  share: TestShare,
  { method, path, token, json }: { method: string; path: string; token: Uint8Array; json: unknown },
  meanwhile: () => Promise<unknown>,
): Promise<Answer> {
  let begun = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        begun = true;
        await meanwhile();
        controller.enqueue(new TextEncoder().encode(JSON.stringify(json)));
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${toBase64Url(token)}` };
  const init: RequestInit & { duplex: 'half' } = { method, headers, body, duplex: 'half' };
  const response = await server.request(share.path + path, init);
  expect(begun).toBe(true);
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const expire = async () => {
  server.clock.now += 3_600;
};

const requests: Record<string, (share: TestShare) => Promise<Parameters<typeof slowly>[1]>> = {
  'new terms': async (share) => {
    await share.create();
    return { method: 'PATCH', path: '', token: share.token, json: { lifetime: 86_400 } };
  },
  'no new terms': async (share) => {
    await share.create();
    return { method: 'PATCH', path: '', token: share.token, json: {} };
  },
  complete: async (share) => {
    await share.create();
    const parts = await share.upload();
    return { method: 'POST', path: '/complete', token: share.token, json: { parts } };
  },
  header: async (share) => {
    await share.create();
    await share.complete();
    await share.sendManifest();
    const json = {
      header: toBase64Url(share.header()),
      accessHash: toBase64Url(digest(share.access)),
      replaces: null,
    };
    return { method: 'PUT', path: '/header', token: share.token, json };
  },
  claim: async (share) => {
    await share.ready();
    const json = { grant: toBase64Url(random(16)) };
    return { method: 'POST', path: '/body', token: share.access, json };
  },
  'claim that lives': async (share) => {
    await share.ready();
    const grant = random(16);
    await share.claim(grant);
    return { method: 'POST', path: '/body', token: share.access, json: { grant: toBase64Url(grant) } };
  },
  "owner's opening": async (share) => {
    await share.ready();
    return { method: 'POST', path: '/body', token: share.token, json: { grant: null } };
  },
};

describe.each(Object.keys(requests))('%s', (name) => {
  const begin = async () => {
    const share = new TestShare(server);
    const request = await requests[name]?.(share);
    if (!request) throw new Error(name);
    return { share, request };
  };

  it('during which the share expires finds it ended, and revives nothing', async () => {
    const { share, request } = await begin();
    expect(await slowly(share, request, expire)).toEqual({
      status: 410,
      body: { error: { code: 'ended', reason: 'expired' } },
    });
    expect(await share.state()).toBe('ended');
    await sweep(server.deps);
    expect(await share.own('GET', '/owner')).toEqual({
      status: 200,
      body: { state: 'ended', reason: 'expired' },
    });
  });

  it('during which the share is revoked finds it ended', async () => {
    const { share, request } = await begin();
    const revoke = async () => await end(server.deps, share.id, 'revoked');
    expect(await slowly(share, request, revoke)).toEqual({
      status: 410,
      body: { error: { code: 'ended', reason: 'revoked' } },
    });
  });
});
