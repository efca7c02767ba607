/** Every building block against the vectors of an independent implementation. docs/format.md, "Test vectors". */
import { describe, expect, it } from 'vitest';
import { type Bytes, bigEndian, concat, fromHex, sha256, toBase64Url, toHex } from '../bytes.ts';
import { hasCode } from '../errors.ts';
import { CBOR_ITEMS_MAX } from '../limits.ts';
import { formatLink, parseFragment } from '../link.ts';
import { checkPaths, isPath } from '../paths.ts';
import { bodyGeometry, objectGeometry } from './body.ts';
import { type Cbor, decodeCbor, encodeCbor } from './cbor.ts';
import { floeDecryptAll } from './floe.ts';
import { fingerprintOf, openKeyCard } from './key-card.ts';
import { epochKeys } from './key-schedule.ts';
import { labels } from './labels.ts';
import { openOwnerBox } from './owner-box.ts';
import { padme } from './padme.ts';
import { passphraseOutput } from './passphrase.ts';
import { ownerCommitOf, shareIdOf } from './share-id.ts';
import { findLinkStanza, openLinkPassphraseStanza, openLinkStanza } from './stanza.ts';
import { stanzaFromCbor, stanzaToCbor } from './stanza-fields.ts';
import { contextOf, vectors } from './vectors.test-data.ts';

describe('labels', () => {
  it('are those of the table, and prefix-free with their 00', () => {
    expect(Object.values(labels).toSorted()).toEqual([...vectors.labels].toSorted());
    const ended = Object.values(labels).map((label) => `${label}\0`);
    for (const label of ended) expect(ended.filter((other) => other.startsWith(label))).toEqual([label]);
  });
});

describe('sizes', () => {
  it.each(vectors.padme)('Padmé(%d) is %d', (length, padded) => expect(padme(length)).toBe(padded));
  it.each(vectors.geometry.fits)('a body of $bodySize bytes', (expected) => {
    expect(bodyGeometry(expected.bodySize)).toEqual(expected);
    expect(objectGeometry(expected.objectSize)).toEqual({ ...expected, bodySize: expected.paddedSize });
  });
  it.each(vectors.geometry.tooLarge)('a body of %d bytes is too large', (size) => {
    expect(() => bodyGeometry(size)).toThrowError('too-large');
  });
});

describe('CBOR', () => {
  it.each(vectors.cbor.accept)('accepts %s', (hex) => {
    expect(toHex(encodeCbor(decodeCbor(fromHex(hex))))).toBe(hex);
  });
  it.each(vectors.cbor.reject)('refuses $why', ({ hex }) => {
    expect(() => decodeCbor(fromHex(hex))).toThrowError('damaged');
  });
  it('takes as many items as a structure may have, and no more', () => {
    const list = (count: number) => concat(Uint8Array.of(0x9a), bigEndian(count, 4), new Uint8Array(count));
    expect(decodeCbor(list(CBOR_ITEMS_MAX - 1))).toHaveLength(CBOR_ITEMS_MAX - 1);
    expect(() => decodeCbor(list(CBOR_ITEMS_MAX))).toThrowError('damaged');
  });
});

describe('a CBOR writer', () => {
  it.each([
    ['a byte order mark', '\uFEFFx'],
    ['a negative number', -1],
    ['a fraction', 0.5],
    ['depth', [[[[[[[[[]]]]]]]]]],
  ])('makes nothing that a reader refuses: %s', (_, value) => {
    expect(() => encodeCbor(value as Cbor)).toThrowError('bad-request');
  });
});

describe('FLOE', () => {
  it.each(vectors.floe)('$name', async (vector) => {
    const parameters = { segmentSize: vector.segmentLength, rotationMask: vector.rotationMask };
    const options = { key: fromHex(vector.key), aad: fromHex(vector.aad), parameters };
    const ciphertext = fromHex(vector.header + vector.segments.join(''));
    expect(toHex(await floeDecryptAll(options, ciphertext))).toBe(vector.plaintext);
  });
});

describe('cards', () => {
  it.each(vectors.fingerprint)('fingerprint $fingerprint', async ({ sig, enc, pq, fingerprint }) => {
    expect(toHex(await fingerprintOf(fromHex(sig), fromHex(enc), pq === null ? null : fromHex(pq)))).toBe(
      fingerprint,
    );
  });
  it.each(vectors.card.identities)('the card of $name', async ({ card, name, created, fingerprint }) => {
    const opened = await openKeyCard(fromHex(card));
    expect([opened.name, opened.created, toHex(opened.fingerprint)]).toEqual([name, created, fingerprint]);
  });
  it.each(vectors.card.accept)('accepts $why', async ({ card }) => {
    expect((await openKeyCard(fromHex(card))).fingerprint).toHaveLength(32);
  });
  it.each(vectors.card.reject)('refuses $why', async ({ card, code }) => {
    await expect(openKeyCard(fromHex(card))).rejects.toThrowError(new RegExp(`^${code}$`));
  });
});

describe('share ids', () => {
  it.each(vectors.shareId)('$shareId', async (vector) => {
    expect(toHex(await sha256(fromHex(vector.token)))).toBe(vector.tokenHash);
    const ownerCommit = await ownerCommitOf(fromHex(vector.fingerprint), fromHex(vector.r));
    expect(toHex(ownerCommit)).toBe(vector.ownerCommit);
    expect(toHex(await shareIdOf(ownerCommit, fromHex(vector.tokenHash)))).toBe(vector.shareId);
  });
});

