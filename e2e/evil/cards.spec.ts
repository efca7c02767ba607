/**
 * A server that answers another card than the one asked for, wherever a page asks: refused in words, and nothing is sent
 * to anybody.
 */
import { fromBase64Url, random, toBase64Url } from '../../shared/bytes.ts';
import { sealKeyCard } from '../../shared/crypto/key-card.ts';
import { openHeaderByKeys } from '../../shared/crypto/open-header.ts';
import { countCases } from '../cases.ts';
import { writeBytes } from '../files.ts';
import { type KnownKeyPair, knownKeyPair, publicOf } from '../known-keys.ts';
import { addPerson, button, choosePeople, openRequest, personArticle, sentArticle } from '../people-steps.ts';
import { send, shareLink } from '../steps.ts';
import { words } from '../words.ts';
import { expect, test } from './fixtures.ts';
import { cardAt, cardsOf, inTurn } from './hosting.ts';
import { contactLinkOf } from './people-steps.ts';
import { type EvilServer, json, refusal, type Tamper } from './server.ts';
import { type Cause, expectWords } from './steps.ts';

const held = countCases('swapped cards');

/** What a server without Bob's signing key can answer for his fingerprint. */
async function swapped(bob: KnownKeyPair): Promise<[string, Cause, Uint8Array][]> {
  const mallory = await knownKeyPair('Bob');
  const { card } = bob.identity;
  const keysOf = ({ plain }: KnownKeyPair) => ({ sig: publicOf(plain.sig), enc: publicOf(plain.enc) });
  const [ours, theirs] = [keysOf(bob), keysOf(mallory)];
  const byMallory = (keys: ReturnType<typeof keysOf>) =>
    sealKeyCard(
      { name: 'Bob', created: 1_900_000_000, pq: null, ...keys },
      mallory.identity.signing.privateKey,
    );
  const renamed = Buffer.from(card);
  renamed.write('Rob', renamed.indexOf('Bob'));
  const off = Buffer.from(card);
  const last = off.indexOf(ours.enc) + 119;
  off[last] = (off[last] ?? 0) ^ 1;
  return [
    ['another whole card with the same name', 'card-changed', mallory.identity.card],
    [
      'a later card of another, for Bob’s encryption key',
      'card-changed',
      await byMallory({ ...ours, sig: theirs.sig }),
    ],
    [
      'Bob’s signing key, another encryption key',
      'card-changed',
      await byMallory({ ...ours, enc: theirs.enc }),
    ],
    ['Bob’s keys, signed by another', 'card-changed', await byMallory(ours)],
    ['Bob’s keys under another name', 'card-changed', renamed],
    ['a point that is not on the curve', 'card-changed', off],
    ['a card cut by a byte', 'card-changed', card.subarray(0, -1)],
    ['bytes', 'card-changed', random(400)],
    ['a card that is too large', 'unexpected', random(9_000)],
  ];
}

/** A server that has no card for this fingerprint. */
const noCard =
  ({ identity }: KnownKeyPair): Tamper =>
  ({ method, path }) =>
    method === 'GET' && path === `/api/cards/${toBase64Url(identity.fingerprint)}`
      ? refusal(404, 'not-found')
      : null;

const asked = (evil: EvilServer) =>
  evil.seen.map(({ method, path }) => `${method} ${path.split('/')[2] ?? ''}`);
/** Requests that would tell anybody of files. */
const shareRequests = (evil: EvilServer) =>
  evil.seen.filter(({ method, path }) => method !== 'GET' && /^\/(api\/shares|objects)/.test(path));

/** Every request link works. */
const openInbox: Tamper = ({ method, path }) =>
  method === 'POST' && path.startsWith('/api/requests/') ? json({}) : null;

test('at adding a person', async ({ evil, sender }) => {
  const bob = await knownKeyPair('Bob');
  const link = await contactLinkOf(evil.origin, bob);
  await sender.goto('/people');
  await sender.getByText('Nobody yet.', { exact: true }).waitFor();
  const add = async () => {
    await sender.getByLabel('Contact link', { exact: true }).fill(link);
    await button(sender, 'Add person').click();
  };
  for (const [what, cause, card] of await swapped(bob)) {
    evil.tamper = cardAt(bob.identity.fingerprint, card);
    evil.seen.length = 0;
    await test.step(what, async () => {
      await sender.getByLabel('Contact link', { exact: true }).fill('');
      await button(sender, 'Add person').click();
      await expect(sender.getByRole('alert')).toHaveCount(0);
      await add();
      await expect(sender.getByRole('alert')).toBeVisible();
      expectWords(await sender.getByRole('alert').innerText(), cause);
      await expect(sender.getByRole('article')).toHaveCount(0);
      expect(asked(evil)).toEqual(['GET cards']);
    });
    held();
  }
  evil.tamper = noCard(bob);
  await add();
  await expect(sender.getByRole('alert')).toContainText(words['card-absent']);
  expectWords(await sender.getByRole('alert').innerText(), 'card-absent');
  await expect(sender.getByRole('article')).toHaveCount(0);
  held();
  evil.tamper = cardsOf(bob);
  await add();
  await expect(personArticle(sender, 'Bob')).toBeVisible();
  await expect(sender.getByRole('alert')).toHaveCount(0);
});

