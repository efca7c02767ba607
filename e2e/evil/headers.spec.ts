/**
 * A server that swaps, replays, mixes and re-makes headers, manifests and ids, alone and together with somebody who
 * has the link: every time the words of that cause, and nothing of the share on the page.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { random, sha256 } from '../../shared/bytes.ts';
import { decodeHeader, encodeHeader } from '../../shared/crypto/header.ts';
import { sealManifest } from '../../shared/crypto/manifest.ts';
import { sealHeader } from '../../shared/crypto/seal-header.ts';
import { sealLinkStanza } from '../../shared/crypto/stanza.ts';
import { countCases } from '../cases.ts';
import { fileList, saveBy } from '../steps.ts';
import { expect, test } from './fixtures.ts';
import { hosting } from './hosting.ts';
import { type Held, linkTo, type MadeShare, makeShare, recored, remade } from './shares.ts';
import { arrive, type Cause, expectWords, refusalAt } from './steps.ts';

const held = countCases('headers, manifests and ids');

const text = (content: string) => new TextEncoder().encode(content);
const contents = (path: string) => ({ files: [{ path, bytes: text(`content of ${path}`) }] });
const person = { type: 1, enc: random(97), ct: random(48) } as const;
const unknown = { type: 'unknown', raw: [9, random(40)] } as const;

/** What a server that holds two shares, and no key, can answer for the first of them. */
const keyless: [string, Cause, (share: MadeShare, other: MadeShare) => Held | Promise<Held>][] = [
  ['the header of another share', 'damaged', (share, other) => ({ ...share, header: other.header })],
  [
    'another share’s header under the id of this one',
    'link-replaced',
    (share, other) => ({
      ...share,
      header: recored(other, () => ({ id: share.id })),
    }),
  ],
  ['another share in all its pieces', 'damaged', (share, other) => ({ ...other, id: share.id })],
  ['the manifest of another share', 'damaged', (share, other) => ({ ...share, manifest: other.manifest })],
  [
    'another manifest, with its hash and size in the header',
    'damaged',
    (share, other) => ({
      ...share,
      manifest: other.manifest,
      header: recored(share, () => ({
        manifest: other.issue.manifest.hash,
        manifestSize: other.manifest.length,
      })),
    }),
  ],
  ['the body in place of the manifest', 'damaged', (share) => ({ ...share, manifest: share.body })],
  ['a manifest cut by a byte', 'damaged', (share) => ({ ...share, manifest: share.manifest.slice(0, -1) })],
  [
    'a manifest that goes on',
    'damaged',
    (share) => ({ ...share, manifest: new Uint8Array([...share.manifest, 0]) }),
  ],
  ['no manifest', 'damaged', (share) => ({ ...share, manifest: new Uint8Array(0) })],
  [
    'a header of a later version',
    'needs-newer',
    (share) => ({
      ...share,
      // The value of "v", the first key.
      header: edited(share.header, [0x61, 0x76, 0x01], [0x61, 0x76, 0x02]),
    }),
  ],
  [
    'a suite that nobody knows',
    'needs-newer',
    (share) => ({
      ...share,
      header: edited(share.header, [...text('suite'), 1], [...text('suite'), 3]),
    }),
  ],
  [
    'the reserved suite, well-formed',
    'needs-newer',
    (share) => ({
      ...share,
      header: recored(share, ({ ownerBox }) => ({
        suite: 2,
        ownerBox: { enc: random(1665), ct: ownerBox.ct },
      })),
    }),
  ],
  ['another epoch', 'link-replaced', (share) => ({ ...share, header: recored(share, () => ({ epoch: 2 })) })],
  ['another rev', 'damaged', (share) => ({ ...share, header: recored(share, () => ({ rev: 2 })) })],
  [
    'a delivery to an inbox',
    'damaged',
    (share) => ({ ...share, header: recored(share, () => ({ deliver: 1 })) }),
  ],
  ['no stanza', 'link-replaced', (share) => withStanzas(share, [])],
  [
    'a stanza of a type to come in place of the link’s',
    'needs-newer',
    (share) => withStanzas(share, [unknown]),
  ],
  [
    'a stanza of a type to come beside the link’s',
    'damaged',
    (share) => withStanzas(share, [...decodeHeader(share.header).core.stanzas, unknown]),
  ],
  ['a person’s stanza in place of the link’s', 'link-replaced', (share) => withStanzas(share, [person])],
  [
    'a person’s stanza beside the link’s',
    'damaged',
    (share) => withStanzas(share, [...decodeHeader(share.header).core.stanzas, person]),
  ],
  [
    'the link’s stanza twice',
    'damaged',
    (share) => {
      const { stanzas } = decodeHeader(share.header).core;
      return withStanzas(share, [...stanzas, ...stanzas]);
    },
  ],
  [
    'the link’s stanza of another share',
    'link-replaced',
    (share, other) => withStanzas(share, decodeHeader(other.header).core.stanzas),
  ],
  [
    'a share of the server’s own, sealed for a link secret that it made up',
    'link-replaced',
    async (share) => {
      const forged = await makeShare(contents('forged.txt'));
      return { ...forged, id: share.id, header: recored(forged, () => ({ id: share.id })) };
    },
  ],
  [
    'a share of the server’s own, sealed to a public key behind the link',
    'link-replaced',
    async (share) => {
      const forged = await makeShare(contents('forged.txt'));
      return {
        ...withStanzas({ ...forged, header: recored(forged, () => ({ id: share.id })) }, [person]),
        id: share.id,
      };
    },
  ],
  [
    'the proof of another share',
    'damaged',
    (share, other) => {
      const ours = decodeHeader(share.header);
      return { ...share, header: encodeHeader(ours.coreBytes, decodeHeader(other.header).proof, ours.mac) };
    },
  ],
  [
    'another mac',
    'damaged',
    (share) => {
      const { coreBytes, proof } = decodeHeader(share.header);
      return { ...share, header: encodeHeader(coreBytes, proof, random(32)) };
    },
  ],
];

