/** The operator's commands as they run, beside a server that runs too. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { random } from '../../shared/bytes.ts';
import { bodyKey } from '../object-keys.ts';
import { type TestServer, TestShare, testServer } from '../testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.close();
});

const script = fileURLToPath(new URL('../../scripts/run.mjs', import.meta.url));
const main = fileURLToPath(new URL('main.ts', import.meta.url));

async function admin(parameters: readonly string[], environment: Record<string, string> = {}) {
  const { config } = server.deps;
  const child = spawn(process.execPath, [script, main, ...parameters], {
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

it.each([[[]], [['help']], [['audit', 'twice']], [['toString']]])(
  '%j is a wrong call',
  async (parameters) => {
    const { code, out, err } = await admin(parameters);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^usage: npm run admin -- COMMAND\n/);
  },
);

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
