/** Takes the README's picture from the running product: `npm run screenshot`. No part of the tests. */
import { writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { send } from './steps.ts';

test.use({ viewport: { width: 1000, height: 640 }, deviceScaleFactor: 2 });

test('the README’s picture @screenshot', async ({ sender, folder }) => {
  const files = ['Contract.pdf', 'Photographs.zip', 'Notes.txt'];
  const paths = await Promise.all(
    files.map((name, i) => writeBytes(folder, name, Buffer.alloc(200_000 * (i + 1), i))),
  );
  await sender.setViewportSize({ width: 1000, height: 640 });
  await send(sender, paths);
  // The link in the picture leads nowhere: it is made unreadable before the picture is taken.
  const link = sender.getByLabel('Share link', { exact: true });
  await link.evaluate((field: HTMLInputElement) => {
    field.value = 'https://drop.example.org/s/9i08kXJ6O783qtWDMe4RnQ#…';
  });
  await sender.mouse.move(0, 0);
  await expect(sender.getByRole('button', { name: 'Copy link', exact: true })).toBeEnabled();
  await sender.waitForTimeout(500);
  await sender.screenshot({ path: 'docs/screenshot.png' });
});
