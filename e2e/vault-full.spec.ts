/**
 * Browsers that keep nothing, or nothing more: each says so in its own words, and nothing is lost, half made or sent.
 * Chromium's own quota refuses the writes, and its own incognito profiles forget; a browser that opens no database is
 * stood in for, as Chromium cannot be told to be one.
 */
import type { CDPSession, Page } from '@playwright/test';
import { writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { backupOf, knownKeyPair } from './known-keys.ts';
import {
  addPerson,
  button,
  chooseWithPassphrase,
  contactLink,
  createKey,
  keyPairArticle,
  openRequest,
  PASSPHRASE,
  personArticle,
} from './people-steps.ts';
import { send } from './steps.ts';
import { words } from './words.ts';

type Refusal = 'vault-full' | 'vault-closed';

/** Fills the dialog "New key pair" in, and presses its button. */
async function askForKey(page: Page, name: string): Promise<void> {
  await button(page, 'New key pair').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await dialog.getByLabel('Repeat passphrase', { exact: true }).fill(PASSPHRASE);
  await button(dialog, 'Create and save backup').click();
}

/** Everything that has to keep something, tried in vain. Answers the requests and downloads that came of it. */
async function tryAll(
  page: Page,
  { why, file, backup, link }: { why: Refusal; file: string; backup: string; link: string },
): Promise<{ sent: string[]; downloads: number }> {
  const sent: string[] = [];
  let downloads = 0;
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  page.on('download', () => {
    downloads++;
  });
  const alert = page.getByRole('dialog').getByRole('alert');

  await page.goto('/settings');
  await askForKey(page, 'Bob');
  await expect(alert).toContainText(words[why]);
  await button(page.getByRole('dialog'), 'Cancel').click();
  const importing = { file: backup, submit: 'Import' };
  await chooseWithPassphrase(page, button(page, 'Import key pair'), importing);
  await expect(alert).toContainText(words[why]);
  await button(page.getByRole('dialog'), 'Cancel').click();

  await page.goto('/people');
  await page.getByLabel('Contact link', { exact: true }).fill(link);
  await button(page, 'Add person').click();
  const form = page.locator('form').filter({ has: page.getByLabel('Contact link', { exact: true }) });
  await expect(form.getByRole('alert')).toContainText(words[why]);

  await page.goto('/');
  await page.getByLabel('Files to send', { exact: true }).setInputFiles(file);
  await expect(page.getByRole('alert')).toContainText(words[why]);
  await expect(page.getByRole('textbox', { name: 'Share link', exact: true })).toHaveCount(0);

  await page.goto('about:blank');
  if (why === 'vault-full') {
    await openRequest(page, link, 'Ada');
    await page.getByLabel('Files to send', { exact: true }).setInputFiles(file);
  } else {
    // Said before any file is chosen.
    await page.goto(link);
  }
  await expect(page.getByRole('alert')).toContainText(words[why]);
  await expect(page.getByText('Delivered', { exact: true })).toHaveCount(0);
  return { sent: sent.filter((one) => !one.startsWith('POST /api/requests/')), downloads };
}

/** The room of this profile for the site, in bytes; null: as the browser has it. */
async function setQuota(cdp: CDPSession, origin: string, quotaSize: number | null): Promise<void> {
  await cdp.send('Storage.overrideQuotaForOrigin', quotaSize === null ? { origin } : { origin, quotaSize });
}

/** What comes of a write of one byte: "written", or the name of the error. */
function writeOf(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((answer) => {
        const opening = indexedDB.open('one-byte');
        const say = (error: DOMException | null) => answer(error?.name ?? 'no name');
        opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('bytes'));
        opening.addEventListener('error', () => say(opening.error));
        opening.addEventListener('success', () => {
          const writing = opening.result.transaction('bytes', 'readwrite');
          writing.objectStore('bytes').put(0, 0);
          writing.addEventListener('complete', () => answer('written'));
          writing.addEventListener('abort', () => say(writing.error));
        });
      }),
  );
}

