/**
 * Builds both sides: the page by Vite into dist/web, its service worker and the API by esbuild. Packages stay
 * outside the API's bundle: libsql is native and must, and node_modules is there wherever this has run. Fails where a page has
 * outgrown its budget (page-budget.mjs).
 */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { build as buildWeb } from 'vite';
import { compressFolder } from './compress.mjs';
import { checkPageBudget } from './page-budget.mjs';
import { shellConstants } from './shell-files.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
rmSync('dist', { recursive: true, force: true });

/** The page; then, for Vite empties the folder, the service worker: one classic script at one address for good. */
async function buildPage() {
  await buildWeb({ configFile: `${root}/vite.config.ts`, mode: 'production', logLevel: 'warn' });
  await bundle({
    entryPoints: ['web/service-worker/service-worker.ts'],
    outfile: 'dist/web/service-worker.js',
    define: shellConstants('dist/web'),
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: true,
    logLevel: 'warning',
  });
  await compressFolder('dist/web');
}

await Promise.all([
  buildPage(),
  bundle({
    // An installation has no esbuild: what the operator runs beside the server is built with it.
    entryPoints: [
      { in: 'api/main.ts', out: 'main' },
      { in: 'api/admin/main.ts', out: 'admin' },
      { in: 'api/doctor/main.ts', out: 'doctor' },
    ],
    outdir: 'dist/api',
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  }),
]);

checkPageBudget('dist/web');
console.error('Built dist/web and dist/api');
