/** Contacts, and who sealed a share. Shares for named people are in journey.spec.ts. */
import { sha256, writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { addPerson, button, choosePeople, contactLink, createKey, personArticle } from './people-steps.ts';
import { savedDigest, send } from './steps.ts';
import { words } from './words.ts';

test('a contact is added by link, named, compared, verified and removed', async ({
  sender,
  recipient,
  folder,
}) => {
  await createKey(recipient, 'Bob', folder);
  const link = await contactLink(recipient, 'Bob');
  const digits = (await recipient.getByRole('definition').first().textContent()) ?? '-';

  await sender.goto('/people');
  await sender.getByLabel('Contact link', { exact: true }).fill(link.slice(0, -3));
  await button(sender, 'Add person').click();
  await expect(sender.getByRole('alert')).toContainText(words['link-cut']);
  await sender.getByLabel('Contact link', { exact: true }).fill('hello');
  await button(sender, 'Add person').click();
  await expect(sender.getByText(/that is no contact link/i)).toBeVisible();

  await addPerson(sender, 'Bob', link);
  const bob = personArticle(sender, 'Bob');
  await button(bob, 'Compare fingerprint').click();
  await expect(bob.getByRole('definition').first()).toHaveText(digits);
  await button(bob, 'Mark as verified').click();
  await expect(bob.getByText(/^Verified/)).toBeVisible();
  await button(bob, 'Rename').click();
  await bob.getByLabel('Name', { exact: true }).fill('Robert');
  await button(bob, 'Save name').click();
  const robert = personArticle(sender, 'Robert');
  await expect(robert.getByText('Calls themselves “Bob”.', { exact: true })).toBeVisible();
  await expect(robert.getByText(/^Verified/)).toBeVisible();
  await button(robert, 'Remove').click();
  await expect(sender.getByRole('article')).toHaveCount(0);
});

test('nobody is left over by mistake', async ({ sender, recipient, folder }) => {
  await createKey(recipient, 'Bob', folder);
  await addPerson(sender, 'Bob', await contactLink(recipient, 'Bob'));
  await send(sender, await writeBytes(folder, 'mine.txt', Buffer.from('mine')));
  await choosePeople(sender, { Bob: true });
  const group = sender.getByRole('group', { name: 'People', exact: true });
  await group.getByRole('checkbox', { name: 'Bob', exact: true }).uncheck();
  await button(sender, 'Apply').click();
  await expect(group.getByRole('alert')).toContainText(/nobody could open it/i);
});

test('who sealed it: a stranger by name, a known contact, a verified one', async ({
  sender,
  recipient,
  folder,
}) => {
  await createKey(sender, 'Ada', folder);
  const contact = await contactLink(sender, 'Ada');
  const link = await send(sender, await writeBytes(folder, 'signed.txt', Buffer.from('signed')));
  await recipient.goto(link);
  await expect(recipient.getByText('Calls themselves “Ada”', { exact: true })).toBeVisible();
  await addPerson(recipient, 'Ada', contact);
  await recipient.goto(link);
  await expect(recipient.getByText('Sealed by Ada', { exact: true })).toBeVisible();
  await expect(recipient.getByText(/have not compared/i)).toBeVisible();
  await recipient.goto('/people');
  await button(personArticle(recipient, 'Ada'), 'Mark as verified').click();
  await expect(personArticle(recipient, 'Ada').getByText(/^Verified/)).toBeVisible();
  await recipient.goto(link);
  await expect(recipient.getByText(/^Verified: signed by/)).toBeVisible();
});

test('a named sender is added from the opened share, and the server is not asked who that is', async ({
  sender,
  recipient,
  folder,
}) => {
  await createKey(sender, 'Ada', folder);
  const link = await send(sender, await writeBytes(folder, 'signed.txt', Buffer.from('signed')));
  await recipient.goto(link);
  await expect(recipient.getByText('Calls themselves “Ada”', { exact: true })).toBeVisible();
  const asked: string[] = [];
  recipient.context().on('request', (request) => asked.push(new URL(request.url()).pathname));
  // The page's own files may come at any time: they are the same for everybody.
  const askedOfServer = () => asked.filter((path) => !path.startsWith('/assets/'));
  await button(recipient, 'Add to People').click();
  await expect(recipient.getByText('Sealed by Ada', { exact: true })).toBeVisible();
  await expect(button(recipient, 'Add to People')).toHaveCount(0);
  expect(askedOfServer()).toEqual([]);
  expect(await savedDigest(recipient, 'signed.txt')).toBe(sha256(Buffer.from('signed')));

  await recipient.goto('/people');
  const ada = personArticle(recipient, 'Ada');
  await expect(ada.getByText('Not verified yet.', { exact: true })).toBeVisible();
  await expect(ada.getByText(/add them again by their contact link/)).toBeVisible();
  await addPerson(recipient, 'Ada', await contactLink(sender, 'Ada'));
  await expect(ada).toHaveCount(1);
  await expect(ada.getByText(/add them again by their contact link/)).toHaveCount(0);
});

test('nobody is offered for People who has no name, is oneself, or is there already', async ({
  sender,
  recipient,
  folder,
}) => {
  const file = await writeBytes(folder, 'plain.txt', Buffer.from('plain'));
  const anonymous = await send(sender, file);
  await recipient.goto(anonymous);
  await expect(recipient.getByText('Sender not identified', { exact: true })).toBeVisible();
  await expect(button(recipient, 'Add to People')).toHaveCount(0);

  await createKey(sender, 'Ada', folder);
  const own = await send(sender, file);
  await sender.goto(own);
  await expect(sender.getByText('Sent by you', { exact: true })).toBeVisible();
  await expect(button(sender, 'Add to People')).toHaveCount(0);
});

test('a second key under a known name is told apart before anybody adds it', async ({
  sender,
  recipient,
  newProfile,
  folder,
}) => {
  const impostor = await newProfile();
  for (const page of [sender, impostor]) await createKey(page, page === sender ? 'Ada' : 'ADA', folder);
  await addPerson(recipient, 'Ada', await contactLink(sender, 'Ada'));
  await recipient.goto(await send(impostor, await writeBytes(folder, 'trap.txt', Buffer.from('trap'))));
  await expect(recipient.getByText('Calls themselves “ADA”', { exact: true })).toBeVisible();
  await expect(recipient.getByText(/this is another key than theirs/)).toBeVisible();
});

test('a contact with a new key is followed after a click, and is unverified again', async ({
  sender,
  recipient,
  folder,
}) => {
  await createKey(recipient, 'Bob', folder);
  await addPerson(sender, 'Bob', await contactLink(recipient, 'Bob'));
  const bob = personArticle(sender, 'Bob');
  await button(bob, 'Mark as verified').click();
  await expect(bob.getByText(/^Verified/)).toBeVisible();
  await recipient.goto('/settings');
  await button(recipient, 'Rotate').click();
  const dialog = recipient.getByRole('dialog');
  await dialog.getByLabel('Passphrase', { exact: true }).fill('another four words');
  await dialog.getByLabel('Repeat passphrase', { exact: true }).fill('another four words');
  await button(dialog, 'Rotate and save backup').click();
  await expect(recipient.getByRole('article')).toHaveCount(2);
  await expect(async () => {
    await sender.reload();
    await expect(button(bob, 'Follow to the new key')).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 120_000 });
  await button(bob, 'Follow to the new key').click();
  await expect(bob.getByText('Not verified yet.', { exact: true })).toBeVisible();
  await expect(button(bob, 'Follow to the new key')).toBeHidden();
});
