/** What Sealdrop says of itself. */
import { expect, test } from '../fixtures.ts';
import { shoot } from './screen.ts';

for (const name of ['how', 'accessibility']) {
  test(`/${name} @screens`, async ({ sender }) => {
    await sender.goto(`/${name}`);
    await expect(sender.getByRole('heading', { level: 1 })).toBeVisible();
    await shoot(sender, name, { forced: true });
  });
}
