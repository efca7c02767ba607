/** What is looked at before it is saved: an image, a text, and what is neither. */
import { writeBytes } from '../files.ts';
import { expect, test } from '../fixtures.ts';
import { drawImage } from '../images.ts';
import { button } from '../people-steps.ts';
import { holdObjects, openShare, send } from '../steps.ts';
import { shoot } from './screen.ts';

const letter = `Dear Grace,

here is the contract as we said on the telephone. The second page has changed: the
garden belongs to the house now, and so does the shed.

Yours,
Ada
`;

test('previews @screens', async ({ sender, recipient, folder }) => {
  test.setTimeout(120_000);
  await sender.goto('/');
  const link = await send(sender, [
    await writeBytes(folder, 'Garden.png', await drawImage(sender, 'image/png', [1_200, 800])),
    await writeBytes(folder, 'Letter.txt', Buffer.from(letter.repeat(8))),
    await writeBytes(folder, 'Plans.txt', Buffer.alloc(4_000, 0)),
  ]);
  await openShare(recipient, link);
  const letThrough = await holdObjects(recipient);
  await button(recipient, 'Preview Garden.png').click();
  await expect(button(recipient, 'Next file')).toBeVisible();
  await shoot(recipient, 'preview-fetching');
  letThrough();
  await expect(recipient.getByRole('img', { name: 'Garden.png', exact: true })).toBeVisible();
  await shoot(recipient, 'preview-image', { forced: true });
  await button(recipient, 'Preview Letter.txt').click();
  await expect(recipient.getByRole('group', { name: 'Text', exact: true })).toBeVisible();
  await shoot(recipient, 'preview-text');
  await button(recipient, 'Preview Plans.txt').click();
  await expect(recipient.getByRole('note')).toBeVisible();
  await shoot(recipient, 'preview-neither');
});
