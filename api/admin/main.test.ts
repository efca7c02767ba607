/** The operator's commands as they run, beside a server that runs too. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type RawBuilder, sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bytes, random, toBase64Url, toHex } from '../../shared/bytes.ts';
import { linkFragment } from '../../shared/link.ts';
import { connectTo, openDatabase } from '../database/open.ts';
import { bodyKey } from '../object-keys.ts';
import { deriveRecordKeys } from '../sealing/record-keys.ts';
import { type TestServer, TestShare, testServer } from '../testing.ts';
import { type TestDatabase, testDatabase } from '../testing-database.ts';
import { clientOf, newPerson, newRequestLink, TestDelivery } from '../testing-keys.ts';
import { bundled } from '../testing-program.ts';

let server: TestServer;
let script: string;
beforeAll(async () => {
  [server, script] = await Promise.all([testServer(), bundled('api/admin/main.ts')]);
});
afterAll(async () => {
  await server.close();
});

async function admin(parameters: readonly string[], environment: Record<string, string> = {}) {
  const { config } = server.deps;
  const child = spawn(process.execPath, [script, ...parameters], {
    env: {
      PATH: process.env['PATH'] ?? '',
      DATA_DIR: server.folder,
      DATABASE_URL: config.databaseUrl ?? '',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ]);
  return { code, out, err };
}

it('audit: 0 and one line where all is well, 1 and a line for each finding', async () => {
  const share = new TestShare(server);
  await share.ready();
  const well = '1 share, 2 objects, 0 without a share, 0 missing\n';
  expect(await admin(['audit'])).toEqual({ code: 0, out: well, err: '' });
  const stray = bodyKey(random(16));
  await server.deps.objects.begin(stray);
  expect(await admin(['audit'])).toEqual({
    code: 1,
    out: `upload without a share  ${stray}\n1 share, 2 objects, 1 without a share, 0 missing\n`,
    err: '',
  });
  await server.deps.objects.remove(stray);
});

it('sweep: says what it has done', async () => {
  // The test's clock is ahead of the machine's: nothing is over yet.
  expect(await admin(['sweep'])).toEqual({
    code: 0,
    out: '0 shares ended, 0 objects deleted, 0 not deleted, 0 steps failed\n',
    err: '',
  });
});

it('list and show say what the server knows of shares, stats how much there is', async () => {
  const share = new TestShare(server);
  await share.ready({ limit: 3 });
  await share.claim();
  const id = toBase64Url(share.id);
  const line = new RegExp(
    `^${id}  ready      share  +\\d+  2027-01-15T08:00:00Z  2027-01-15T09:00:00Z  1/3$`,
    'm',
  );
  const secret = 'v1-not-for-anybody';
  const shown = await admin(['show', `https://drop.example/s/${id}#${secret}`]);
  expect(shown).toMatchObject({ code: 0, out: expect.stringMatching(line), err: '' });
  expect(shown.out).not.toContain(secret);
  expect((await admin(['list'])).out).toMatch(line);
  expect((await admin(['list', '1'])).out.split('\n')).toHaveLength(3);
  expect((await admin(['show', toBase64Url(random(16))])).code).toBe(1);
  expect((await admin(['stats'])).out).toMatch(
    /^2 shares ready, 0 uploading, 0 of them blocked\n\d+ bytes of bodies/,
  );
});

it('block, unblock and delete: what everybody is told', async () => {
  const share = new TestShare(server);
  await share.ready();
  const id = toBase64Url(share.id);
  const state = async () => (await server.call('GET', share.path)).body;
  const ended = { state: 'ended', reason: 'blocked' };
  expect(await admin(['block', id])).toEqual({ code: 0, out: '', err: '' });
  expect(await state()).toEqual(ended);
  expect((await share.own('GET', '/owner')).body).toEqual(ended);
  expect(await share.claim()).toMatchObject({
    status: 410,
    body: { error: { code: 'ended', reason: 'blocked' } },
  });
  expect((await share.own('PATCH', '', { limit: 7 })).status).toBe(410);
  expect((await admin(['audit'])).code).toBe(0);
  // As an audit names it.
  expect((await admin(['unblock', toHex(share.id)])).code).toBe(0);
  expect((await state()).state).toBe('ready');
  expect((await share.claim()).status).toBe(200);
  expect((await admin(['delete', id])).code).toBe(0);
  expect(await state()).toEqual(ended);
  expect((await admin(['unblock', id])).code).toBe(1);
  expect(await server.deps.objects.size(bodyKey(share.id))).toBeNull();
});

it('a share that was revoked while it was blocked does not come back', async () => {
  const share = new TestShare(server);
  await share.ready();
  const id = toBase64Url(share.id);
  await admin(['block', id]);
  expect((await new TestShare(server).own('DELETE', '')).status).toBe(404);
  expect((await server.call('DELETE', share.path, { token: random(32) })).status).toBe(401);
  expect((await share.own('DELETE', '')).status).toBe(200);
  expect((await admin(['unblock', id])).code).toBe(1);
  expect(await share.state()).toBe('ended');
});

it('block-link: all that came by it, and nothing comes by it any more', async () => {
  const ada = await newPerson(server);
  const [link, other] = [await newRequestLink(server, ada), await newRequestLink(server, ada)];
  const [first, second, third] = [link, link, other].map((token) => new TestDelivery(server, ada, token));
  if (!first || !second || !third) throw new Error('three');
  for (const delivery of [first, second, third]) await delivery.ready();
  expect(await admin(['block-link', toBase64Url(first.id)])).toEqual({
    code: 0,
    out: '2 blocked.\n',
    err: '',
  });
  expect((await clientOf(server).inbox(ada)).entries.map(({ id }) => id)).toEqual([third.id]);
  expect((await new TestDelivery(server, ada, link).create()).status).toBe(410);
  expect((await new TestDelivery(server, ada, other).create()).status).toBe(201);
});

it('reports and dismiss: what was written, harmless to a terminal, and the link only where it was handed over', async () => {
  const share = new TestShare(server);
  await share.ready();
  const id = toBase64Url(share.id);
  const fragment = await linkFragment(share.id, random(32));
  const say = async (said: string, handed: string | null) =>
    await server.call('POST', `${share.path}/reports`, { json: { text: said, fragment: handed } });
  expect(await admin(['reports'])).toEqual({ code: 0, out: '', err: '' });
  await say('One\nline \u001b[2J\u202eand\u0007 more', null);
  await say('With the link', fragment);
  const when = '2027-01-15T08:00:00Z';
  const link = `${server.deps.config.publicOrigin}/s/${id}#${fragment}`;
  expect(await admin(['reports', id])).toEqual({
    code: 0,
    out: `${id}  ${when}\n  | One\n  | line \uFFFD[2J\uFFFDand\uFFFD more\n${id}  ${when}\n  | With the link\n  link: ${link}\n`,
    err: '',
  });
  expect((await admin(['stats'])).out).toMatch(/^2 reports$/m);
  expect((await admin(['dismiss', id])).code).toBe(0);
  expect((await admin(['dismiss', id])).code).toBe(1);
  expect((await admin(['reports'])).out).toBe('');
});

it('rotate-key: everything is under the new key, and an altered record is named', async () => {
  const ada = await newPerson(server);
  const token = await newRequestLink(server, ada);
  await new TestDelivery(server, ada, token).ready();
  const { database } = server.deps;
  const share = new TestShare(server);
  await share.ready();
  await server.call('POST', `${share.path}/reports`, { json: { text: 'Kept', fragment: null } });
  const former = (await readFile(join(server.folder, 'keys/file-key'), 'utf8')).trim();
  const next = Buffer.from(random(32)).toString('base64');
  const both = { FILE_KEY_BASE64: next, FILE_KEY_BASE64_PREVIOUS: former };
  expect(await admin(['rotate-key'], { FILE_KEY_BASE64: next })).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('is not the key that the records in the database are sealed with'),
  });

  const place = server.deps.records.index('indexFingerprint', ada.fingerprint);
  const row = await database
    .selectFrom('cards')
    .selectAll()
    .where('fingerprint', '=', place)
    .executeTakeFirstOrThrow();
  const change = async (card: Bytes) =>
    void (await database.updateTable('cards').set({ card }).where('fingerprint', '=', place).execute());
  await change(row.card.map((byte, at) => (at === 60 ? byte ^ 1 : byte)));
  expect(await admin(['audit'])).toMatchObject({
    code: 1,
    out: expect.stringMatching(new RegExp(`^altered record  card  ${toHex(place)}$`, 'm')),
  });
  expect(await admin(['rotate-key'], both)).toMatchObject({
    code: 1,
    out: expect.stringContaining('1 record did not open'),
  });
  await change(row.card);
  expect(await admin(['rotate-key'], both)).toMatchObject({
    code: 0,
    out: expect.stringContaining('FILE_KEY_BASE64_PREVIOUS is not needed any more.'),
    err: '',
  });
  expect((await admin(['audit'], { FILE_KEY_BASE64: next })).code).toBe(0);
  expect((await admin(['reports'], { FILE_KEY_BASE64: next })).out).toContain('  | Kept\n');
  expect((await admin(['audit'])).err).toContain('is not the key');
  // The server that was not started anew says nothing wrong: it has nothing to say.
  expect((await newPerson(server).catch((error: unknown) => error)) instanceof Error).toBe(true);
  expect(
    await admin(['rotate-key'], { FILE_KEY_BASE64: former, FILE_KEY_BASE64_PREVIOUS: next }),
  ).toMatchObject({ code: 0 });
  expect((await clientOf(server).inbox(ada)).entries).toHaveLength(1);
});

it.each([
  [[]],
  [['help']],
  [['audit', 'twice']],
  [['toString']],
  [['list', '0']],
  [['block']],
  [['show', 'x']],
  [['block', 'a', 'b']],
  [['backup']],
  [['backup', 'not/whole']],
])('%j is a wrong call', async (parameters) => {
  const { code, out, err } = await admin(parameters);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/^usage: npm run admin -- COMMAND\n/);
});

it('a wrong configuration is said by its key, a database that cannot be had without its address', async () => {
  expect(await admin(['audit'], { PORT: 'x' })).toMatchObject({
    code: 1,
    err: expect.stringContaining('PORT: '),
  });
  const secret = 'not-for-the-log';
  const gone = await admin(['audit'], { DATABASE_URL: `mysql://user:${secret}@127.0.0.1/x` });
  expect(gone).toMatchObject({ code: 1, err: expect.stringContaining('DATABASE_URL: ') });
  expect(gone.err).not.toContain(secret);
});

describe('where no server of this version has been at work', () => {
  let dataDir: string;
  let home: TestDatabase;
  beforeEach(async () => {
    dataDir = join(await mkdtemp(join(tmpdir(), 'sealdrop-admin-')), 'data');
    home = await testDatabase(dataDir);
  });
  afterEach(async () => {
    await home.remove();
    await rm(dirname(dataDir), { recursive: true, force: true });
  });

  const there = (parameters: readonly string[]) =>
    admin(parameters, { DATA_DIR: dataDir, DATABASE_URL: home.url ?? '' });
  /** Names of its tables, or of the migrations that were done. */
  async function namesIn(what: 'tables' | 'migrations'): Promise<string[]> {
    const database = connectTo(home.place);
    try {
      if (what === 'tables') return (await database.introspection.getTables()).map(({ name }) => name);
      const query = sql<{ name: string }>`select name from kysely_migration order by name`;
      return (await query.execute(database)).rows.map(({ name }) => name);
    } finally {
      await database.destroy();
    }
  }
  async function migrated(change: RawBuilder<unknown>): Promise<void> {
    if (home.url === null) await mkdir(dataDir);
    const { database } = await openDatabase(home.place, () => deriveRecordKeys(random(32)));
    await change.execute(database);
    await database.destroy();
  }

  it.each([['audit'], ['sweep'], ['list'], ['stats'], ['rotate-key'], ['backup']])(
    '%s makes nothing, and says what is missing',
    async (command) => {
      const folder = join(dirname(dataDir), 'backup');
      const { code, out, err } = await there(command === 'backup' ? [command, folder] : [command]);
      expect([code, out]).toEqual([1, '']);
      const [where, key] = home.url === null ? [dataDir, 'DATA_DIR'] : ['the address in', 'DATABASE_URL'];
      expect(err).toContain(`It cannot be done: there is no database of Sealdrop’s at ${where}`);
      expect(err).toContain(`Start the server first, or check ${key}.`);
      expect(await readdir(dirname(dataDir))).toEqual([]);
      if (home.url !== null) expect(await namesIn('tables')).toEqual([]);
    },
  );

  it('an earlier version’s tables are left to the server', async () => {
    await migrated(sql`delete from kysely_migration where name = '0007-reports'`);
    const before = await namesIn('migrations');
    expect(await there(['sweep'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/is still that of an earlier version.*\nStart the new server first/),
    });
    expect(await namesIn('migrations')).toEqual(before);
    expect(before.at(-1)).toBe('0006-limits');
  });

  it('a later version’s are left alone', async () => {
    await migrated(sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2030')`);
    expect(await there(['audit'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('a newer version of Sealdrop has used this database'),
    });
  });
});
