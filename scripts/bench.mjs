/**
 * `npm run bench`: installs and builds, then runs bench/main.ts by Vite's module runner, for what it shares with e2e/
 * and scripts/ goes by its place in the repository. Arguments: bench/options.ts.
 * `npm run bench:picture` runs bench/picture.ts alone, `npm run bench:api` bench/api/main.ts, `npm run bench:cli` bench/cli/main.ts,
 * `npm run bench:page` bench/load/main.ts.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

/** @param {string} command @param {string[]} parameters */
function run(command, parameters) {
  // Standard output belongs to the table.
  const { status } = spawnSync(command, parameters, { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(1);
}

run('sh', ['scripts/install.sh']);
/** @type {Readonly<Record<string, string>>} */
const entries = {
  picture: './bench/picture.ts',
  api: './bench/api/main.ts',
  cli: './bench/cli/main.ts',
  page: './bench/load/main.ts',
};
const mode = process.argv[2] ?? '';
const entry = entries[mode] ?? './bench/main.ts';
if (mode !== 'picture') run(process.execPath, ['scripts/build.mjs']);
const { runnerImport } = await import('vite');
const { module } = await runnerImport(entry, { root, configFile: false, logLevel: 'error' });
process.exitCode = await /** @type {{ main: () => Promise<number> }} */ (module).main();
