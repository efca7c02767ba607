/** Key pairs in Settings: made with their backup, brought to another browser, handed out, rotated, deleted. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import {
  button,
  chooseWithPassphrase,
  clipboardOf,
  createKey,
  inboxArticle,
  keyPairArticle,
  PASSPHRASE,
} from './people-steps.ts';
import { words } from './words.ts';

test('a key pair is there when its backup is saved, and checking that makes it checked', async ({
  sender,
  folder,
}) => {
  const backup = await createKey(sender, 'Ada', folder);
  const article = keyPairArticle(sender, 'Ada');
  await expect(article.getByText(/backup saved, not checked/i)).toBeVisible();
  expect((await readFile(backup)).length).toBeGreaterThan(500);
  await chooseWithPassphrase(sender, button(article, 'Check backup'), {
    file: backup,
    submit: 'Check',
    passphrase: 'another passphrase',
  });
  await expect(sender.getByRole('dialog').getByRole('alert')).toContainText(words['wrong-backup-passphrase']);
  await sender.getByRole('dialog').getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await sender.keyboard.press('Enter');
  await expect(article.getByText(/saved and checked/i)).toBeVisible();
  await sender.reload();
  await expect(article.getByText(/saved and checked/i)).toBeVisible();
});

test('the dialog refuses what would not protect a backup, and Escape leaves nothing behind', async ({
  sender,
}) => {
  await sender.goto('/settings');
  await button(sender, 'New key pair').click();
  const dialog = sender.getByRole('dialog');
  await button(dialog, 'Create and save backup').click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel('Passphrase', { exact: true }).fill('short');
  await button(dialog, 'Create and save backup').click();
  await expect(dialog.getByText('Use at least 8 characters.', { exact: true })).toBeVisible();
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await dialog.getByLabel('Repeat passphrase', { exact: true }).fill(`${PASSPHRASE}.`);
  await button(dialog, 'Create and save backup').click();
  await expect(dialog.getByText(/not the same/i)).toBeVisible();
  await sender.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(button(sender, 'New key pair')).toBeFocused();
  await expect(sender.getByRole('article')).toHaveCount(0);
});

test('another device takes the key pair from its file, and from the text of its QR code', async ({
  sender,
  recipient,
  newProfile,
  folder,
}) => {
  const backup = await createKey(sender, 'Ada', folder);
  await sender.goto('/settings');
  const digits = await keyPairArticle(sender, 'Ada').getByRole('definition').textContent();
  expect(digits).toMatch(/^(\d{5} ){7}\d{5}$/);

  await recipient.goto('/settings');
  await chooseWithPassphrase(recipient, button(recipient, 'Import key pair'), {
    file: backup,
    submit: 'Import',
  });
  await expect(keyPairArticle(recipient, 'Ada')).toContainText(digits ?? '-');

  await button(keyPairArticle(sender, 'Ada'), 'Show as QR code').click();
  const dialog = sender.getByRole('dialog');
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await button(dialog, 'Show').click();
  const code = await dialog.getByLabel('The same as text', { exact: true }).inputValue();

  const third = await newProfile();
  await third.goto('/settings');
  await button(third, 'Import from QR code').click();
  await third.getByLabel('Text of the QR code', { exact: true }).fill(code);
  await third.getByRole('dialog').getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await button(third.getByRole('dialog'), 'Import').click();
  await expect(keyPairArticle(third, 'Ada')).toContainText(digits ?? '-');
  await expect(third.getByRole('dialog')).toBeHidden();
});

test('a backup that was cut, changed, or is none, imports nothing', async ({ sender, recipient, folder }) => {
  const backup = await readFile(await createKey(sender, 'Ada', folder));
  const changed = Buffer.from(backup);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  const cases: [string, Buffer, RegExp][] = [
    ['cut.sealdrop-key', backup.subarray(0, -20), /./],
    ['changed.sealdrop-key', changed, words.damaged],
    [
      'none.pem',
      Buffer.from('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'),
      words['unsupported-key'],
    ],
  ];
  await recipient.goto('/settings');
  for (const [name, bytes, expected] of cases) {
    const file = await writeBytes(folder, name, bytes);
    await chooseWithPassphrase(recipient, button(recipient, 'Import key pair'), { file, submit: 'Import' });
    await expect(recipient.getByRole('dialog').getByRole('alert'), name).toContainText(expected);
    await button(recipient.getByRole('dialog'), 'Cancel').click();
  }
  await expect(recipient.getByRole('article')).toHaveCount(0);
});

test('public keys, PEM files and the backup are handed out', async ({ sender, folder }) => {
  const backup = await createKey(sender, 'Ada', folder);
  const article = keyPairArticle(sender, 'Ada');
  let coming = sender.waitForEvent('download');
  await button(article, 'Export backup').click();
  const again = join(folder, 'again');
  await (await coming).saveAs(again);
  expect((await readFile(again)).equals(await readFile(backup))).toBe(true);

  const names: string[] = [];
  const texts: string[] = [];
  sender.on('download', async (download) => {
    names.push(download.suggestedFilename());
    texts.push(await readFile(await download.path(), 'utf8'));
  });
  await button(article, 'Export public key').click();
  await expect.poll(() => texts.length).toBe(2);
  for (const text of texts) expect(text).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  await button(article, 'Export PEM').click();
  await sender.getByRole('dialog').getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await button(sender.getByRole('dialog'), 'Export').click();
  await expect.poll(() => texts.length).toBe(4);
  for (const text of texts.slice(2)) expect(text).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
  expect(names.slice(2).sort()).toEqual(['Ada-encryption.pem', 'Ada-signing.pem']);
  await writeFile(join(folder, 'key.pem'), texts[2] ?? '');
});

test('several key pairs: another default, a rotation, and a deletion that asks for the name', async ({
  sender,
  folder,
}) => {
  await createKey(sender, 'Ada', folder);
  await createKey(sender, 'Work', folder);
  await expect(keyPairArticle(sender, 'Ada').getByText(/^Default/)).toBeVisible();
  await button(keyPairArticle(sender, 'Work'), 'Make default').click();
  await expect(keyPairArticle(sender, 'Work').getByText(/^Default/)).toBeVisible();
  await expect(keyPairArticle(sender, 'Ada').getByText(/^Default/)).toBeHidden();

  await button(keyPairArticle(sender, 'Ada'), 'Rotate').click();
  const dialog = sender.getByRole('dialog');
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await dialog.getByLabel('Repeat passphrase', { exact: true }).fill(PASSPHRASE);
  const coming = sender.waitForEvent('download');
  await button(dialog, 'Rotate and save backup').click();
  await coming;
  await expect(keyPairArticle(sender, 'Ada')).toHaveCount(2);
  await expect(keyPairArticle(sender, 'Ada').getByText(/Replaced by Ada/)).toHaveCount(1);

  await button(keyPairArticle(sender, 'Work'), 'Delete').click();
  await expect(dialog.getByText(/in its inbox/i)).toBeVisible();
  await dialog.getByLabel('Name', { exact: true }).fill('work');
  await button(dialog, 'Delete key pair').click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel('Name', { exact: true }).fill('Work');
  await button(dialog, 'Delete key pair').click();
  await expect(keyPairArticle(sender, 'Work')).toHaveCount(0);
  await sender.reload();
  await expect(sender.getByRole('article')).toHaveCount(2);
});

test('request links are named, copied and revoked', async ({ sender, recipient, folder }) => {
  await createKey(sender, 'Ada', folder);
  await button(sender, 'New request link').click();
  const dialog = sender.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('For clients');
  await dialog.getByLabel('Expires after', { exact: true }).selectOption({ label: '7 days' });
  await button(dialog, 'Create link').click();
  const list = sender.getByRole('list', { name: 'Request links', exact: true });
  const row = list.getByRole('listitem').filter({ hasText: 'For clients' });
  await button(row, 'Copy link').click();
  await expect(row.getByText('Copied.', { exact: true })).toBeVisible();
  const link = await clipboardOf(sender);
  await recipient.goto(link);
  await expect(recipient.getByRole('heading', { name: 'Send files to Ada', exact: true })).toBeVisible();
  await button(row, 'Revoke').click();
  await button(sender, 'Revoke this link').click();
  await expect(row).toHaveCount(0);
  const file = await writeBytes(folder, 'late.txt', Buffer.from('late'));
  await recipient.getByLabel('Files to send', { exact: true }).setInputFiles(file);
  await expect(recipient.getByRole('alert')).toContainText(words['inbox-closed']);
  await recipient.goto('about:blank');
  await recipient.goto(link);
  await expect(recipient.getByRole('alert')).toContainText(words['inbox-closed']);
  await expect(recipient.getByLabel('Files to send', { exact: true })).toHaveCount(0);
  await sender.goto('/shares');
  await expect(inboxArticle(sender, 'late.txt')).toHaveCount(0);
});
