/**
 * A server that names a contact's successor, and one whose clock is never content: what the old and the new key have not
 * both signed is never shown; two that both have are a conflict, which no click decides.
 */
import { type Bytes, random, toBase64Url } from '../../shared/bytes.ts';
import { decodeCbor, encodeCbor } from '../../shared/crypto/cbor.ts';
import { asArray } from '../../shared/crypto/fields.ts';
import { sealSuccession } from '../../shared/crypto/succession.ts';
import { countCases } from '../cases.ts';
import { importKnown, type KnownKeyPair, knownKeyPair } from '../known-keys.ts';
import { addPerson, button, keyPairArticle, personArticle } from '../people-steps.ts';
import { expect, test } from './fixtures.ts';
import { cardAt, cardsOf, inTurn } from './hosting.ts';
import { contactLinkOf } from './people-steps.ts';
import { json, refusal, type Tamper } from './server.ts';
import { expectWords } from './steps.ts';

const held = countCases('forged successions, and clocks');

const NOW = 1_790_000_000;

/** The parts of one succession with signatures of others. */
function mixed(core: Bytes, sigOld: Bytes, sigNew: Bytes): Bytes {
  const part = (bytes: Bytes, i: number) => asArray(decodeCbor(bytes), 3, 3)[i] ?? null;
  return encodeCbor([part(core, 0), part(sigOld, 1), part(sigNew, 2)]);
}

const tellingOf =
  ({ identity }: KnownKeyPair, ...successions: readonly Bytes[]): Tamper =>
  ({ method, path }) =>
    method === 'GET' && path === `/api/cards/${toBase64Url(identity.fingerprint)}/successions`
      ? json({ successions: successions.map(toBase64Url) })
      : null;

test('only what both keys have signed is shown, and two that are cannot be followed', async ({
  evil,
  sender,
}) => {
  const people = await Promise.all(
    ['Bob', 'Bob', 'Bob', 'Mallory', 'Mallory'].map((name) => knownKeyPair(name)),
  );
  const [bob, next, second, mallory, helper] = people as [KnownKeyPair, ...KnownKeyPair[]] & KnownKeyPair[];
  if (!next || !second || !mallory || !helper) throw new Error('too few');
  const succession = (old: KnownKeyPair, to: KnownKeyPair) => sealSuccession(old.identity, to.identity, NOW);
  const posing = (as: KnownKeyPair, by: KnownKeyPair) => ({
    ...by,
    identity: { ...as.identity, signing: by.identity.signing },
  });
  const genuine = await succession(bob, next);
  const bare = await sealSuccession(bob.identity, next.identity, NOW + 1);
  const shown = personArticle(sender, 'Bob');
  const follow = button(shown, 'Follow to the new key');

  evil.tamper = cardsOf(...people);
  await addPerson(sender, 'Bob', await contactLinkOf(evil.origin, bob));
  await button(shown, 'Mark as verified').click();
  await expect(shown.getByText(/^Verified/)).toBeVisible();

  const forged: [string, Bytes, Tamper?][] = [
    ['to Mallory, signed by Mallory alone', await succession(posing(bob, mallory), mallory)],
    ['to Mallory, signed by another for Bob', await succession(posing(bob, helper), mallory)],
    ['to the real next key, not signed by the old', await succession(posing(bob, mallory), next)],
    ['to Mallory, signed by the old key alone', await succession(bob, posing(mallory, bob))],
    ['signed by the old key, but for another time', mixed(genuine, bare, genuine)],
    ['signed by the new key, but for another time', mixed(genuine, genuine, bare)],
    ['both signatures in each other’s place', swappedSignatures(genuine)],
    ['of somebody else', await succession(helper, mallory)],
    ['of the next key back to the old', await succession(next, bob)],
    [
      'to a card that is not the one named',
      genuine,
      cardAt(next.identity.fingerprint, mallory.identity.card),
    ],
    ['to a card that is not there', genuine, ({ path }) => noCard(path, next)],
    ['cut', genuine.slice(0, -1)],
    ['bytes', random(300)],
  ];
  for (const [what, bytes, cards] of forged) {
    evil.tamper = inTurn(...(cards ? [cards] : []), tellingOf(bob, bytes), cardsOf(...people));
    evil.seen.length = 0;
    await test.step(what, async () => {
      await sender.reload();
      // Nobody is listed before every word about them was looked at.
      await expect(shown.getByText(/^Verified/)).toBeVisible();
      expect(evil.seen.some(({ path }) => path.endsWith('/successions'))).toBe(true);
      await expect(follow).toHaveCount(0);
      await expect(sender.getByRole('alert')).toHaveCount(0);
      await expect(shown.getByText('Bob has a new key.', { exact: true })).toHaveCount(0);
    });
    held();
  }

  // Whoever has stolen the old key can sign a second one: a warning, and nothing to press.
  const stolen = await succession(bob, second);
  evil.tamper = inTurn(tellingOf(bob, genuine, random(300), stolen, genuine), cardsOf(...people));
  await sender.reload();
  await expect(shown.getByRole('alert')).toContainText('Two new keys both claim to be Bob.');
  await expect(follow).toHaveCount(0);
  held();

  // The second one turns up between the question and the click.
  evil.tamper = inTurn(tellingOf(bob, genuine), cardsOf(...people));
  await sender.reload();
  await expect(follow).toBeVisible();
  evil.tamper = inTurn(tellingOf(bob, genuine, stolen), cardsOf(...people));
  await follow.click();
  await expect(shown.getByRole('alert')).toBeVisible();
  expectWords(await shown.getByRole('alert').innerText(), 'successor-changed');
  held();

  // And a swap of the new card after that.
  evil.tamper = inTurn(tellingOf(bob, genuine), cardsOf(...people));
  await sender.reload();
  await expect(follow).toBeVisible();
  evil.tamper = inTurn(
    tellingOf(bob, genuine),
    cardAt(next.identity.fingerprint, mallory.identity.card),
    cardsOf(...people),
  );
  await follow.click();
  await expect(shown.getByRole('alert')).toBeVisible();
  expectWords(await shown.getByRole('alert').innerText(), 'successor-changed');
  await expect(shown.getByText(/^Verified/)).toBeVisible();
  held();

  evil.tamper = inTurn(tellingOf(bob, genuine), cardsOf(...people));
  await sender.reload();
  await follow.click();
  await expect(shown.getByText('Not verified yet.', { exact: true })).toBeVisible();
  await expect(follow).toHaveCount(0);
});

