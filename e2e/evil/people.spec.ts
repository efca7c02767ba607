/**
 * Shares for named people, whose address holds no secret: a server that knows everybody's public keys, alone and
 * together with somebody who can open the share, or could before. Every time the words of that cause; and a name on a
 * card never passes for the contact of that name.
 */
import { random, sha256 } from '../../shared/bytes.ts';
import { sealManifest } from '../../shared/crypto/manifest.ts';
import { sealPersonStanza } from '../../shared/crypto/person-stanza.ts';
import { sealHeader } from '../../shared/crypto/seal-header.ts';
import { sealLinkStanza } from '../../shared/crypto/stanza.ts';
import { countCases } from '../cases.ts';
import { type KnownKeyPair, knownKeyPair } from '../known-keys.ts';
import { forgeLink } from '../link-text.ts';
import { fileList, saveBy } from '../steps.ts';
import { expect, test } from './fixtures.ts';
import { hosting } from './hosting.ts';
import { acquainted, otherStanzas, stanzasOf, withStanzas } from './people-steps.ts';
import { resealed, segmentPlainSize } from './reseal.ts';
import { addressOf, type Held, type MadeShare, makeShare, nextEpochOf, remade } from './shares.ts';
import { arrive, type Cause, expectWords, refusalAt, refusalOfSaving, reopened } from './steps.ts';

const held = countCases('shares for named people');

const text = (content: string) => new TextEncoder().encode(content);
const files = (path: string) => [{ path, bytes: text(`content of ${path}`) }];
const unknown = { type: 'unknown', raw: [9, random(40)] } as const;

interface Scene {
  readonly ada: KnownKeyPair;
  readonly bob: KnownKeyPair;
  /** Whoever keeps up with the server: a public key of its own, or a fellow recipient. */
  readonly mallory: KnownKeyPair;
  /** Ada's, for Bob. */
  readonly share: MadeShare;
}

const personStanza = ({ share }: Scene, to: KnownKeyPair, secret = random(32)) =>
  sealPersonStanza(secret, to.recipient.encryptionKey, share.issue.context);

/** What a server can answer that knows everybody's cards and nobody's secrets. */
const keyless: [string, Cause, (scene: Scene) => Held | Promise<Held>][] = [
  [
    'a stanza added for the server itself',
    'damaged',
    async (scene) =>
      withStanzas(scene.share, [...stanzasOf(scene.share), await personStanza(scene, scene.mallory)]),
  ],
  [
    'a stanza for the server in place of Bob’s',
    'not-addressed',
    async (scene) => withStanzas(scene.share, [await personStanza(scene, scene.mallory)]),
  ],
  [
    'a stanza for Bob with another secret in place of his',
    'damaged',
    async (scene) => withStanzas(scene.share, [await personStanza(scene, scene.bob)]),
  ],
  [
    'a stanza for Bob with another secret beside his',
    'damaged',
    async (scene) =>
      withStanzas(scene.share, [...stanzasOf(scene.share), await personStanza(scene, scene.bob)]),
  ],
  [
    'a secret that is too short, for Bob',
    'damaged',
    async (scene) => {
      const stanza = await personStanza(scene, scene.bob);
      return withStanzas(scene.share, [{ ...stanza, ct: stanza.ct.slice(0, 47) }]);
    },
  ],
  [
    'a way in by link added',
    'damaged',
    async ({ share }) => {
      const stanza = await sealLinkStanza(random(32), random(32), share.issue.context);
      return withStanzas(share, [...stanzasOf(share), stanza]);
    },
  ],
  [
    'a stanza of a type to come beside Bob’s',
    'damaged',
    ({ share }) => withStanzas(share, [...stanzasOf(share), unknown]),
  ],
  ['a stanza of a type to come in its place', 'needs-newer', ({ share }) => withStanzas(share, [unknown])],
  ['no stanza', 'link-cut', ({ share }) => withStanzas(share, [])],
  [
    'the stanzas of another share for Bob',
    'not-addressed',
    async ({ ada, bob, share }) => {
      const other = await makeShare({ files: files('other.txt'), by: ada.identity, people: [bob.recipient] });
      return withStanzas(share, stanzasOf(other));
    },
  ],
  [
    'a share of the server’s own, sealed to Bob under this id',
    'sender-changed',
    async ({ mallory, share }) => ({
      ...share,
      header: (await sealHeader({ ...share.issue, identity: mallory.identity, secret: random(32) })).header,
    }),
  ],
  [
    'the same with another token and blinding value',
    'sender-changed',
    async ({ mallory, share }) => {
      const own = { identity: mallory.identity, token: random(32), r: random(16) };
      return { ...share, header: (await sealHeader({ ...share.issue, ...own })).header };
    },
  ],
];

