/** What has to do with people and keys: Settings, People, request pages, Shares, and whose seal is on a share. */
import { writeBytes } from '../files.ts';
import { expect, test } from '../fixtures.ts';
import {
  addPerson,
  button,
  choosePeople,
  contactLink,
  createKey,
  deliver,
  inboxArticle,
  keyPairArticle,
  openRequest,
  personArticle,
  sentArticle,
} from '../people-steps.ts';
import { openShare, send, shareLink, stopReady } from '../steps.ts';
import { words } from '../words.ts';
import { shoot } from './screen.ts';

const contract = Buffer.alloc(400_000, 'contract');

test('Settings @screens', async ({ sender, folder }) => {
  test.setTimeout(240_000);
  await sender.goto('/settings');
  await expect(button(sender, 'New key pair')).toBeVisible();
  await shoot(sender, 'settings-empty', { forced: true });
  await button(sender, 'New key pair').click();
  await shoot(sender, 'settings-new-key', { forced: true });
  await button(sender, 'Create and save backup').click();
  await expect(sender.getByRole('alert')).toBeVisible();
  await shoot(sender, 'settings-new-key-refused');
  await sender.keyboard.press('Escape');
  await createKey(sender, 'Ada Lovelace', folder);
  const article = keyPairArticle(sender, 'Ada Lovelace');
  await shoot(sender, 'settings-keys', { forced: true });
  await button(article, 'Show contact QR code').click();
  await expect(sender.getByText(/points a camera/)).toBeVisible();
  await shoot(sender, 'settings-contact-code');
  for (const [press, name] of [
    ['Export PEM', 'pem'],
    ['Rotate', 'rotate'],
    ['Delete', 'delete'],
    ['Show as QR code', 'backup-code'],
  ] as const) {
    await button(article, press).click();
    await expect(sender.getByRole('dialog')).toBeVisible();
    if (name === 'delete') await expect(sender.getByText(/in its inbox/i)).toBeVisible();
    await shoot(sender, `settings-${name}`);
    await sender.keyboard.press('Escape');
  }
  await button(sender, 'Import from QR code').click();
  await shoot(sender, 'settings-import-code');
  await sender.keyboard.press('Escape');
  await button(sender, 'New request link').click();
  await shoot(sender, 'settings-request-link');
});

test('People @screens', async ({ sender, recipient, newProfile, folder }) => {
  test.setTimeout(240_000);
  await sender.goto('/people');
  await expect(sender.getByText('Nobody yet.', { exact: true })).toBeVisible();
  await shoot(sender, 'people-empty');
  const other = await newProfile();
  await createKey(recipient, 'Grace Hopper', folder);
  await createKey(other, 'Alan Turing', folder);
  const ofGrace = await contactLink(recipient, 'Grace Hopper');
  await addPerson(sender, 'Alan Turing', await contactLink(other, 'Alan Turing'));
  await addPerson(sender, 'Grace Hopper', ofGrace);
  const grace = personArticle(sender, 'Grace Hopper');
  await button(grace, 'Compare fingerprint').click();
  await shoot(sender, 'people-compare');
  await button(grace, 'Mark as verified').click();
  await expect(grace.getByText(/^Verified/)).toBeVisible();
  await button(grace, 'Compare fingerprint').click();
  await shoot(sender, 'people', { forced: true });
  await button(grace, 'Rename').click();
  await shoot(sender, 'people-rename');

  await openRequest(sender, ofGrace, 'Grace Hopper');
  await shoot(sender, 'request-verified');
});

test('whose seal is on a share @screens', async ({ sender, recipient, newProfile, folder }) => {
  test.setTimeout(240_000);
  await createKey(sender, 'Ada Lovelace', folder);
  const link = await contactLink(sender, 'Ada Lovelace');
  await createKey(recipient, 'Grace Hopper', folder);
  const ofGrace = await contactLink(recipient, 'Grace Hopper');
  const share = await send(sender, await writeBytes(folder, 'Contract.pdf', contract));
  await shoot(sender, 'send-ready-signed');
  await openShare(recipient, share);
  await shoot(recipient, 'open-named');
  await addPerson(recipient, 'Ada Lovelace', link);
  await openShare(recipient, share);
  await shoot(recipient, 'open-known');
  await recipient.goto('/people');
  await button(recipient, 'Mark as verified').click();
  await expect(recipient.getByText(/^Verified/)).toBeVisible();
  await openShare(recipient, share);
  await shoot(recipient, 'open-verified', { forced: true });

  await addPerson(sender, 'Grace Hopper', ofGrace);
  await send(sender, await writeBytes(folder, 'For Grace.pdf', contract));
  await choosePeople(sender, { 'Grace Hopper': true });
  await shoot(sender, 'send-for-people');
  const other = await newProfile();
  await createKey(other, 'Alan Turing', folder);
  await other.goto(await shareLink(sender).inputValue());
  await expect(other.getByRole('alert')).toContainText(words['not-addressed']);
  await shoot(other, 'open-not-addressed');
});

test('request pages and Shares @screens', async ({ sender, recipient, folder }) => {
  test.setTimeout(240_000);
  await sender.goto('/shares');
  await expect(sender.getByText('Nothing yet.', { exact: true })).toBeVisible();
  await shoot(sender, 'shares-empty');
  await createKey(sender, 'Ada Lovelace', folder);
  await sender.goto('/shares');
  await expect(sender.getByText(/^Nothing has been sent/)).toBeVisible();
  await shoot(sender, 'shares-empty-inbox');
  const link = await contactLink(sender, 'Ada Lovelace');
  await openRequest(recipient, link, 'Ada Lovelace');
  await shoot(recipient, 'request', { forced: true });
  await deliver(recipient, await writeBytes(folder, 'Signed contract.pdf', contract));
  await shoot(recipient, 'request-delivered');

  await send(sender, await writeBytes(folder, 'Contract.pdf', contract));
  await send(sender, await writeBytes(folder, 'Old plans.zip', contract));
  await stopReady(sender);
  await expect(sender.getByRole('heading', { name: /stopped and deleted/ })).toBeVisible();
  await sender.goto('/shares');
  await expect(inboxArticle(sender, 'Signed contract.pdf')).toBeVisible();
  await expect(sentArticle(sender, 'Contract.pdf')).toBeVisible();
  await shoot(sender, 'shares', { forced: true });
  await button(sentArticle(sender, 'Contract.pdf'), 'Change').click();
  await shoot(sender, 'shares-change');
  await sender.reload();
  await button(inboxArticle(sender, 'Signed contract.pdf'), 'Delete').click();
  await shoot(sender, 'shares-delete');
  await sender.keyboard.press('Escape');
  await button(sentArticle(sender, 'Contract.pdf'), 'Revoke').click();
  await shoot(sender, 'shares-revoke', { forced: true });
  await sender.keyboard.press('Escape');
  await button(sentArticle(sender, 'Old plans.zip'), 'Dismiss').click();
  await expect(button(sender, 'Undo')).toBeFocused();
  await shoot(sender, 'shares-undo', { forced: true });

  await sender.goto('/settings');
  const links = sender.getByRole('list', { name: 'Request links', exact: true });
  await button(links, 'Revoke').click();
  await shoot(sender, 'settings-revoke');
  await button(sender, 'Revoke this link').click();
  await expect(links).toBeHidden();
  await recipient.goto('about:blank');
  await recipient.goto(link);
  await expect(recipient.getByRole('alert')).toContainText(words['inbox-closed']);
  await shoot(recipient, 'request-closed');
});
