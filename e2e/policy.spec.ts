/** What an operator lets people do: who may upload, how much in a day, and request links. Refused before a byte is sent, in words of their own. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import Sqlite from 'libsql';
import { fingerprintDigits } from '../shared/crypto/fingerprint.ts';
import { expectAccessible } from './accessible.ts';
import { makeFile, writeBytes } from './files.ts';
import { test as base, expect } from './fixtures.ts';
import { importKnown, type KnownKeyPair, knownKeyPair } from './known-keys.ts';
import { addPerson, button, contactLink, createKey, openRequest } from './people-steps.ts';
import { type Server, startServer } from './server.ts';
import { openShare, pick, saveBy, send, transfer, untilReady } from './steps.ts';
import { words } from './words.ts';

const TOKEN = 'correct-horse-battery-staple-1234';

/** How often this page has put a body, or a part of one. */
function countPuts(page: Page): { count: number } {
  const puts = { count: 0 };
  page.on('request', (request) => {
    if (request.method() === 'PUT' && !request.url().endsWith('/header')) puts.count++;
  });
  return puts;
}

/** Paths of the requests that this page signs from now on. */
function listSigned(page: Page): readonly string[] {
  const paths: string[] = [];
  page.on('request', (request) => {
    if (request.headers()['signature'] !== undefined) paths.push(new URL(request.url()).pathname);
  });
  return paths;
}