/** What it can answer with somebody who can open the share too, and so has all keys but the one that signs. */
const fellow: [string, Cause, (scene: Scene) => Promise<Held>][] = [
  [
    'the share secret wrapped anew to a third person: passed on as if sent to them',
    'damaged',
    async (scene) => {
      const stanza = await personStanza(scene, scene.bob, scene.share.secret);
      return { ...scene.share, header: await remade(scene.share, otherStanzas([stanza])) };
    },
  ],
  [
    'passed on under the forwarder’s own name',
    'sender-changed',
    async ({ mallory, share }) => ({
      ...share,
      header: (await sealHeader({ ...share.issue, identity: mallory.identity })).header,
    }),
  ],
  [
    'signed by the forwarder, with the sender’s card',
    'damaged',
    async ({ ada, mallory, share }) => {
      const { card, fingerprint } = ada.identity;
      const identity = { ...mallory.identity, card, fingerprint };
      return { ...share, header: (await sealHeader({ ...share.issue, identity, rev: 2 })).header };
    },
  ],
  [
    'a manifest with the digests of a forged body',
    'damaged',
    async ({ share }) => {
      const body = resealed(share, 0, random(segmentPlainSize(share, 0)));
      const digests = await sha256(body);
      const { context } = share.issue;
      const manifest = await sealManifest({ ...share.plain, digests }, share.keys.manifestKey, context);
      const hash = await sha256(manifest);
      const header = await remade(share, () => ({ manifest: hash, manifestSize: manifest.length }));
      return { ...share, body, manifest, header };
    },
  ],
];

test('stanzas, secrets and signatures of a share for Bob', async ({ evil, recipient, folder }) => {
  test.setTimeout(120_000);
  const { ada, bob } = await acquainted(evil, recipient, folder);
  const mallory = await knownKeyPair('Mallory');
  const share = await makeShare({ files: files('real.txt'), by: ada.identity, people: [bob.recipient] });
  const scene = { ada, bob, mallory, share };
  const address = addressOf(evil.origin, share);
  for (const [what, cause, answer] of [...keyless, ...fellow]) {
    evil.tamper = hosting(await answer(scene));
    await test.step(what, async () => expectWords(await refusalAt(recipient, address), cause));
    held();
  }
  // The same page, the same address: it was what the server answered.
  evil.tamper = hosting(share);
  expect(await reopened(recipient, address)).toBe('opened');
  await expect(recipient.getByText('Sealed by Ada', { exact: true })).toBeVisible();

  // A body that opens under the real body key, made by a fellow recipient.
  let downloads = 0;
  recipient.on('download', () => downloads++);
  const forged = text('forged!').slice();
  const plain = new Uint8Array(segmentPlainSize(share, 0));
  plain.set(forged);
  evil.tamper = hosting({ ...share, body: resealed(share, 0, plain) });
  expectWords(await refusalOfSaving(recipient, 'Save real.txt'), 'damaged');
  expect(downloads).toBe(0);
  held();
  evil.tamper = hosting(share);
  expect((await saveBy(recipient, 'Save real.txt')).bytes.toString()).toBe('content of real.txt');

  // With a link secret in the address no key of one's own is tried, not even on what is really sealed to it.
  for (const [what, shown] of [
    ['the real share for Bob', share],
    [
      'a share of the server’s own for Bob',
      await makeShare({ files: files('forged.txt'), people: [bob.recipient] }),
    ],
  ] as const) {
    evil.tamper = hosting(shown);
    const link = forgeLink(evil.origin, shown.id, random(32));
    await test.step(`behind a link: ${what}`, async () => {
      await arrive(recipient, link);
      await expect(recipient.getByRole('alert')).toBeVisible();
      expectWords(await recipient.getByRole('alert').innerText(), 'link-replaced');
      await expect(fileList(recipient)).toHaveCount(0);
    });
    held();
  }
});

test('a former recipient: old states replayed, a next one forged', async ({ evil, recipient, folder }) => {
  const { ada, bob } = await acquainted(evil, recipient, folder);
  const cleo = await knownKeyPair('Cleo');
  const made = (people: KnownKeyPair[]) =>
    makeShare({ files: files('plans.txt'), by: ada.identity, people: people.map((one) => one.recipient) });
  const opens = async (share: MadeShare) => {
    evil.tamper = hosting(share);
    await arrive(recipient, addressOf(evil.origin, share));
    await expect(fileList(recipient)).toContainText('plans.txt');
    held();
  };
  const refuses = async (what: string, shown: Held, cause: Cause) => {
    evil.tamper = hosting(shown);
    const refused = await refusalAt(recipient, addressOf(evil.origin, shown));
    await test.step(what, async () => expectWords(refused, cause));
    held();
  };

  // Bob is new: Cleo could open the epoch before, and knows its secret.
  const before = await made([cleo]);
  const now = await nextEpochOf(before, [bob.recipient]);
  await refuses('the epoch before, to somebody who came later', before, 'not-addressed');
  const secret = await sealPersonStanza(before.secret, bob.recipient.encryptionKey, before.issue.context);
  await refuses(
    'the epoch before, wrapped anew for Bob by Cleo',
    { ...before, header: await remade(before, otherStanzas([secret])) },
    'damaged',
  );
  const { card, fingerprint } = ada.identity;
  const third = (await nextEpochOf(now, [bob.recipient])).issue;
  const posing = { ...cleo.identity, card, fingerprint };
  await refuses(
    'a third epoch by Cleo, signed by her under Ada’s card',
    { ...now, header: (await sealHeader({ ...third, identity: posing })).header },
    'damaged',
  );
  await refuses(
    'a third epoch by Cleo, signed by her under her own',
    { ...now, header: (await sealHeader({ ...third, identity: cleo.identity })).header },
    'sender-changed',
  );
  await opens(now);

  // Bob was there all along, and has seen what Cleo lost.
  const both = await made([cleo, bob]);
  const later = await nextEpochOf(both, [bob.recipient]);
  await opens(both);
  await opens(later);
  await refuses('the epoch before, to somebody who saw the next', both, 'rolled-back');
  const twin = await sealHeader(later.issue);
  await refuses('another header with the same numbers', { ...later, header: twin.header }, 'rolled-back');
  await opens(later);
});
