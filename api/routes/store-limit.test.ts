/** All bodies together: as many as there is room for, whatever comes at once, and room again when a share ends. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sweep } from '../sweep.ts';
import { SMALL_BODY, type TestServer, TestShare, testServer } from '../testing.ts';
import { newPerson, newRequestLink, TestDelivery } from '../testing-keys.ts';

const most = 5 * SMALL_BODY + 1;
const full = { status: 507, body: { error: { code: 'storage-full', limit: most } } };

let server: TestServer;
beforeEach(async () => {
  server = await testServer({ maxStoreBytes: most });
});
afterEach(async () => {
  await server.close();
});

const bytes = async () =>
  (await server.deps.database.selectFrom('totals').select('bytes').executeTakeFirstOrThrow()).bytes;

describe('a store with room for five', () => {
  it('takes five of thirty at once, deliveries among them, and counts no repeat', async () => {
    const ada = await newPerson(server);
    const link = await newRequestLink(server, ada);
    const shares = Array.from({ length: 30 }, (_, i) =>
      i % 3 === 0 ? new TestDelivery(server, ada, link) : new TestShare(server),
    );
    const answers = await Promise.all(shares.map((share) => share.create()));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 507)).toHaveLength(25);
    expect(answers.find(({ status }) => status === 507)).toEqual(full);
    expect(await bytes()).toBe(5 * SMALL_BODY);
    const taken = shares.filter((_, i) => answers[i]?.status === 201);
    for (const share of taken) expect((await share.create()).status).toBe(200);
    expect(await bytes()).toBe(5 * SMALL_BODY);
  });

  it('has room again for each share that was revoked, or swept, once', async () => {
    const shares = Array.from({ length: 5 }, () => new TestShare(server));
    for (const share of shares) expect((await share.create()).status).toBe(201);
    expect(await new TestShare(server).create()).toEqual(full);
    await shares[0]?.own('DELETE', '');
    await shares[0]?.own('DELETE', '');
    expect(await bytes()).toBe(4 * SMALL_BODY);
    expect((await new TestShare(server).create()).status).toBe(201);
    expect(await new TestShare(server).create()).toEqual(full);
    server.clock.now += 3_600;
    await sweep(server.deps);
    expect(await bytes()).toBe(0);
    expect((await new TestShare(server).create()).status).toBe(201);
  });

  it('refuses what never fits, and takes what does', async () => {
    expect(await new TestShare(server, 100_000).create()).toEqual(full);
    expect((await new TestShare(server).create()).status).toBe(201);
  });
});
