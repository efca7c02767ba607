/** The operator's commands beside a site's server, as a program of their own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Site } from '../crash/site.ts';

const root = resolve(import.meta.dirname, '../..');

/** Runs `npm run admin -- COMMAND` on the site's data. `environment` stands over the site's own. Throws unless all is well. */
export async function admin(
  { server }: Site,
  command: 'audit' | 'sweep',
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const { PATH = '', HOME = '' } = process.env;
  // Its clock is right unless somebody says otherwise.
  const { LD_PRELOAD: _, FAKETIME_TIMESTAMP_FILE: __, ...own } = server.environment;
  const child = spawn(process.execPath, ['scripts/run.mjs', 'api/admin/main.ts', command], {
    cwd: root,
    env: { PATH, HOME, ...own, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  }
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`admin ${command} ended with ${code}:\n${said}`);
  return said;
}
