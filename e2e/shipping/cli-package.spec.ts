/** What `npm pack` makes, installed elsewhere: no sources, no esbuild, the same command. `npm run test:shipping`. */

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeFile, sha256OfFile } from '../files.ts';
import { startServer } from '../server.ts';
import { runChild } from './children.ts';
import { root } from './image.ts';

test('the packed command line, installed in a folder of its own, sends and opens @shipping', async () => {
  test.setTimeout(300_000);
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-packed-'));
  const server = await startServer();
  try {
    const { PATH = '', HOME = '' } = process.env;
    const run = async (cwd: string, ...command: string[]) => {
      const environment = {
        PATH,
        HOME,
        XDG_CONFIG_HOME: join(folder, 'config'),
        SEALDROP_SERVER: server.origin,
        SEALDROP_PASSPHRASE: 'a passphrase',
      };
      return await runChild(['sh', '-c', 'cd "$0" && exec "$@"', cwd, ...command], environment);
    };
    await run(root, 'npm', 'pack', '--pack-destination', folder);
    const [tarball] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
    await writeFile(join(folder, 'package.json'), '{"private":true}');
    await run(folder, 'npm', 'install', '--no-audit', '--no-fund', `./${tarball}`);
    expect(await readdir(join(folder, 'node_modules/sealdrop'))).not.toContain('cli');

    const file = await makeFile(folder, 'a.bin', 3_000_000);
    await run(folder, 'npx', 'sealdrop', 'keygen', 'Packed');
    const { output } = await run(folder, 'npx', 'sealdrop', 'send', file);
    const [link = ''] = /http\S+/.exec(output) ?? [];
    await run(folder, 'npx', 'sealdrop', 'open', link, '--out', 'out');
    expect(await sha256OfFile(join(folder, 'out/a.bin'))).toBe(await sha256OfFile(file));
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