/** What it can answer together with somebody who can open the share, and so has every key but the one that signs. */
const fellow: [string, Cause, (share: MadeShare, other: MadeShare) => Promise<Held>][] = [
  [
    'a later rev',
    'damaged',
    async (share) => ({ ...share, header: await remade(share, () => ({ rev: 2 })) }),
  ],
  [
    'another time of creation',
    'damaged',
    async (share) => ({
      ...share,
      header: await remade(share, () => ({ created: 1 })),
    }),
  ],
  [
    'a way to open added for somebody else',
    'damaged',
    async (share) => ({
      ...share,
      header: await remade(share, ({ stanzas, ownerBox }) => ({
        stanzas: [...stanzas, person],
        ownerBox: { enc: ownerBox.enc, ct: random(ownerBox.ct.length + 34) },
      })),
    }),
  ],
  [
    'the share secret wrapped anew to the same link',
    'damaged',
    async (share) => {
      const stanza = await sealLinkStanza(share.secret, share.linkSecret, share.issue.context);
      return { ...share, header: await remade(share, () => ({ stanzas: [stanza] })) };
    },
  ],
  [
    'a manifest of their own under the real manifest key',
    'damaged',
    async (share) => {
      const manifest = await sealManifest(
        { ...share.plain, note: 'forged' },
        share.keys.manifestKey,
        share.issue.context,
      );
      const hash = await sha256(manifest);
      const header = await remade(share, () => ({ manifest: hash, manifestSize: manifest.length }));
      return { ...share, manifest, header };
    },
  ],
  [
    'everything signed by another key',
    'sender-changed',
    async (share, other) => ({
      ...share,
      header: (await sealHeader({ ...share.issue, identity: other.identity })).header,
    }),
  ],
  [
    'everything signed by another key, with another owner token',
    'sender-changed',
    async (share, other) => ({
      ...share,
      header: (
        await sealHeader({ ...share.issue, identity: other.identity, token: random(32), r: random(16) })
      ).header,
    }),
  ],
];

