/**
 * End-to-end tests: the built server, real Chromium, two profiles. No traces, videos or screenshots: a link that
 * a test makes is a secret like any other, and reports travel. docs/testing.md.
 */
import { defineConfig, devices } from '@playwright/test';
import { browserArguments, findBrowser } from './scripts/browser.mjs';

const executablePath = await findBrowser();

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: '.cache/playwright',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // Far more than anything takes here: a machine may be several times slower, and where all is well nobody waits for these.
  timeout: 300_000,
  globalTimeout: 40 * 60_000,
  expect: { timeout: 45_000 },
  use: {
    ...devices['Desktop Chrome'],
    locale: 'en-US',
    trace: 'off',
    video: 'off',
    screenshot: 'off',
    acceptDownloads: true,
    launchOptions: { args: [...browserArguments], ...(executablePath ? { executablePath } : {}) },
  },
});
