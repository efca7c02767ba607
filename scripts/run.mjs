/**
 * Runs a TypeScript file: node scripts/run.mjs FILE ARGUMENTS. Node 20 strips no types, so the file is bundled
 * by the pinned esbuild into .cache/run, named by its content, and imported in this same process: standard
 * input, standard output and the exit code are the file's own. A note beside it says what it was made of: where nothing of
 * that has changed since, it is run as it is, which takes half the time.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [file, ...rest] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: node scripts/run.mjs FILE ARGUMENTS');
  process.exit(2);
}

/** @typedef {{ script: string, sources: [path: string, time: number, size: number][] }} Note */

const root = fileURLToPath(new URL('..', import.meta.url));
const entry = resolve(file);
const folder = join(root, '.cache/run');
const name = basename(file).replace(/\.[cm]?ts$/, '');
const note = join(folder, `${name}-${digestOf(entry)}.json`);
/** What else the bundle depends on. */
const always = ['scripts/run.mjs', 'package-lock.json', 'tsconfig.json', 'tsconfig.base.json'];

/** @param {string | Uint8Array} content */
function digestOf(content) {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

/** By rename, for another process may run the same file at this moment. @param {string} path @param {string | Uint8Array} content */
function write(path, content) {
  mkdirSync(folder, { recursive: true });
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

/** The script of an earlier run, where all that it was made of is as it was. */
function remembered() {
  try {
    /** @type {Note} */
    const { script, sources } = JSON.parse(readFileSync(note, 'utf8'));
    const isSame = sources.every(([path, time, size]) => {
      const now = statSync(path);
      return now.mtimeMs === time && now.size === size;
    });
    return isSame && existsSync(script) ? script : null;
  } catch {
    // There is none, or a source is gone.
    return null;
  }
}

async function bundled() {
  const { buildSync } = await import('esbuild');
  const began = Date.now();
  const { outputFiles, metafile } = buildSync({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  const [made] = outputFiles;
  if (!made) throw new Error('nothing was bundled');
  const script = join(folder, `${name}-${digestOf(made.contents)}.mjs`);
  if (!existsSync(script)) write(script, made.contents);
  const paths = [...Object.keys(metafile.inputs), ...always].map((path) => resolve(root, path));
  /** @type {Note['sources']} */
  const sources = paths.map((path) => {
    const { mtimeMs, size } = statSync(path);
    return [path, mtimeMs, size];
  });
  // What was written meanwhile may have been read before or after.
  if (sources.every(([, time]) => time < began)) write(note, JSON.stringify({ script, sources }));
  return script;
}

const script = remembered() ?? (await bundled());
process.argv = [process.argv[0] ?? 'node', script, ...rest];
await import(pathToFileURL(script).href);
