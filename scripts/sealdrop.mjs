#!/usr/bin/env node
/** `npx sealdrop`: runs cli/main.ts by the launcher of every TypeScript here, so that it works after `npm ci` alone. */
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
process.argv.splice(2, 0, main);
await import('./run.mjs');
