/** The operator, beside a running server: `npm run admin` with its environment. */
import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Server } from './server.ts';

const root = resolve(import.meta.dirname, '..');

/** What the command has printed. Throws where it ends with anything but 0. */
export async function runAdmin({ environment }: Server, parameters: readonly string[]): Promise<string> {
  const { PATH = '', HOME = '' } = process.env;
  const program = [join(root, 'scripts/run.mjs'), join(root, 'api/admin/main.ts')];
  const options = { cwd: root, env: { PATH, HOME, ...environment } };
  return (await promisify(execFile)(process.execPath, [...program, ...parameters], options)).stdout;
}
