/** The mark in a tab and on a home screen is the one that the page draws. */
import { expect, it } from 'vitest';
import { dropPath, waxPath } from './mark.ts';

/** The one thing of Node that this test needs: web/ is typed for a browser. */
interface Node {
  readonly process: {
    getBuiltinModule(name: 'node:fs'): { readFileSync(path: URL, encoding: 'utf8'): string };
  };
}

it('is one drawing', () => {
  const files = (globalThis as unknown as Node).process.getBuiltinModule('node:fs');
  const icon = files.readFileSync(new URL('../public/favicon.svg', import.meta.url), 'utf8');
  expect([...icon.matchAll(/ d="([^"]+)"/g)].map(([, path]) => path)).toEqual([waxPath, dropPath]);
});
