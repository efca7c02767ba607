/**
 * Two copies of the program over one PostgreSQL and one bucket behave as one: what one of them has written the other knows,
 * and what may happen once happens once, whichever of them is asked.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { random, toBase64Url } from '../shared/bytes.ts';
import { type Reachable, reachable, TestShare } from './testing.ts';
import { type Addressed, newPerson, newRequestLink, send, signed, TestDelivery } from './testing-keys.ts';
import { buildProgram, type Program, type Running } from './testing-program.ts';

const PUBLIC_ORIGIN = 'http://sealdrop.test';

let program: Program;
let otherFolder: string;
let running: readonly Running[];
let copies: readonly Addressed[];
/** Asks one copy after the other. */
let both: Addressed;

beforeAll(async () => {
  program = await buildProgram();
  otherFolder = await mkdtemp(join(tmpdir(), 'sealdrop-copy-'));
  const names = ['S3_ENDPOINT', 'S3_REGION', 'S3_BUCKET', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
  const bucket = Object.fromEntries(names.map((name) => [name, process.env[name] ?? '']));
  // Digests in a URL are headers that whoever puts must send: the test's own side sends none.
  const FILE_KEY_BASE64 = Buffer.from(random(32)).toString('base64');
  const environment = { PUBLIC_ORIGIN, FILE_KEY_BASE64, ...bucket, S3_CHECKSUM: 'none', INBOX_MAX_NEW: '5' };
  const started = await Promise.all([
    program.start(environment),
    program.start({ ...environment, DATA_DIR: otherFolder }),
  ]);
  running = started;
  const at = (origin: string): Reachable['request'] => {
    return async (path, init) => await fetch(new URL(path.replace(PUBLIC_ORIGIN, ''), origin), init);
  };
  copies = started.map(({ origin }) => addressed(at(origin)));
  let turn = 0;
  both = addressed((path, init) => at(started[turn++ % started.length]?.origin ?? '')(path, init));
});
afterAll(async () => {
  program.killAll();
  await program.remove();
  await rm(otherFolder, { recursive: true, force: true });
});

function addressed(request: Reachable['request']): Addressed {
  return {
    ...reachable(request),
    deps: { config: { publicOrigin: PUBLIC_ORIGIN } },
    clock: { now: Math.floor(Date.now() / 1000) },
  };
}

it('a share made by turns at both is whole at both', async () => {
  const share = new TestShare(both, 20_000_000);
  await share.ready();
  for (const copy of copies) expect((await copy.call('GET', share.path)).body.state).toBe('ready');
  const { body } = await share.claim();
  const object = new Uint8Array(await (await fetch(body.url)).arrayBuffer());
  expect(Buffer.compare(object, share.body)).toBe(0);
});

it('a limit of ten lets ten of eighty through', async () => {
  const share = new TestShare(both);
  await share.ready({ limit: 10 });
  const answers = await Promise.all(Array.from({ length: 80 }, () => share.claim()));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
  expect(answers.filter(({ status }) => status === 410)).toHaveLength(70);
});

it('one grant that is claimed forty times at once counts once', async () => {
  const share = new TestShare(both);
  await share.ready({ limit: 2 });
  const grant = random(16);
  const answers = await Promise.all(Array.from({ length: 40 }, () => share.claim(grant)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(40);
  expect((await share.own('GET', '/owner')).body.downloads).toBe(1);
});

it('of fifty headers in place of the same one, one is taken', async () => {
  const share = new TestShare(both);
  const first = await share.ready();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) => share.putHeader(share.header({ rev: i + 2 }), { replaces: first })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

it('a share that is revoked while it is claimed ends, with every claim answered', async () => {
  for (let round = 0; round < 10; round++) {
    const share = new TestShare(both);
    await share.ready();
    const grant = random(16);
    const claims = Array.from({ length: 8 }, (_, i) => share.claim(i % 2 ? grant : random(16)));
    const [revoked, ...answers] = await Promise.all([share.own('DELETE', ''), ...claims]);
    expect(revoked.status).toBe(200);
    for (const { status } of answers) expect([200, 409, 410]).toContain(status);
    expect(await share.state()).toBe('ended');
  }
});

it('a signed request is taken once, by whichever', async () => {
  const ada = await newPerson(both);
  const json = { tokenHash: toBase64Url(random(32)), expires: null, box: toBase64Url(random(433)) };
  const request = await signed(both, ada, { method: 'POST', path: '/api/inbox/links', json });
  const answers = await Promise.all(Array.from({ length: 60 }, () => send(both, request)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(59);
});

it('an inbox for five takes five of thirty', async () => {
  const ada = await newPerson(both);
  const token = await newRequestLink(both, ada);
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => new TestDelivery(both, ada, token).create()),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(25);
});

it('no error went to the logs', () => {
  for (const { said } of running) expect(said.err).not.toContain('"level":"error"');
});
