#!/usr/bin/env node
/**
 * `sealdrop`. In a clone it runs cli/main.ts by the launcher of every TypeScript here, so that it works after `npm ci` alone;
 * an installed package has no sources, and what `npm pack` has built of them.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
if (existsSync(main)) {
  process.argv.splice(2, 0, main);
  await import('./run.mjs');
} else {
  await import(new URL('../dist/cli/main.js', import.meta.url).href);
}
