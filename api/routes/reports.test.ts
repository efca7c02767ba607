/** Reports: what is written down of them, for whom, how long, and what is refused. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { random } from '../../shared/bytes.ts';
import { REPORT_MAX_CHARACTERS } from '../../shared/limits.ts';
import { linkFragment } from '../../shared/link.ts';
import { setBlocked } from '../database/blocks.ts';
import { listReports, removeReports } from '../database/reports.ts';
import { sweep } from '../sweep.ts';
import { type Answer, type TestServer, TestShare, testServer } from '../testing.ts';

let server: TestServer;
let share: TestShare;
beforeEach(async () => {
  server = await testServer();
  share = new TestShare(server);
  await share.ready();
});
afterEach(async () => {
  await server.close();
});

const text = 'They sent my sister\u2019s papers. \u0000 \ud83d\ude00';
const report = async (json: unknown, of: TestShare = share): Promise<Answer> =>
  await server.call('POST', `${of.path}/reports`, { json });
const refused = (status: number, code: string) => ({
  status,
  body: { error: expect.objectContaining({ code }) },
});

describe('a report', () => {
  it('is kept as it was written, with the link only where that was handed over', async () => {
    const fragment = await linkFragment(share.id, random(32));
    expect(await report({ text, fragment: null })).toEqual({ status: 200, body: {} });
    server.clock.now += 5;
    expect((await report({ text: 'Second', fragment })).status).toBe(200);
    expect(await listReports(server.deps, share.id)).toEqual([
      { shareId: share.id, created: server.clock.now - 5, record: { text, fragment: null } },
      { shareId: share.id, created: server.clock.now, record: { text: 'Second', fragment } },
    ]);
    expect(await listReports(server.deps, random(16))).toEqual([]);
  });

  it('stands nowhere in clear, neither in the database nor in the log', async () => {
    const fragment = await linkFragment(share.id, random(32));
    await report({ text: 'Words of mine', fragment });
    const rows = await server.deps.database.selectFrom('reports').selectAll().execute();
    const everything = rows.map(({ report: sealed }) => Buffer.from(sealed).toString('latin1')).join('');
    for (const secret of ['Words of mine', fragment]) {
      expect(everything).not.toContain(secret);
      expect(server.lines.join('')).not.toContain(secret);
    }
  });

  it('can be about a share that is on its way or blocked, not about one that has ended', async () => {
    const uploading = new TestShare(server);
    await uploading.create();
    expect((await report({ text, fragment: null }, uploading)).status).toBe(200);
    await setBlocked(server.deps.database, share.id, true);
    expect((await report({ text, fragment: null })).status).toBe(200);
    await uploading.own('DELETE', '');
    expect(await report({ text, fragment: null }, uploading)).toEqual(refused(410, 'ended'));
    const nobody = new TestShare(server);
    nobody.path = '/api/shares/AAAAAAAAAAAAAAAAAAAAAA';
    expect(await report({ text, fragment: null }, nobody)).toEqual(refused(404, 'not-found'));
  });

  it('is one of twenty of its share at most, the newest among them, and of any number of others', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => report({ text, fragment: null })));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const kept = await listReports(server.deps, share.id);
    expect(kept).toHaveLength(20);
    server.clock.now += 1;
    await report({ text: 'The last word', fragment: null });
    const then = await listReports(server.deps, share.id);
    expect(then).toHaveLength(20);
    // The first ten stay, whatever comes after them.
    expect(then.at(-1)?.record?.text).toBe('The last word');
    const other = new TestShare(server);
    await other.ready();
    expect((await report({ text, fragment: null }, other)).status).toBe(200);
    expect(await listReports(server.deps, other.id)).toHaveLength(1);
  });

  it('outlives its share, and is forgotten after three months or when it is dismissed', async () => {
    await report({ text, fragment: null });
    await share.own('DELETE', '');
    expect(await listReports(server.deps, null)).toHaveLength(1);
    server.clock.now += 90 * 86_400 - 1;
    await sweep(server.deps);
    expect(await listReports(server.deps, null)).toHaveLength(1);
    server.clock.now += 1;
    await sweep(server.deps);
    expect(await listReports(server.deps, null)).toEqual([]);
    const other = new TestShare(server);
    await other.ready();
    await report({ text, fragment: null }, other);
    expect(await removeReports(server.deps.database, other.id)).toBe(1);
    expect(await listReports(server.deps, null)).toEqual([]);
  });

  it.each([
    ['no words', { text: '', fragment: null }],
    ['white space alone', { text: ' \n', fragment: null }],
    ['too many words', { text: 'x'.repeat(REPORT_MAX_CHARACTERS + 1), fragment: null }],
    ['no fragment', { text }],
    ['a link in place of a fragment', { text, fragment: 'http://localhost/s/x#y' }],
    ['something more', { text, fragment: null, from: 'me' }],
  ])('is refused with %s', async (_, json) => {
    expect(await report(json)).toEqual(refused(400, 'bad-request'));
    expect(await listReports(server.deps, null)).toEqual([]);
  });

  it('is refused with the link of another share', async () => {
    const fragment = await linkFragment(random(16), random(32));
    expect(await report({ text, fragment })).toEqual(refused(400, 'bad-request'));
  });
});
