/** The launcher of every TypeScript here: what it has bundled before is run again, and never in place of what was changed since. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const launcher = fileURLToPath(new URL('../scripts/run.mjs', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-run-'));
});
afterAll(() => rm(folder, { recursive: true }));

const ran = () =>
  execFileSync(process.execPath, [launcher, join(folder, 'main.ts'), 'given'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

it('runs what the file and what it imports say now, with what it was given', async () => {
  await writeFile(
    join(folder, 'main.ts'),
    "import { word } from './word.ts';\nconsole.log(word, process.argv[2]);\n",
  );
  await writeFile(join(folder, 'word.ts'), "export const word: string = 'one';\n");
  expect([ran(), ran()]).toEqual(['one given\n', 'one given\n']);
  // Of the same length.
  await writeFile(join(folder, 'word.ts'), "export const word: string = 'two';\n");
  expect([ran(), ran()]).toEqual(['two given\n', 'two given\n']);
  await rm(join(folder, 'word.ts'));
  expect(ran).toThrow();
});
