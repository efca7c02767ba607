/** A stream whose last answer is lost: nothing of it can be read again, so it has to become ready all the same. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient } from '../../shared/client.ts';
import { systemClock } from '../../shared/clock.ts';
import { bodyGeometry } from '../../shared/crypto/body.ts';
import { oneOffIdentity } from '../../shared/crypto/identity.ts';
import type { OwnShareRecord } from '../../shared/records/own-share.ts';
import { manifestSizeOf, newShare } from '../../shared/share/new-share.ts';
import { publisher } from '../../shared/share/publish.ts';
import { sendStream } from '../../shared/share/send-stream.ts';
import { type TestServer, testServer } from '../testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

it('the first header is repeated byte for byte where its answer was lost', async () => {
  const origin = 'http://localhost:8787';
  let lost = 0;
  const fetch = async (url: string, init: RequestInit) => {
    const { pathname, search } = new URL(url, origin);
    const bytes = init.body instanceof Uint8Array ? { 'content-length': String(init.body.length) } : {};
    const headers = { ...(init.headers as Record<string, string>), ...bytes };
    const response = await server.request(pathname + search, { ...init, headers });
    if (init.method === 'PUT' && pathname.endsWith('/header') && lost++ === 0) throw new TypeError('lost');
    return response;
  };
  const client = createClient(origin, fetch);
  const geometry = bodyGeometry(1_000_000);
  const { record, upload } = await newShare({
    files: [{ dropped: 'a', path: 'a', size: 0, type: '', modified: null }],
    geometry,
    identity: await oneOffIdentity(server.clock.now),
    isOneOff: true,
    argon: null,
    message: '',
    byLink: true,
    people: [],
    delivery: null,
    lifetime: 3_600,
    limit: null,
    now: server.clock.now,
  });
  let kept: OwnShareRecord = record;
  const saveOwnShare = async (changed: OwnShareRecord) => {
    kept = changed;
  };
  const publishing = publisher({
    client,
    fetch,
    clock: systemClock,
    saveOwnShare,
    rememberHeader: async () => undefined,
    recipientsOf: async () => [],
  });
  async function* content() {
    yield new Uint8Array(100_000);
  }
  const { signal } = new AbortController();
  const sent = await sendStream(
    content(),
    {
      record,
      upload,
      geometry,
      manifestSize: manifestSizeOf(upload.files, geometry),
      expires: () => undefined,
    },
    {
      ...publishing,
      client,
      fetch,
      createShare: (share, stop) => client.create(share, stop),
      retry: { signal, onReconnecting: () => undefined, basePause: 1 },
      saveOwnShare,
      loadOwnShare: async () => kept,
      withShare: (_id, _signal, work) => work(),
      onRead: () => undefined,
    },
  );
  expect([sent.published, sent.size, lost]).toEqual([true, 100_000, 2]);
  expect(await client.share(record.id)).toMatchObject({ state: 'ready' });
});
