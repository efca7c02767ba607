/**
 * Runs a TypeScript file: node scripts/run.mjs FILE ARGUMENTS. Node 20 strips no types, so the file is bundled
 * by the pinned esbuild into .cache/run, named by its content, and imported in this same process: standard
 * input, standard output and the exit code are the file's own.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';

const [file, ...rest] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: node scripts/run.mjs FILE ARGUMENTS');
  process.exit(2);
}

const root = fileURLToPath(new URL('..', import.meta.url));
const { outputFiles } = buildSync({
  entryPoints: [resolve(file)],
  absWorkingDir: root,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  write: false,
  logLevel: 'error',
});
const [bundled] = outputFiles;
if (!bundled) throw new Error('nothing was bundled');

const name = basename(file).replace(/\.[cm]?ts$/, '');
const digest = createHash('sha256').update(bundled.contents).digest('hex').slice(0, 16);
const folder = join(root, '.cache/run');
const script = join(folder, `${name}-${digest}.mjs`);
if (!existsSync(script)) {
  mkdirSync(folder, { recursive: true });
  // By rename, for another process may run the same file at this moment.
  const temporary = `${script}.${process.pid}`;
  writeFileSync(temporary, bundled.contents);
  renameSync(temporary, script);
}

process.argv = [process.argv[0] ?? 'node', script, ...rest];
await import(pathToFileURL(script).href);
