/** The PostgreSQL that tests bring up leaves nothing behind: not where they are killed, nor by being installed. */
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { canInstall, dropClustersBeside, postgresClusters } from '../../scripts/debian.mjs';
import { freePorts } from '../../scripts/free-ports.mjs';
import { startPostgres } from '../../scripts/postgres-server.mjs';

const server = fileURLToPath(new URL('../../scripts/postgres-server.mjs', import.meta.url));

test('killed while its tables are made, a test leaves no folder behind @postgres', async () => {
  // Installed, so that what follows begins at once.
  await (await startPostgres({ durable: false })).stop();
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-initdb-'));
  await chmod(folder, 0o755);
  try {
    const script = `const { startPostgres } = await import(${JSON.stringify(server)}); await startPostgres({ durable: true });`;
    const env = { ...process.env, DATABASE_URL: '', TMPDIR: folder };
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const exit = once(child, 'exit');
    await expect
      .poll(async () => (await readdir(folder, { recursive: true })).join())
      .toContain('/data/base');
    child.kill('SIGKILL');
    await exit;
    await expect.poll(() => readdir(folder)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a cluster of Debian that came with the package is stopped and removed, and no other @postgres', async () => {
  expect(canInstall(), 'a cluster of Debian is made: this wants Debian, and root').toBe(true);
  await (await startPostgres({ durable: false })).stop();
  const before = postgresClusters();
  const [version = ''] = await readdir('/usr/lib/postgresql');
  const name = `sealdrop${randomBytes(4).toString('hex')}`;
  const [port] = await freePorts(1);
  try {
    execFileSync('pg_createcluster', ['--start', '--port', `${port}`, version, name], { stdio: 'ignore' });
    expect(postgresClusters()).toContain(`${version}/${name}`);
    const running = () => execFileSync('pg_lsclusters', ['-h'], { encoding: 'utf8' });
    expect(running()).toMatch(new RegExp(`^${version} +${name} +${port} +online`, 'm'));
    dropClustersBeside(postgresClusters());
    expect(running()).toContain(name);
    dropClustersBeside(before);
    expect(running()).not.toContain(name);
    expect(postgresClusters()).toEqual(before);
  } finally {
    if (postgresClusters().includes(`${version}/${name}`)) {
      execFileSync('pg_dropcluster', ['--stop', version, name], { stdio: 'ignore' });
    }
  }
});
