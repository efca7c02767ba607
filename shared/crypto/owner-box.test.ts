/** An owner box that holds anything but the truth is ignored: anybody can seal one to a public key. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Bytes, bigEndian, concat, equal, random } from '../bytes.ts';
import { cborMap, encodeCbor } from './cbor.ts';
import { codeOf } from './code-of.test-data.ts';
import { decodeHeader, encodeHeader, ownerBoxPlainSize } from './header.ts';
import { sealHpke } from './hpke.ts';
import { oneOffIdentity } from './identity.ts';
import { contextLabel } from './key-schedule.ts';
import { openHeaderByLink, openHeaderByOwner } from './open-header.ts';
import { type OwnerSecrets, openOwnerBox, sealOwnerBox } from './owner-box.ts';
import { sealShare, signedAnew } from './share.test-data.ts';

type Share = Awaited<ReturnType<typeof sealShare>>;
let share: Share;
let truth: OwnerSecrets;

beforeAll(async () => {
  share = await sealShare(random(100));
  const { token, r, secret, linkSecret } = { ...share.issue, ...share };
  truth = { token, r, s: secret, link: linkSecret, argon: null, people: [] };
});

const info = () => contextLabel('ownerBox', share.issue.context);
const framed = (cbor: Bytes, length = cbor.length) => {
  const plain = new Uint8Array(ownerBoxPlainSize(1));
  plain.set(concat(bigEndian(length, 4), cbor));
  return plain;
};
const cborOf = (changes: object = {}) =>
  encodeCbor(cborMap({ ...truth, argon: null, people: [], ...changes }));
const sealed = (plain: Bytes) => sealHpke(share.identity.encryption.publicKey, plain, info());

/** The share with this box, signed by its own sender: opened by its owner, and by whoever has the link. */
async function opened(box: { enc: Bytes; ct: Bytes }) {
  const header = await signedAnew(share.issue, share.keys, () => ({ ownerBox: box }));
  const byLink = await openHeaderByLink(header, share.id, share.linkSecret, null);
  expect(byLink !== 'locked' && equal(byLink.keys.access, share.keys.access)).toBe(true);
  return openHeaderByOwner(header, share.id, share.identity);
}

describe('an owner box', () => {
  it('with the truth opens', async () => {
    const found = await opened(await sealed(framed(cborOf())));
    expect(found && equal(found.secrets.s, share.secret)).toBe(true);
  });

  const lies: [string, () => Bytes][] = [
    ['padding that is not zero', () => framed(cborOf()).fill(1, -1)],
    ['a length beyond its end', () => framed(cborOf(), ownerBoxPlainSize(1))],
    ['a length that cuts it', () => framed(cborOf(), cborOf().length - 1)],
    ['bytes that are no CBOR', () => random(ownerBoxPlainSize(1))],
    ['another kind of value', () => framed(encodeCbor([1]))],
    ['a key more', () => framed(cborOf({ more: null }))],
    ['a short token', () => framed(cborOf({ token: random(31) }))],
    ['no share secret', () => framed(cborOf({ s: null }))],
    ['half an Argon2 pair', () => framed(cborOf({ argon: [random(16)] }))],
    ['more people than stanzas', () => framed(cborOf({ people: [random(32), random(32)] }))],
  ];
  it.each(lies)('with %s is ignored', async (_, plain) => {
    const box = await sealed(plain());
    const { encryption } = share.identity;
    expect(await openOwnerBox(box, encryption, share.issue.context, 1)).toBeNull();
    expect(await opened(box)).toBeNull();
  });

  it.each([
    ['another token', { token: random(32) }],
    ['another share secret', { s: random(32) }],
  ])('with %s is ignored', async (_, lie) => {
    const { encryption } = share.identity;
    const box = await sealOwnerBox({ ...truth, ...lie }, encryption.publicKey, share.issue.context, 1);
    expect(await opened(box)).toBeNull();
  });

  it('that somebody else’s share holds for this key is ignored, whatever is wrong with that share', async () => {
    const stranger = await oneOffIdentity(1_750_000_000);
    const { context } = share.issue;
    const box = await sealOwnerBox(truth, stranger.encryption.publicKey, context, 1);
    const header = await signedAnew(share.issue, share.keys, () => ({ ownerBox: box }));
    // The box holds the truth, but the card is not that of whoever opens it.
    expect(await openHeaderByOwner(header, share.id, stranger)).toBeNull();

    const { core, coreBytes, proof, mac } = decodeHeader(header);
    const badMac = encodeHeader(coreBytes, proof, random(mac.length));
    expect(await openHeaderByOwner(badMac, share.id, stranger)).toBeNull();
    const badProof = encodeHeader(coreBytes, random(proof.length), mac);
    expect(await openHeaderByOwner(badProof, share.id, stranger)).toBeNull();
    // A card that does not make this id, under a signature of its own.
    const asStranger = { ...share.issue, identity: stranger };
    const taken = await signedAnew(asStranger, share.keys, () => ({ ownerBox: box }));
    expect(equal(decodeHeader(taken).core.id, core.id)).toBe(true);
    expect(await openHeaderByOwner(taken, share.id, stranger)).toBeNull();
  });

  it('leaves it to the header to be damaged', async () => {
    expect(await codeOf(openHeaderByOwner(random(900), share.id, share.identity))).toBe('damaged');
    expect(await codeOf(openHeaderByOwner(share.header, random(16), share.identity))).toBe('damaged');
  });
});
