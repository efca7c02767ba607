/** The server as a process: its one line, its end, its folder, and what it says to a wrong configuration. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freePort, spawnServer, startServer } from './server.ts';

test('one ready line, PORT and DATA_DIR honoured, TERM ends it in time with 0', async () => {
  const server = await startServer();
  expect((await fetch(`${server.origin}/healthz`)).ok).toBe(true);
  expect((await fetch(`${server.origin}/`)).headers.get('content-type')).toContain('text/html');
  expect((await readdir(server.dataDir)).length).toBeGreaterThan(0);
  // An idle connection must not hold it up.
  await fetch(`${server.origin}/api/config`, { headers: { connection: 'keep-alive' } });
  const { code, took } = await server.stop();
  expect(code).toBe(0);
  expect(took).toBeLessThan(5_000);
  expect(server.output().stdout).toBe(`Sealdrop is ready at ${server.origin}\n`);
});

test('what was stored is there after a start on the same folder', async () => {
  const first = await startServer();
  const second = await startServer({ copyOf: first.dataDir });
  expect((await fetch(`${second.origin}/healthz`)).ok).toBe(true);
  await first.stop();
  expect((await second.stop()).code).toBe(0);
});

for (const [key, value] of [
  ['PORT', '70000'],
  ['PORT', 'http'],
  ['MAX_SHARE_BYTES', '-1'],
  ['MAX_EXPIRY', 'a year'],
  ['PUBLIC_ORIGIN', 'files.example.org/share'],
] as const) {
  test(`${key}=${value} is refused, and the key is named`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sealdrop-config-'));
    const child = spawnServer({ PORT: `${await freePort()}`, DATA_DIR: folder, [key]: value });
    let stderr = '';
    let stdout = '';
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    const code = await new Promise<number | null>((done) => child.once('close', done));
    expect(code).not.toBe(0);
    expect(stderr).toContain(key);
    expect(stdout).toBe('');
    await rm(folder, { recursive: true });
  });
}