function swappedSignatures(bytes: Bytes): Bytes {
  const [core = null, sigOld = null, sigNew = null] = asArray(decodeCbor(bytes), 3, 3);
  return encodeCbor([core, sigNew, sigOld]);
}

function noCard(path: string, { identity }: KnownKeyPair) {
  return path === `/api/cards/${toBase64Url(identity.fingerprint)}` ? refusal(404, 'not-found') : null;
}

test('a server that is never content with the time is asked a few times, not for ever', async ({
  evil,
  sender,
  folder,
}) => {
  const ada = await knownKeyPair('Ada');
  await importKnown(sender, ada, folder);
  const signed = () => evil.seen.filter(({ headers }) => 'signature' in headers);
  const clocks: [string, () => number][] = [
    ['long ago', () => 0],
    ['in the far future', () => 2 ** 40],
    ['the right time', () => Math.floor(Date.now() / 1000)],
    ['another at each question', () => Math.floor(Math.random() * 2 ** 40)],
  ];
  for (const [what, now] of clocks) {
    evil.tamper = ({ headers }) =>
      'signature' in headers ? refusal(401, 'clock-wrong', { now: now() }) : null;
    evil.seen.length = 0;
    await test.step(what, async () => {
      await sender.goto('/shares');
      await expect(sender.getByRole('alert').first()).toContainText(/clock of this device is wrong/i);
      await sender.waitForTimeout(700);
      const asked = signed().length;
      expect(asked).toBeGreaterThan(0);
      expect(asked).toBeLessThanOrEqual(8);
      await sender.waitForTimeout(700);
      expect(signed()).toHaveLength(asked);
      // What needs no signature goes on.
      await sender.goto('/settings');
      await expect(keyPairArticle(sender, 'Ada')).toBeVisible();
    });
    held();
  }
  evil.reset();
  await sender.goto('/shares');
  await expect(sender.getByText('Nothing has been sent to you.', { exact: true })).toBeVisible();
  await expect(sender.getByRole('alert')).toHaveCount(0);
});
