/** The operator, beside a running server: `npm run admin` with its environment. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** What the command has said. Throws, with that, unless it ends with 0. */
export async function runAdmin(
  { environment }: { readonly environment: Readonly<Record<string, string>> },
  parameters: readonly string[],
): Promise<string> {
  const { PATH = '', HOME = '' } = process.env;
  const program = [join(root, 'scripts/run.mjs'), join(root, 'api/admin/main.ts')];
  const child = spawn(process.execPath, [...program, ...parameters], {
    cwd: root,
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  }
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`admin ${parameters.join(' ')} ended with ${code}:\n${said}`);
  return said;
}
