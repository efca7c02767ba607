/**
 * Keys and people from end to end: a key pair whose backup is checked, 300 MB from somebody who has none, a share for
 * people by name, one of them removed, another added, and what was uploaded never written again.
 */
import type { Page, Request } from '@playwright/test';
import { makeFile, sha256OfFile, sha256OfPieces } from './files.ts';
import { expect, test } from './fixtures.ts';
import { pickedDigests, pickedFiles, stubSavePicker } from './opfs-picker.ts';
import {
  addPerson,
  button,
  choosePeople,
  chooseWithPassphrase,
  clipboardOf,
  contactLink,
  createKey,
  inboxArticle,
  keyPairArticle,
  sentArticle,
} from './people-steps.ts';
import { deliverLarge } from './plain-steps.ts';
import { fileList, partsOf, pick, saveButton, savedDigest, shareLink, untilReady } from './steps.ts';
import { bodyStamps } from './stored-objects.ts';
import { words } from './words.ts';

const PIECE = 32 * 1_048_576;
const LARGE = 300_000_000;

async function requestLink(page: Page, name: string): Promise<string> {
  await page.goto('/settings');
  await button(page, 'New request link').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await button(dialog, 'Create link').click();
  const list = page.getByRole('list', { name: 'Request links', exact: true });
  const row = list.getByRole('listitem').filter({ hasText: name });
  await button(row, 'Copy link').click();
  await expect(row.getByText('Copied.', { exact: true })).toBeVisible();
  return await clipboardOf(page);
}

/** Somebody opens an address as if for the first time. */
async function reopen(page: Page, address: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(address);
}

/** What a page asked for before, asked again from outside of any browser: status, and the code of a refusal. */
async function repeated(request: Request): Promise<{ status: number; code: string | null }> {
  const { authorization } = await request.allHeaders();
  const body = request.postData();
  const response = await fetch(request.url(), {
    method: request.method(),
    headers: {
      authorization: authorization ?? '',
      ...(body === null ? {} : { 'content-type': 'application/json' }),
    },
    body,
  });
  const answer = (await response.json()) as { error?: { code: string } };
  return { status: response.status, code: answer.error?.code ?? null };
}

test('keys and people: backup, 300 MB into the inbox, a share for two, one removed, one added', async ({
  sender: ada,
  recipient: bob,
  newProfile,
  newPlainProfile,
  server,
  folder,
}) => {
  const [cleo, stranger] = [await newProfile(), await newPlainProfile()];
  await stubSavePicker(ada);

  const backup = await createKey(ada, 'Ada', folder);
  const key = keyPairArticle(ada, 'Ada');
  await expect(key.getByText(/backup saved, not checked/i)).toBeVisible();
  await chooseWithPassphrase(ada, button(key, 'Check backup'), { file: backup, submit: 'Check' });
  await expect(key.getByText(/saved and checked/i)).toBeVisible();

  const link = await requestLink(ada, 'For everybody');
  const large = await makeFile(folder, 'large.bin', LARGE);
  await deliverLarge(stranger, { link, name: 'Ada', file: large, timeout: 150_000 });
  await ada.goto('/shares');
  const delivery = inboxArticle(ada, 'large.bin');
  await expect(delivery.getByText('Sender not identified', { exact: true })).toBeVisible();
  await button(delivery, 'Open').click();
  await saveButton(ada, 'large.bin').click();
  await expect(ada.getByText('Saved and verified', { exact: true })).toBeVisible({ timeout: 120_000 });
  expect(await pickedFiles(ada)).toEqual([{ name: 'large.bin', size: LARGE }]);
  expect(await pickedDigests(ada, 'large.bin', PIECE)).toEqual(await sha256OfPieces(large, PIECE));

  const dan = await newProfile();
  for (const [name, page] of Object.entries({ Bob: bob, Cleo: cleo, Dan: dan })) {
    await createKey(page, name, folder);
    await addPerson(ada, name, await contactLink(page, name));
  }
  const file = await makeFile(folder, 'named.bin', 3_000_000);
  const digest = await sha256OfFile(file);
  await pick(ada, file);
  await untilReady(ada);
  await expect(shareLink(ada)).toHaveValue(/#/);
  const group = ada.getByRole('group', { name: 'People', exact: true });
  await group.getByRole('checkbox', { name: 'Bob', exact: true }).check();
  await expect(group.getByRole('checkbox', { name: 'Whoever has the link', exact: true })).not.toBeChecked();
  await choosePeople(ada, { Bob: true, Cleo: true });
  await expect(shareLink(ada)).toHaveValue(/\/s\/[\w-]{22}$/);
  await expect(ada.getByText(/only the people you named/i)).toBeVisible();
  const address = await shareLink(ada).inputValue();
  const { id } = partsOf(address);
  const stamps = await bodyStamps(server.objects, id);

  const asked: Request[] = [];
  cleo.on('request', (request) => asked.push(request));
  for (const page of [bob, cleo]) {
    await page.goto(address);
    await expect(fileList(page)).toBeVisible();
    expect(await savedDigest(page, 'named.bin')).toBe(digest);
  }
  await dan.goto(address);
  await expect(dan.getByRole('alert')).toContainText(words['not-addressed']);
  await expect(dan.getByRole('listitem').filter({ hasText: 'Dan' })).toBeVisible();
  await expect(dan.getByRole('link', { name: /import a key pair/i })).toBeVisible();

  // What Cleo could do from now on with the access that she had.
  const keptBy = (method: string, rest: string) => {
    const found = asked.find(
      (request) => request.method() === method && request.url().endsWith(`/api/shares/${id}/${rest}`),
    );
    if (!found) throw new Error(`no ${method} ${rest} among ${asked.length} requests`);
    return found;
  };
  const [manifest, body] = [keptBy('GET', 'manifest'), keptBy('POST', 'body')];
  for (const kept of [manifest, body]) expect(await repeated(kept)).toEqual({ status: 200, code: null });

  await ada.getByRole('link', { name: 'Shares', exact: true }).click();
  const article = sentArticle(ada, 'named.bin');
  await expect(article.getByText('For Bob, Cleo', { exact: true })).toBeVisible();
  await button(article, 'People').click();
  await choosePeople(article, { Cleo: false });
  await expect(article.getByText('For Bob', { exact: true })).toBeVisible();
  await reopen(cleo, address);
  await expect(cleo.getByRole('alert')).toContainText(words['not-addressed']);
  expect(await repeated(manifest)).toEqual({ status: 401, code: 'wrong-token' });
  // Of a download that had begun: told to fetch the header again, and given nothing.
  expect(await repeated(body)).toEqual({ status: 409, code: 'stale' });

  await choosePeople(article, { Dan: true });
  await expect(article.getByText('For Bob, Dan', { exact: true })).toBeVisible();
  for (const page of [dan, bob]) {
    await reopen(page, address);
    await expect(fileList(page)).toBeVisible();
    expect(await savedDigest(page, 'named.bin')).toBe(digest);
  }
  expect(await repeated(manifest)).toEqual({ status: 401, code: 'wrong-token' });

  await choosePeople(article, { 'Whoever has the link': true });
  await button(article, 'Copy link').click();
  const withSecret = await clipboardOf(ada);
  expect(withSecret).toContain('#');
  await reopen(cleo, withSecret);
  await expect(fileList(cleo)).toBeVisible();
  expect(await bodyStamps(server.objects, id)).toEqual(stamps);
});
