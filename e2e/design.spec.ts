/** The page of the design is there for who works on Sealdrop, and in no build. */
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from './fixtures.ts';

const root = resolve(import.meta.dirname, '..');
const HEADING = 'The parts that Sealdrop is made of.';

test('the page of the design is in no build', async ({ sender }) => {
  const source = await readFile(join(root, 'web/design/design-page.tsx'), 'utf8');
  expect(source).toContain(HEADING);
  const names = await readdir(join(root, 'dist/web'), { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(5);
  for (const { parentPath, name } of files) {
    const text = await readFile(join(parentPath, name), 'latin1');
    expect(text.includes(HEADING) || /design-page|control-sheet/.test(text), name).toBe(false);
  }
  await sender.goto('/design');
  await expect(sender.getByRole('heading', { name: 'There is no page here.', exact: true })).toBeVisible();
});