test('a full IndexedDB: what was there stays, nothing is half made, and it goes on when there is room @crash', async ({
  sender: owner,
  recipient,
  server,
  folder,
}) => {
  await createKey(owner, 'Ada', folder);
  const link = await contactLink(owner, 'Ada');
  const cleo = await knownKeyPair('Cleo');
  const backup = await writeBytes(folder, 'Cleo.sealdrop-key', await backupOf(cleo));
  const file = await writeBytes(folder, 'note.txt', Buffer.from('note'));
  await createKey(recipient, 'Dora', folder);
  await send(recipient, file);

  const cdp = await recipient.context().newCDPSession(recipient);
  await setQuota(cdp, server.origin, 1);
  // Chromium goes by its last look at the room for up to 30 seconds.
  await expect.poll(() => writeOf(recipient), { timeout: 60_000 }).toBe('QuotaExceededError');
  const { sent, downloads } = await tryAll(recipient, { why: 'vault-full', file, backup, link });
  expect(sent).toEqual([]);
  expect(downloads).toBe(0);

  await recipient.goto('/settings');
  await button(keyPairArticle(recipient, 'Dora'), 'Rotate').click();
  const dialog = recipient.getByRole('dialog');
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await dialog.getByLabel('Repeat passphrase', { exact: true }).fill(PASSPHRASE);
  await button(dialog, 'Rotate and save backup').click();
  await expect(dialog.getByRole('alert')).toContainText(words['vault-full']);

  await setQuota(cdp, server.origin, null);
  await recipient.reload();
  await expect(keyPairArticle(recipient, 'Dora')).toBeVisible();
  await expect(recipient.getByRole('region', { name: 'Key pairs' }).getByRole('article')).toHaveCount(1);
  await expect(keyPairArticle(recipient, 'Dora').getByText(/^Replaced by/)).toHaveCount(0);
  await recipient.goto('/shares');
  await expect(recipient.getByRole('region', { name: 'Sent' }).getByRole('article')).toHaveCount(1);
  await recipient.goto('/people');
  await expect(recipient.getByText('Nobody yet.', { exact: true })).toBeVisible();

  await addPerson(recipient, 'Ada', link);
  await recipient.goto('/settings');
  await chooseWithPassphrase(recipient, button(recipient, 'Import key pair'), {
    file: backup,
    submit: 'Import',
  });
  await expect(keyPairArticle(recipient, 'Cleo')).toBeVisible();
  await createKey(recipient, 'Bob', folder);
  await send(recipient, file);
});

test('a private window says that it may forget, forgets, and the backup brings the key back', async ({
  sender,
  newProfile,
  folder,
}) => {
  // Playwright's contexts are Chromium's incognito profiles: IndexedDB works until they are closed.
  const backup = await createKey(sender, 'Ada', folder);
  expect(await sender.evaluate(() => navigator.storage.persisted())).toBe(false);
  await expect(sender.getByText(/has not promised to keep your keys/)).toBeVisible();
  await sender.reload();
  await expect(keyPairArticle(sender, 'Ada')).toBeVisible();
  await expect(sender.getByText(/private window forgets them when it is closed/)).toBeVisible();
  const digits = (await sender.getByRole('definition').first().textContent()) ?? '-';
  await sender.context().close();

  const again = await newProfile();
  await again.goto('/settings');
  await expect(again.getByText('No key pair yet.', { exact: true })).toBeVisible();
  await expect(again.getByText(/has not promised to keep your keys/)).toHaveCount(0);
  await chooseWithPassphrase(again, button(again, 'Import key pair'), { file: backup, submit: 'Import' });
  await expect(keyPairArticle(again, 'Ada')).toBeVisible();
  await expect(again.getByRole('definition').first()).toHaveText(digits);
});

/** What comes before the worker's own code, and stands in for a browser that opens no database. */
const closed = {
  // Firefox where cookies and site data are blocked.
  'it throws at once': `IDBFactory.prototype.open = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };`,
  // Firefox in the private windows of its older versions.
  'it answers an error': `IDBFactory.prototype.open = () => {
    const request = { error: new DOMException('no mutations', 'InvalidStateError') };
    queueMicrotask(() => request.onerror());
    return request;
  };`,
};

for (const [how, before] of Object.entries(closed)) {
  test(`a browser that opens no database: ${how}`, async ({ sender: owner, recipient, folder }) => {
    await createKey(owner, 'Ada', folder);
    const link = await contactLink(owner, 'Ada');
    const cleo = await knownKeyPair('Cleo');
    const backup = await writeBytes(folder, 'Cleo.sealdrop-key', await backupOf(cleo));
    const file = await writeBytes(folder, 'note.txt', Buffer.from('note'));
    let replaced = 0;
    await recipient.context().route(/\/worker-[\w-]+\.js$/, async (route) => {
      const response = await route.fetch();
      replaced++;
      await route.fulfill({ response, body: `${before}\n${await response.text()}` });
    });
    const { sent, downloads } = await tryAll(recipient, { why: 'vault-closed', file, backup, link });
    expect(replaced).toBeGreaterThan(0);
    expect(sent).toEqual([]);
    expect(downloads).toBe(0);
    for (const page of ['/settings', '/people', '/shares']) {
      await recipient.goto(page);
      await expect(recipient.getByRole('alert').first()).toContainText(words['vault-closed']);
      await expect(recipient.getByRole('article')).toHaveCount(0);
    }
    await recipient.context().unroute(/\/worker-[\w-]+\.js$/);
    await recipient.goto('/people');
    await expect(personArticle(recipient, 'Ada')).toHaveCount(0);
  });
}
