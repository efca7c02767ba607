/** KILL in each window between the store's truth and the database's, on the disk. docs/testing.md. */
import { test } from '@playwright/test';
import { countCases } from '../cases.ts';
import { diskSite, type Site } from './site.ts';
import { windowCases } from './windows.ts';

const held = countCases('windows in which the server was killed');
let site: Site;

test.beforeAll(async () => {
  site = await diskSite();
});
test.afterAll(() => site.remove());

for (const [name, body] of Object.entries(windowCases)) {
  test(name, async () => {
    await body(site);
    held();
  });
}
