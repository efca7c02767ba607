/** How little it takes: drop + 1 to a copied link, 1 from an opened link to verified files. */
import { writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { openShare, saveButton, shareLink } from './steps.ts';

test('from the drop to the copied link: one drop and one click', async ({ sender, folder }) => {
  const file = await writeBytes(folder, 'quick.txt', Buffer.from('quick'));
  await sender.goto('/');
  const button = sender.getByRole('button', { name: 'Copy link', exact: true });
  await sender.getByLabel('Files to send', { exact: true }).setInputFiles(file);
  await button.click();
  const link = await shareLink(sender).inputValue();
  await expect.poll(() => sender.evaluate(() => navigator.clipboard.readText())).toBe(link);
});

test('from the opened link to "Saved and verified": one click', async ({ sender, recipient, folder }) => {
  const file = await writeBytes(folder, 'quick.txt', Buffer.from('quick'));
  await sender.goto('/');
  await sender.getByLabel('Files to send', { exact: true }).setInputFiles(file);
  await sender.getByRole('button', { name: 'Copy link', exact: true }).click();
  await openShare(recipient, await shareLink(sender).inputValue());
  const download = recipient.waitForEvent('download');
  await saveButton(recipient, 'quick.txt').click();
  await expect(recipient.getByText('Saved and verified', { exact: true })).toBeVisible();
  expect(await (await download).failure()).toBeNull();
});
