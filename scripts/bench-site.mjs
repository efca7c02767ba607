/**
 * dist/ with the bench page (bench/page) in it, on the product's origin and under its policy, for the server reads its pages from
 * beside its program.
 */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Builds the bench page and puts it beside what is built of the product, into a folder that is made anew. Answers the server's
 * program there.
 * @param {string} site
 */
export async function buildBenchSite(site) {
  await rm(site, { recursive: true, force: true });
  await build({
    configFile: false,
    root: join(root, 'bench/page'),
    cacheDir: join(root, '.cache/vite-bench'),
    logLevel: 'error',
    worker: {
      format: 'es',
      // Under such a name the server lets a worker compile WebAssembly, which one of the other libraries is.
      rolldownOptions: { output: { entryFileNames: 'assets/passphrase-worker-bench-[name]-[hash].js' } },
    },
    build: {
      outDir: join(site, 'web'),
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      target: 'es2023',
      rolldownOptions: {
        input: join(root, 'bench/page/bench.html'),
        output: {
          entryFileNames: 'assets/bench-[name]-[hash].js',
          chunkFileNames: 'assets/bench-[name]-[hash].js',
        },
      },
    },
  });
  for (const part of ['web', 'api'])
    await cp(join(root, 'dist', part), join(site, part), { recursive: true });
  return join(site, 'api/main.js');
}
