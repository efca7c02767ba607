/** QR codes in place of typed links: every link shows one, and pictures of them are read where the browser cannot by itself. */
import { writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import {
  button,
  contactLink,
  createKey,
  keyPairArticle,
  PASSPHRASE,
  personArticle,
  sentArticle,
} from './people-steps.ts';
import { photographed, png } from './qr-pictures.ts';
import { fileList, partsOf, send } from './steps.ts';

/** Chooses a picture behind the button for it. */
async function choosePicture(page: import('@playwright/test').Page, path: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await button(page, 'Use a picture of a QR code').click();
  await (await choosing).setFiles(path);
}

test('a picture that asks for more pixels than memory has is not drawn', async ({ recipient, folder }) => {
  await recipient.goto('/people');
  // Nearly four gigabytes once it is drawn, in a hundred kilobytes.
  const bomb = { width: 31_000, height: 31_000, grey: Buffer.alloc(0) };
  await recipient.evaluate(() => Object.assign(window, { createImageBitmap: () => new Promise(() => {}) }));
  await choosePicture(recipient, await writeBytes(folder, 'bomb.png', png(bomb)));
  await expect(recipient.getByText(/no QR code in that picture/)).toBeVisible();
});

test('pictures of a contact link, a share link and a backup are read', async ({
  sender,
  recipient,
  folder,
}) => {
  await createKey(sender, 'Ada', folder);
  const contact = await contactLink(sender, 'Ada');
  await recipient.goto('/people');
  // The decoder of the product is what this test is about.
  expect(await recipient.evaluate(() => 'BarcodeDetector' in window)).toBe(false);
  await choosePicture(recipient, await writeBytes(folder, 'desk.png', png(photographed(null))));
  await expect(recipient.getByText(/no QR code in that picture/)).toBeVisible();
  await choosePicture(recipient, await writeBytes(folder, 'contact.png', png(photographed(contact))));
  await expect(personArticle(recipient, 'Ada')).toBeVisible();
  await expect(recipient.getByText(/no QR code in that picture/)).toBeHidden();

  const link = await send(sender, await writeBytes(folder, 'seen.txt', Buffer.from('seen')));
  // As of a good camera: of some ten million pixels.
  const large = png(photographed(link, { width: 3_600, height: 2_700, degrees: -11 }));
  await recipient.goto(`/s/${partsOf(link).id}#cut`);
  await expect(recipient.getByRole('alert')).toContainText(/link is incomplete/i);
  await choosePicture(
    recipient,
    await writeBytes(folder, 'other.png', png(photographed('https://example.org/'))),
  );
  await expect(recipient.getByText(/not a link to a share/)).toBeVisible();
  await choosePicture(recipient, await writeBytes(folder, 'link.png', large));
  await expect(fileList(recipient).getByText('seen.txt', { exact: true })).toBeVisible();

  await sender.goto('/settings');
  await button(keyPairArticle(sender, 'Ada'), 'Show as QR code').click();
  await sender.getByRole('dialog').getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await button(sender.getByRole('dialog'), 'Show').click();
  const text = await sender.getByLabel('The same as text', { exact: true }).inputValue();
  await recipient.goto('/settings');
  await button(recipient, 'Import from QR code').click();
  const size = { width: 1_280, height: 1_280, degrees: 3 };
  await choosePicture(recipient, await writeBytes(folder, 'backup.png', png(photographed(text, size))));
  await expect(recipient.getByLabel('Text of the QR code', { exact: true })).toHaveValue(text);
});

test('what the page shows for a link is that link, wherever there is one', async ({ sender, folder }) => {
  /** Looks at the code on the screen, as another camera would. */
  const shown = async (within: import('@playwright/test').Locator) => {
    const path = await writeBytes(
      folder,
      'shown.png',
      await within
        .getByRole('figure')
        .filter({ hasText: /camera/ })
        .screenshot(),
    );
    await sender.goto('/settings');
    await button(sender, 'Import from QR code').click();
    await choosePicture(sender, path);
    const field = sender.getByLabel('Text of the QR code', { exact: true });
    await expect(field).not.toHaveValue('');
    return await field.inputValue();
  };
  const link = await send(sender, await writeBytes(folder, 'shown.txt', Buffer.from('shown')));
  await button(sender, 'Show QR code').click();
  expect(await shown(sender.locator('body'))).toBe(link);
  await sender.goto('/shares');
  await button(sentArticle(sender, 'shown.txt'), 'Show QR code').click();
  expect(await shown(sentArticle(sender, 'shown.txt'))).toBe(link);

  await createKey(sender, 'Ada', folder);
  const contact = await contactLink(sender, 'Ada');
  await button(keyPairArticle(sender, 'Ada'), 'Show contact QR code').click();
  expect(await shown(keyPairArticle(sender, 'Ada'))).toBe(contact);
  const rows = sender.getByRole('list', { name: 'Request links', exact: true }).getByRole('listitem');
  await sender.goto('/settings');
  await button(rows.first(), 'Show QR code').click();
  expect(await shown(rows.first())).toBe(contact);
});

test('without a camera the page says so, and goes on', async ({ sender }) => {
  await sender.goto('/people');
  await button(sender, 'Scan a QR code').click();
  await expect(sender.getByRole('alert')).toContainText(
    /no camera here|does not let this page use the camera/,
  );
  await button(sender, 'Close').click();
  await expect(sender.getByRole('alert')).toHaveCount(0);
});
