/** An empty file in the place of the database: none, to the operator's commands, which leave it as it is. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundled } from '../testing-program.ts';

it('an empty file is no database, and stays empty', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-empty-'));
  try {
    const file = join(folder, 'sealdrop.db');
    await writeFile(file, '');
    const script = await bundled('api/admin/main.ts');
    const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: folder };
    const said = await new Promise<string>((resolve) => {
      execFile(process.execPath, [script, 'audit'], { env }, (_, out, err) => resolve(out + err));
    });
    expect(said).toContain('there is no database of Sealdrop’s');
    expect(await readdir(folder)).toEqual(['sealdrop.db']);
    expect(await readFile(file, 'utf8')).toBe('');
  } finally {
    await rm(folder, { recursive: true });
  }
});
