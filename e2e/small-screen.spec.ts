/** On a small screen what comes next is in sight, whatever stands above it. */
import { writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { button, contactLink, createKey, keyPairArticle, openRequest, PASSPHRASE } from './people-steps.ts';

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
