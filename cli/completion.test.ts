/** Completion, in the shells themselves. */
import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newUser, type User } from './sealdrop.test-data.ts';

let user: User;
beforeEach(async () => {
  user = await newUser();
});
afterEach(() => user.remove());

/** What bash proposes for the last of these words. */
async function proposed(...words: string[]): Promise<string[]> {
  const { output } = await user.sealdrop(['completion', 'bash']);
  const script = join(user.folder, 'completion.sh');
  await writeFile(script, output);
  const bin = join(user.folder, 'bin');
  await mkdir(bin, { recursive: true });
  const program = resolve(import.meta.dirname, '../scripts/sealdrop.mjs');
  await writeFile(join(bin, 'sealdrop'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  await chmod(join(bin, 'sealdrop'), 0o755);
  const line = ['sealdrop', ...words].map((word) => `'${word}'`).join(' ');
  const asked = `compopt() { :; }; source '${script}'; COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _sealdrop; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await promisify(execFile)('bash', ['-c', asked], {
    cwd: user.folder,
    env: { PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, XDG_CONFIG_HOME: user.folder },
  });
  return stdout.split('\n').filter((word) => word !== '');
}

describe('bash', () => {
  it('proposes commands, second words, and options', async () => {
    expect(await proposed('con')).toEqual(['contact']);
    expect((await proposed('contact', '')).toSorted()).toEqual(['add', 'list', 'remove', 'verify']);
    expect(await proposed('send', '--exp')).toEqual(['--expires']);
    expect(await proposed('key', 'export', '--p')).toEqual(['--pem', '--passphrase-file']);
  });

  it('proposes files for files, folders for folders, and nothing for what only a person knows', async () => {
    await mkdir(join(user.folder, 'things'));
    await writeFile(join(user.folder, 'things.txt'), '');
    expect((await proposed('send', 'thi')).toSorted()).toEqual(['things', 'things.txt']);
    expect(await proposed('open', 'x', '--out', 'thi')).toEqual(['things']);
    expect(await proposed('send', '--message', 'thi')).toEqual([]);
  });

  it('proposes the names of key pairs, spaces and all', async () => {
    const environment = { SEALDROP_PASSPHRASE: 'p' };
    await user.sealdrop(['keygen', 'Alice at work'], { environment });
    expect(await proposed('card', 'Al')).toEqual(['Alice at work']);
    expect(await proposed('send', '--from', '')).toEqual(['Alice at work']);
  });
});

it('is refused for other shells', async () => {
  expect((await user.sealdrop(['completion', 'toString'])).code).toBe(2);
  expect((await user.sealdrop(['completion', 'zsh'])).output).toContain('#compdef sealdrop');
});