test('the built page knows no mode of AES but the authenticated one, and one for keys in PEM', async ({
  server,
}) => {
  const folder = join(import.meta.dirname, '../../dist/web/assets');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.js'));
  // What opens files of older systems, and never a share: the modes of those systems are in it, and nobody else loads them.
  const older = /^(?:older-worker|aes)-/;
  expect(names.filter((name) => older.test(name))).toHaveLength(2);
  const texts = await Promise.all(
    names
      .filter((name) => !older.test(name))
      .map(async (name) => await (await fetch(`${server.origin}/assets/${name}`)).text()),
  );
  for (const script of texts) expect(script).not.toMatch(/\baes-[\w-]+\.js/);
  const modes = texts.map((script) => [...(script.match(/AES-[A-Z]+/g) ?? [])]);
  // CBC is how other programs encrypt private keys; it is in one place, which shares do not come by.
  expect([...new Set(modes.flat())].toSorted()).toEqual(['AES-CBC', 'AES-GCM']);
  expect(modes.filter((found) => found.includes('AES-CBC'))).toHaveLength(1);
  held();
});

test('a server without a key', async ({ evil, recipient }) => {
  test.setTimeout(120_000);
  const [share, other] = [await makeShare(contents('first.txt')), await makeShare(contents('other.txt'))];
  const link = await linkTo(evil.origin, share);
  for (const [what, cause, answer] of keyless) {
    evil.tamper = hosting(await answer(share, other));
    await test.step(what, async () => expectWords(await refusalAt(recipient, link), cause));
    held();
  }
  // The same page, the same link: it was what the server answered.
  evil.tamper = hosting(share);
  await arrive(recipient, link);
  await expect(fileList(recipient)).toContainText('first.txt');
});

test('a server with somebody who has the link', async ({ evil, recipient }) => {
  const [share, other] = [await makeShare(contents('first.txt')), await makeShare(contents('other.txt'))];
  const link = await linkTo(evil.origin, share);
  for (const [what, cause, answer] of fellow) {
    evil.tamper = hosting(await answer(share, other));
    await test.step(what, async () => expectWords(await refusalAt(recipient, link), cause));
    held();
  }
});

test('bodies of two shares swapped, and each whole again', async ({ evil, recipient }) => {
  const [share, other] = [await makeShare(contents('first.txt')), await makeShare(contents('other.txt'))];
  for (const [mine, theirs] of [
    [share, other],
    [other, share],
  ] as const) {
    evil.tamper = hosting({ ...mine, body: theirs.body });
    await arrive(recipient, await linkTo(evil.origin, mine));
    const name = mine.plain.files[0]?.path ?? '';
    await expect(fileList(recipient)).toContainText(name);
    await recipient.getByRole('button', { name: `Save ${name}`, exact: true }).click();
    await expect(recipient.getByRole('alert')).toContainText(/not what was sent/i);
    evil.tamper = hosting(mine);
    expect((await saveBy(recipient, `Save ${name}`)).bytes.toString()).toBe(`content of ${name}`);
    held();
  }
});

/** The bytes with one run of them replaced by another of the same length, where it stands first. */
function edited(bytes: Uint8Array, from: readonly number[], to: readonly number[]): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  const at = Buffer.from(copy).indexOf(Buffer.from(from));
  if (at < 0) throw new Error('not there');
  copy.set(to, at);
  return copy;
}

function withStanzas(share: MadeShare, stanzas: ReturnType<typeof decodeHeader>['core']['stanzas']): Held {
  const header = recored(share, ({ ownerBox }) => ({
    stanzas,
    ownerBox: { enc: ownerBox.enc, ct: random(512 + 34 * stanzas.length + 16) },
  }));
  return { ...share, header };
}
