/** What a person types, at a real terminal: the pseudo-terminal that util-linux's `script` makes, which every Linux has. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const sealdrop = resolve(import.meta.dirname, '../scripts/sealdrop.mjs');
let folder: string;
let child: ChildProcessWithoutNullStreams;
let screen = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-terminal-'));
});
afterEach(async () => {
  child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

function start(parameters: string): void {
  const command = `'${process.execPath}' '${sealdrop}' ${parameters}`;
  screen = '';
  child = spawn('script', ['--return', '--quiet', '--flush', '--command', command, '/dev/null'], {
    env: { PATH: process.env['PATH'], HOME: folder, XDG_CONFIG_HOME: folder, TERM: 'xterm' },
  });
  child.stdout.on('data', (chunk: Buffer) => (screen += chunk.toString()));
}

/** Types as soon as that question is on the screen. */
async function answer(question: string, keys: string): Promise<void> {
  const seen = screen.length;
  await expect
    .poll(() => screen.slice(Math.max(0, seen - question.length)), { timeout: 60_000 })
    .toContain(question);
  child.stdin.write(keys);
}

const ended = async () => (await once(child, 'close'))[0] as number | null;

it('a passphrase is asked for twice, is not shown, and can be mended by Backspace', {
  timeout: 120_000,
}, async () => {
  start('keygen Ann');
  await answer('New passphrase of', 'four words and moor\u007F\u007Fre\r');
  await answer('The same once more', 'four words and more\r');
  expect(await ended()).toBe(0);
  expect(screen).not.toContain('four');

  start(`key export Ann --pem --out '${folder}'`);
  await answer('Passphrase of', 'four words and more\r');
  expect(await ended()).toBe(0);
});

it('Ctrl-C at a question ends the command, and nothing is made', { timeout: 120_000 }, async () => {
  start('keygen Ann');
  await answer('New passphrase of', 'half\u0003');
  expect(await ended()).toBe(130);
  start('key show --json');
  expect(await ended()).toBe(0);
  expect(screen.trim()).toBe('[]');
});
