/** On a small screen what comes next is in sight, whatever stands above it. */
import { writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { button, contactLink, createKey, keyPairArticle, openRequest, PASSPHRASE } from './people-steps.ts';
import { send } from './steps.ts';

test.use({ viewport: { width: 320, height: 640 } });

test('what a dialog refuses, a key pair that was made, and "Delivered"', async ({
  sender: owner,
  recipient: stranger,
  folder,
}) => {
  await owner.goto('/settings');
  await button(owner, 'New key pair').click();
  const dialog = owner.getByRole('dialog');
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await dialog.getByLabel('Repeat passphrase', { exact: true }).fill(`${PASSPHRASE}.`);
  await owner.keyboard.press('Enter');
  await expect(dialog.getByText(/not the same/i)).toBeInViewport({ ratio: 1 });
  await owner.keyboard.press('Escape');
  await createKey(owner, 'Ada', folder);
  const heading = keyPairArticle(owner, 'Ada').getByRole('heading');
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport({ ratio: 1 });

  await openRequest(stranger, await contactLink(owner, 'Ada'), 'Ada');
  await expect(stranger.getByLabel('Message', { exact: true })).toBeHidden();
  const coming = stranger.waitForEvent('filechooser');
  await stranger.getByLabel('Files to send', { exact: true }).press('Enter');
  await (await coming).setFiles(await writeBytes(folder, 'invoice.txt', Buffer.from('invoice')));
  await expect(stranger.getByText('Delivered', { exact: true })).toBeInViewport({ ratio: 1 });
  await stranger.keyboard.press('Tab');
  await expect(button(stranger, 'Stop and delete')).toBeFocused();
});

test('the size of a file stands beside its buttons, in Japanese too', async ({
  sender,
  recipient,
  folder,
}) => {
  const link = await send(sender, await writeBytes(folder, 'memo.txt', Buffer.alloc(15, 'a')));
  await recipient.goto('/settings');
  await recipient.getByLabel('Language', { exact: true }).selectOption('ja');
  await expect(recipient.locator('html')).toHaveAttribute('lang', 'ja');
  await recipient.goto(link);
  const size = recipient.getByText('15 バイト', { exact: true });
  await expect(size).toBeVisible();
  expect(await size.evaluate((span) => span.scrollWidth - span.clientWidth)).toBeLessThanOrEqual(0);
  await expect(recipient.getByRole('listitem').getByRole('button')).toHaveCount(2);
});