test('at a request link, before and after files are chosen', async ({ evil, sender, folder }) => {
  const bob = await knownKeyPair('Bob');
  const link = await contactLinkOf(evil.origin, bob);
  const file = await writeBytes(folder, 'secret.txt', Buffer.from('secret'));
  for (const [what, cause, card] of await swapped(bob)) {
    evil.tamper = inTurn(openInbox, cardAt(bob.identity.fingerprint, card));
    evil.seen.length = 0;
    await test.step(what, async () => {
      await sender.goto('about:blank');
      await sender.goto(link);
      await expect(sender.getByRole('alert')).toBeVisible();
      expectWords(await sender.getByRole('alert').innerText(), cause);
      await expect(sender.getByLabel('Files to send', { exact: true })).toHaveCount(0);
      expect(shareRequests(evil)).toEqual([]);
    });
    held();
  }
  await test.step('no card at all', async () => {
    evil.tamper = inTurn(openInbox, noCard(bob));
    await sender.goto('about:blank');
    await sender.goto(link);
    await expect(sender.getByRole('alert')).toBeVisible();
    expectWords(await sender.getByRole('alert').innerText(), 'card-absent');
    await expect(sender.getByLabel('Files to send', { exact: true })).toHaveCount(0);
  });
  held();
  // Right when the page opens, another when it seals, or none.
  const later: [string, Cause, Tamper][] = (await swapped(bob))
    .slice(0, 4)
    .map(([what, cause, card]) => [what, cause, cardAt(bob.identity.fingerprint, card)]);
  later.push(['no card any more', 'card-absent', noCard(bob)]);
  for (const [what, cause, then] of later) {
    let fetches = 0;
    const first: Tamper = (exchange) => (fetches++ === 0 ? cardsOf(bob) : then)(exchange);
    const atCard: Tamper = (exchange) => (exchange.path.startsWith('/api/cards/') ? first(exchange) : null);
    evil.tamper = inTurn(openInbox, atCard, ({ method, path, body }) =>
      method === 'POST' && path === '/api/shares' ? createdFor(evil, body) : null,
    );
    await sender.goto('about:blank');
    await openRequest(sender, link, 'Bob');
    evil.seen.length = 0;
    await test.step(`between two fetches: ${what}`, async () => {
      await sender.getByLabel('Files to send', { exact: true }).setInputFiles(file);
      await expect(sender.getByRole('alert')).toBeVisible();
      expectWords(await sender.getByRole('alert').innerText(), cause);
      await expect(sender.getByText('Delivered', { exact: true })).toHaveCount(0);
      expect(evil.seen.filter(({ path }) => path.endsWith('/header'))).toEqual([]);
    });
    expect(fetches).toBe(2);
    held();
  }
});

/** Creates it as a share for nobody's inbox: the real server knows nothing of Bob. */
async function createdFor({ real }: EvilServer, body: Buffer) {
  const wanted = JSON.parse(body.toString()) as Record<string, unknown>;
  const answer = await fetch(`${real.origin}/api/shares`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...wanted, deliverTo: null }),
  });
  return json(await answer.json(), answer.status);
}

test('at sealing to a contact, and to a recipient who is none any more', async ({ evil, sender, folder }) => {
  const [bob, cleo] = await Promise.all([knownKeyPair('Bob'), knownKeyPair('Cleo')]);
  evil.tamper = cardsOf(bob, cleo);
  for (const one of [bob, cleo]) await addPerson(sender, one.name, await contactLinkOf(evil.origin, one));
  const [, , other] = (await swapped(bob))[0] ?? [];
  evil.tamper = cardAt(bob.identity.fingerprint, other ?? random(1));

  // A contact's card is the one that was checked: the server is not even asked.
  await send(sender, await writeBytes(folder, 'named.txt', Buffer.from('named')));
  evil.seen.length = 0;
  await choosePeople(sender, { Bob: true, Cleo: true });
  expect(evil.seen.filter(({ path }) => path.startsWith('/api/cards/'))).toEqual([]);
  const id = fromBase64Url((await shareLink(sender).inputValue()).slice(-22)) ?? random(16);
  const headerNow = async () => {
    const answer = await fetch(`${evil.real.origin}/api/shares/${toBase64Url(id)}`);
    return ((await answer.json()) as { header: string }).header;
  };
  const before = await headerNow();
  const opened = await openHeaderByKeys(fromBase64Url(before) ?? random(1), id, [bob.identity.encryption]);
  expect(opened.core.stanzas).toHaveLength(2);
  held();

  // Bob leaves the list of people, and Cleo the share: his card has to be fetched.
  await sender.goto('/people');
  await button(personArticle(sender, 'Bob'), 'Remove').click();
  await expect(personArticle(sender, 'Bob')).toHaveCount(0);
  await sender.goto('/shares');
  const article = sentArticle(sender, 'named.txt');
  await button(article, 'People').click();
  const group = article.getByRole('group', { name: 'People', exact: true });
  await group.getByRole('checkbox', { name: 'Cleo', exact: true }).setChecked(false);
  for (const [what, cause, card] of await swapped(bob)) {
    evil.tamper = cardAt(bob.identity.fingerprint, card);
    evil.seen.length = 0;
    await test.step(`fetched anew: ${what}`, async () => {
      await button(article, 'Apply').click();
      await expect.poll(() => asked(evil).includes('GET cards')).toBe(true);
      await expect(article.getByRole('alert')).toBeVisible();
      expectWords(await article.getByRole('alert').innerText(), cause);
      expect(shareRequests(evil)).toEqual([]);
    });
    expect(await headerNow()).toBe(before);
    held();
  }
  evil.tamper = noCard(bob);
  await button(article, 'Apply').click();
  await expect(article.getByRole('alert')).toContainText(words['card-missing']);
  expectWords(await article.getByRole('alert').innerText(), 'card-missing');
  held();
  evil.tamper = cardsOf(bob);
  await button(article, 'Apply').click();
  await expect(article.getByText('Applied', { exact: true })).toBeVisible();
  expect(await headerNow()).not.toBe(before);
});