describe('key schedule', () => {
  it.each(vectors.keySchedule)('suite $suite, epoch $epoch', async (vector) => {
    const keys = await epochKeys(fromHex(vector.s), contextOf(vector));
    const hex = Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, toHex(key as Bytes)]));
    const { commit, headerMac, manifestKey, proofKey, access } = vector;
    expect(hex).toEqual({ commit, headerMac, manifestKey, proofKey, access });
  });
});

function decodedStanza(hex: string) {
  const value = decodeCbor(fromHex(hex));
  const stanza = stanzaFromCbor(value);
  expect(toHex(encodeCbor(stanzaToCbor(stanza)))).toBe(hex);
  return stanza;
}

describe('stanzas', () => {
  it('link', async () => {
    const vector = vectors.stanzaLink;
    const linkSecret = fromHex(vector.linkSecret);
    const found = await findLinkStanza([decodedStanza(vector.stanza)], linkSecret, contextOf(vector));
    if (found.type !== 3) throw new Error('another type');
    expect(toHex(await openLinkStanza(found, linkSecret, contextOf(vector)))).toBe(vector.s);
  });
  it('link with passphrase', async () => {
    const vector = vectors.stanzaLinkPassphrase;
    const linkSecret = fromHex(vector.linkSecret);
    const found = await findLinkStanza([decodedStanza(vector.stanza)], linkSecret, contextOf(vector));
    if (found.type !== 4) throw new Error('another type');
    const output = await passphraseOutput(vector.passphrase, found.argonSalt);
    expect(toHex(output)).toBe(vector.argon);
    expect(toHex(await openLinkPassphraseStanza(found, linkSecret, output, contextOf(vector)))).toBe(
      vector.s,
    );
  });
  it('person', () => expect(decodedStanza(vectors.stanzaPerson.stanza).type).toBe(1));
  it.each(vectors.passphrase)('Argon2id of $passphrase', async ({ passphrase, salt, output }) => {
    expect(toHex(await passphraseOutput(passphrase, fromHex(salt)))).toBe(output);
  });
});

describe('owner box', () => {
  it.each(vectors.ownerBox)('of share $share', async (vector) => {
    const { sender } = vectors.shares.find(({ name }) => name === vector.share) ?? {};
    const keyPair = await importKeyPair(sender?.encPrivate ?? '');
    const box = { enc: fromHex(vector.enc), ct: fromHex(vector.ct) };
    const opened = await openOwnerBox(box, keyPair, contextOf(vector), vector.stanzas);
    const { contents } = vector;
    expect(opened && toHex(opened.token)).toBe(contents.token);
    expect(opened && toHex(opened.r)).toBe(contents.r);
    expect(opened && toHex(opened.s)).toBe(contents.s);
    expect(opened?.link ? toHex(opened.link) : null).toBe(contents.link);
    expect(opened?.argon ? [toHex(opened.argon.salt), toHex(opened.argon.output)] : null).toEqual(
      contents.argon,
    );
  });
});

/** A non-extractable pair, as the browser keeps it, from PKCS#8. */
async function importKeyPair(pkcs8: string): Promise<CryptoKeyPair> {
  const ecdh = { name: 'ECDH', namedCurve: 'P-384' };
  const extractable = await crypto.subtle.importKey('pkcs8', fromHex(pkcs8), ecdh, true, ['deriveBits']);
  const { d: _private, key_ops: _usages, ...jwk } = await crypto.subtle.exportKey('jwk', extractable);
  return {
    publicKey: await crypto.subtle.importKey('jwk', jwk, ecdh, true, []),
    privateKey: await crypto.subtle.importKey('pkcs8', fromHex(pkcs8), ecdh, false, ['deriveBits']),
  };
}

describe('links', () => {
  it.each(vectors.link.ok)('$path', async ({ shareId, linkSecret, fragment, path }) => {
    const id = fromHex(shareId);
    expect(await formatLink('https://host', id, fromHex(linkSecret))).toBe(`https://host${path}`);
    expect(path).toBe(`/s/${toBase64Url(id)}#${fragment}`);
    expect(toHex(await parseFragment(id, fragment))).toBe(linkSecret);
  });
  it.each(vectors.link.refused)('refuses: $why', async ({ shareId, fragment, code }) => {
    const error = await parseFragment(fromHex(shareId), fragment).catch((e: unknown) => e);
    expect(hasCode(error, code)).toBe(true);
  });
});

describe('paths', () => {
  it.each(vectors.paths.accept)('accepts %j', (path) => expect(isPath(path)).toBe(true));
  it.each(vectors.paths.reject)('refuses $path: $why', ({ path }) => expect(isPath(path)).toBe(false));
  it.each(vectors.paths.acceptSets.map((paths) => ({ paths })))('accepts the list $paths', ({ paths }) => {
    expect(() => checkPaths(paths)).not.toThrow();
  });
  it.each(vectors.paths.rejectSets)('refuses the list $paths: $why', ({ paths }) => {
    expect(() => checkPaths(paths)).toThrowError('damaged');
  });
});
