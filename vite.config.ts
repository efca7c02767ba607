/**
 * The page's build (dist/web) and `npm run dev`: Vite and the API in one process, both reloading. Nothing is
 * inlined, for the CSP allows no inline script, style or data: font (api/headers.ts).
 */
import { fileURLToPath } from 'node:url';
import devServer from '@hono/vite-dev-server';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { classicScript } from './scripts/classic-script.mjs';
import { fewChunks, namedFirst, openPage } from './scripts/few-chunks.mjs';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at('web'),
  cacheDir: at('.cache/vite'),
  plugins: [
    react(),
    fewChunks('page'),
    namedFirst(),
    openPage(),
    classicScript('appearance'),
    {
      ...devServer({
        entry: at('api/dev.ts'),
        // All but these paths is Vite's.
        exclude: [/^(?!\/(?:api|objects|healthz)(?:[/?]|$))/],
        injectClientScript: false,
      }),
      apply: 'serve',
    },
  ],
  // The worker of passphrases has a CSP of its own, which goes by its name: assets/passphrase-worker-HASH.js.
  worker: {
    format: 'es',
    plugins: () => [fewChunks('worker')],
    rolldownOptions: { output: { entryFileNames: 'assets/[name]-[hash].js' } },
  },
  build: {
    outDir: at('dist/web'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // How long plugins took says nothing of what was built.
      checks: { pluginTimings: false },
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        // The texts of a language are called after it, not after their file, which has one name in all languages.
        chunkFileNames: ({ facadeModuleId }) =>
          `assets/${/i18n\/(\w+)\/catalogue\.ts$/.exec(facadeModuleId ?? '')?.[1]?.replace(/^/, 'language-') ?? '[name]'}-[hash].js`,
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  server: {
    port: 5173,
    fs: { allow: [at('.')] },
  },
});
