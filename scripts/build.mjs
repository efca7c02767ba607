/**
 * Builds both sides: the page by Vite into dist/web, the API by esbuild into dist/api/main.js. Packages stay
 * outside the API's bundle: libsql is native and must, and node_modules is there wherever this has run.
 */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { build as buildWeb } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
rmSync('dist', { recursive: true, force: true });

await Promise.all([
  buildWeb({ configFile: `${root}/vite.config.ts`, mode: 'production', logLevel: 'warn' }),
  bundle({
    entryPoints: ['api/main.ts'],
    outfile: 'dist/api/main.js',
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  }),
]);
console.error('Built dist/web and dist/api');