const limited = base.extend<object, { readonly server: Server }>({
  server: [
    async ({}, use) => {
      const environment = {
        UPLOADS: 'token',
        UPLOAD_TOKEN: TOKEN,
        MAX_DAY_SHARES: '2',
        MAX_DAY_BYTES: '5000000',
      };
      const server = await startServer({ environment });
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
});

limited('the upload token is asked for once; a day has its limits', async ({ sender, folder }) => {
  const file = await writeBytes(folder, 'plain.txt', Buffer.from('plain'));
  const puts = countPuts(sender);
  await pick(sender, file);
  await expect(sender.getByRole('alert')).toContainText(words['wrong-upload-token']);
  await expect(sender.getByText(/At most 5 MB and 2 shares a day from one address\./)).toBeVisible();
  const field = sender.getByLabel('Upload token', { exact: true });
  await field.fill(`${TOKEN}x`);
  await field.press('Enter');
  await expect(sender.getByText(/not the upload token of this site/)).toBeVisible();
  expect(puts.count).toBe(0);
  await field.fill(TOKEN);
  await button(sender, 'Use token').press('Enter');
  await expect(sender.getByText(/upload token is right/)).toBeVisible();
  await send(sender, file);
  await sender.reload();
  await expect(sender.getByLabel('Files to send', { exact: true })).toBeEnabled();
  await expect(field).toHaveCount(0);

  // The operator has changed it: whoever was sending goes on with the new one.
  await sender.route('**/api/shares', async (route) => {
    const headers = { ...route.request().headers(), 'sealdrop-upload-token': `${TOKEN}-of-yesterday` };
    await route.continue({ headers });
  });
  // One that goes by another name than it has here.
  await pick(sender, await writeBytes(folder, 'what?.txt', Buffer.from('renamed')));
  await expect(sender.getByRole('alert')).toContainText(words['wrong-upload-token']);
  await sender.unroute('**/api/shares');
  await field.fill(TOKEN);
  await field.press('Enter');
  await expect(sender.getByText(/upload token is right/)).toBeVisible();
  await button(sender, 'Resume').click();
  await untilReady(sender);

  await pick(sender, await makeFile(folder, 'large.bin', 5_000_001));
  await expect(sender.getByRole('alert')).toContainText('at most 5 MB from one address in a day');
  const before = puts.count;
  await pick(sender, file);
  await expect(transfer(sender)).toContainText('Failed');
  const alert = sender.getByRole('alert');
  await expect(alert).toContainText('at most 2 shares from one address in a day');
  await expect(alert).toContainText(/Try again in \d+ (days?|hours?|minutes?|seconds?)/);
  expect(puts.count).toBe(before);
});

limited('Send: the upload token asked for, and a wrong one @a11y', async ({ sender, folder }) => {
  await sender.goto('/');
  const field = sender.getByLabel('Upload token', { exact: true });
  await expect(field).toBeVisible();
  await expectAccessible(sender, 'asked for');
  await pick(sender, await writeBytes(folder, 'plain.txt', Buffer.from('plain')));
  await expect(sender.getByRole('alert')).toContainText(words['wrong-upload-token']);
  await field.fill('wrong');
  await button(sender, 'Use token').press('Enter');
  await expect(sender.getByText(/not the upload token of this site/)).toBeVisible();
  await expectAccessible(sender, 'wrong');
});

limited(
  'a contact link that the site has closed is given out no more',
  async ({ sender, recipient, server, folder }) => {
    await sender.goto('/');
    await sender.getByLabel('Upload token', { exact: true }).fill(TOKEN);
    await button(sender, 'Use token').click();
    await expect(sender.getByText(/upload token is right/)).toBeVisible();
    await createKey(sender, 'Ada', folder);
    const first = await contactLink(sender, 'Ada');
    await openRequest(recipient, first, 'Ada');
    expect(await contactLink(sender, 'Ada')).toBe(first);

    // As after the operator has changed the token.
    const database = new Sqlite(join(server.dataDir, 'sealdrop.db'), { timeout: 5_000 });
    database.prepare('update requestLinks set uploadTokenHash = randomblob(32)').run();
    database.close();
    await recipient.goto(first);
    await expect(recipient.getByRole('alert')).toContainText(words['inbox-closed']);
    const second = await contactLink(sender, 'Ada');
    expect(second).not.toBe(first);
    await openRequest(recipient, second, 'Ada');
    expect(await contactLink(sender, 'Ada')).toBe(second);
  },
);

interface Listed {
  readonly ada: KnownKeyPair;
  readonly server: Server;
}

const listed = base.extend<object, Listed>({
  ada: [
    async ({}, use) => {
      await use(await knownKeyPair('Ada'));
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ ada }, use) => {
      const UPLOAD_FINGERPRINTS = fingerprintDigits(ada.identity.fingerprint).join(' ');
      const server = await startServer({
        environment: { UPLOADS: 'listed', UPLOAD_FINGERPRINTS, REQUEST_LINKS: 'off' },
      });
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
});

listed(
  'listed people send, and nobody else; request links are off',
  async ({ sender, recipient: stranger, ada, server, folder }) => {
    const file = await writeBytes(folder, 'plain.txt', Buffer.from('plain'));
    await pick(stranger, file);
    await expect(stranger.getByRole('alert')).toContainText(words['not-listed']);

    await importKnown(sender, ada, folder);
    const section = sender.getByRole('region', { name: 'Request links', exact: true });
    await expect(section).toContainText('takes no deliveries');
    await expect(button(section, 'New request link')).toHaveCount(0);
    await send(sender, file);
    // As after the server has lost them: the page fetches others.
    const database = new Sqlite(join(server.dataDir, 'sealdrop.db'), { timeout: 5_000 });
    const { changes } = database.prepare('delete from permits').run();
    database.close();
    expect(changes).toBe(15);
    const shared = await send(sender, file);

    // Whoever only reads shows their keys to nobody, listed or not.
    await createKey(stranger, 'Eve', folder);
    // What Settings asks for ends with it.
    await stranger.goto('about:blank');
    const signed = listSigned(stranger);
    const told = stranger.waitForResponse('**/api/config');
    await openShare(stranger, shared);
    await told;
    await saveBy(stranger, 'Save plain.txt');
    expect(signed).toEqual([]);
    // It would have been seen.
    await pick(stranger, file);
    await expect(stranger.getByRole('alert')).toContainText(words['not-listed']);
    expect(signed).toContain('/api/uploads/permits');

    const link = await contactLink(sender, 'Ada');
    await addPerson(stranger, 'Ada', link);
    await stranger.goto(link);
    await expect(stranger.getByRole('alert')).toContainText(words['requests-off']);
    await expect(stranger.getByLabel('Files to send', { exact: true })).toHaveCount(0);
  },
);
