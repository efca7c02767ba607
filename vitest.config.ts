/**
 * Unit tests in Node and in a browser: `node` runs those of shared/ and api/, `alone` the others, `browser` those of shared/
 * and of the worker's side again in headless Chromium, for the engines' cryptography differs. docs/testing.md.
 */
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserArguments, findBrowser } from './scripts/browser.mjs';
import { outsideVectors } from './scripts/vectors-plugin.mjs';

const executablePath = await findBrowser();

/**
 * Files of these projects are run one after another by the same processes, for what each would import anew takes longer than
 * most of them. It wants modules that keep nothing from one file to the next: what shared/ and api/ know is in what they make.
 */
const together = { environment: 'node', maxWorkers: 2, isolate: false } as const;

/** What stands beside the code in these folders and needs neither a browser nor a service. */
const inNode = (folders: string) => ({
  include: [`${folders}/**/*.test.{ts,tsx}`],
  exclude: ['**/*.browser.test.ts', '**/*.s3.test.ts', '**/*.postgres.test.ts'],
});

/** All of the API, on the PostgreSQL that TEST_POSTGRES names (scripts/postgres-server.mjs). */
const postgres = {
  extends: true as const,
  test: {
    name: 'postgres',
    sequence: { groupOrder: 3 },
    ...together,
    include: ['api/**/*.test.ts'],
    exclude: ['**/*.s3.test.ts', '**/*.sqlite.test.ts', 'api/objects/**', 'api/doctor/!(*.postgres).test.ts'],
  },
};

export default defineConfig({
  cacheDir: '.cache/vitest',
  plugins: [outsideVectors()],
  test: {
    // Far more than anything takes: a machine may be several times slower, and where all is well nobody waits for these.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          // By itself it would take one fewer than there are cores, but much here waits: for a program, a clock, a refusal.
          ...together,
          ...inNode('{shared,api}'),
        },
      },
      {
        extends: true,
        // A page has one language and one theme, a command one way to end: each file has modules of its own.
        test: { name: 'alone', environment: 'node', maxWorkers: 2, ...inNode('{web,cli,scripts}') },
      },
      {
        extends: true,
        test: {
          name: 's3',
          sequence: { groupOrder: 2 },
          environment: 'node',
          maxWorkers: 2,
          include: ['{api,cli}/**/*.s3.test.ts'],
          setupFiles: ['scripts/localhost-names.mjs'],
        },
      },
      ...(process.env['TEST_POSTGRES'] ? [postgres] : []),
      {
        extends: true,
        // Found at the first run, they would make Vite reload the page below the tests.
        optimizeDeps: {
          include: [
            '@hpke/core',
            '@noble/ciphers/aes.js',
            '@scure/base',
            'cborg',
            'client-zip',
            'fast-check',
            'hash-wasm',
            'hpke',
            'idb-keyval',
            'valibot',
          ],
        },
        test: {
          name: 'browser',
          // Projects with other numbers of workers run one after another where one command runs both.
          sequence: { groupOrder: 1 },
          include: ['shared/**/*.test.ts', 'web/{vault,engine}/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { args: [...browserArguments], ...(executablePath ? { executablePath } : {}) },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
