/** A report: the reporter's words go to the operator, the link's secret only where they say so, and a block is told. */

import { runAdmin } from './admin.ts';
import { writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { openShare, send } from './steps.ts';

test('words alone, then words and the link, then the operator blocks the share', async ({
  server,
  sender,
  recipient,
  folder,
}) => {
  const link = await send(sender, await writeBytes(folder, 'trick.txt', Buffer.from('Send money')));
  await openShare(recipient, link);
  const button = recipient.getByRole('button', { name: 'Report this share', exact: true });
  const dialog = recipient.getByRole('dialog', { name: 'Report this share', exact: true });
  const words = dialog.getByRole('textbox', { name: 'What is wrong with it', exact: true });
  const sent = async () => {
    const coming = recipient.waitForRequest(/\/reports$/);
    await dialog.getByRole('button', { name: 'Send report', exact: true }).click();
    const body = (await coming).postDataJSON() as unknown;
    const thanks = recipient.getByRole('dialog', { name: 'Your report was sent', exact: true });
    await thanks.getByRole('button', { name: 'Close', exact: true }).click();
    await expect(button).toBeFocused();
    return body;
  };

  await button.click();
  await dialog.getByRole('button', { name: 'Send report', exact: true }).click();
  await expect(words).toHaveAccessibleDescription('Write what is wrong with it.');
  await words.fill('It asks for money.');
  await expect(dialog.getByRole('checkbox')).not.toBeChecked();
  expect(await sent()).toEqual({ text: 'It asks for money.', fragment: null });

  await button.click();
  await words.fill('Look for yourself.');
  await dialog.getByRole('checkbox', { name: /^Hand over the link/ }).check();
  expect(await sent()).toEqual({ text: 'Look for yourself.', fragment: link.split('#')[1] });

  const id = /\/s\/([\w-]{22})#/.exec(link)?.[1] ?? '';
  const read = await runAdmin(server, ['reports', id]);
  expect(read).toContain('  | It asks for money.\n');
  expect(read).toContain(`  link: ${link}\n`);
  await runAdmin(server, ['block', id]);
  await recipient.reload();
  await expect(recipient.getByRole('alert')).toContainText('blocked');
  await expect(button).toHaveCount(0);
});

test('there is nothing to report about a share of one’s own', async ({ sender, folder }) => {
  const link = await send(sender, await writeBytes(folder, 'mine.txt', Buffer.from('mine')));
  await openShare(sender, link);
  await expect(sender.getByRole('button', { name: 'Report this share', exact: true })).toHaveCount(0);
});
