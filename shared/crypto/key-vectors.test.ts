/** Keys, backups, PEM, successions, request links and signed requests against an independent implementation. */
import { describe, expect, it } from 'vitest';
import { type Bytes, fromHex, toHex } from '../bytes.ts';
import { formatRequestLink, parseRequestFragment } from '../request-link.ts';
import { openBackup } from './backup.ts';
import { formatBackupText, parseBackupText } from './backup-text.ts';
import { decodeCbor } from './cbor.ts';
import { codeOf } from './code-of.test-data.ts';
import { fingerprintDigits, parseFingerprint } from './fingerprint.ts';
import { verifyRequest } from './http-signature.ts';
import { importIdentity } from './identity.ts';
import { openKeyCard } from './key-card.ts';
import { importKeyPair } from './key-pair.ts';
import { epochKeys } from './key-schedule.ts';
import { openManifest } from './manifest.ts';
import { openHeaderByKeys, openHeaderByOwner } from './open-header.ts';
import { passphraseOutput } from './passphrase.ts';
import { readKeyPem, writePublicKeyPem } from './pem.ts';
import { openPersonStanzas } from './person-stanza.ts';
import { spkiOf } from './pkcs8.ts';
import { openRequestBox } from './request-box.ts';
import { stanzaFromCbor } from './stanza-fields.ts';
import { namedInSuccession, openSuccession } from './succession.ts';
import { contextOf, identityVector, type RequestVector, vectors } from './vectors.test-data.ts';

const outputs = new Map<string, Promise<Bytes>>();

/** Argon2id once for each passphrase and salt. */
function typed(passphrase: string) {
  return async (salt: Bytes): Promise<Bytes> => {
    const key = `${passphrase} ${toHex(salt)}`;
    const output = outputs.get(key) ?? passphraseOutput(passphrase, salt);
    outputs.set(key, output);
    return (await output).slice();
  };
}

const pairOf = (name: string) => importKeyPair(fromHex(identityVector(name).encPrivate), 'ECDH');
/** An identity of the vectors that has no ML-KEM key. */
function identityOf(name: string) {
  const { sigPrivate, encPrivate, card } = identityVector(name);
  return importIdentity({
    sig: fromHex(sigPrivate),
    enc: fromHex(encPrivate),
    seed: null,
    card: fromHex(card),
  });
}
const cardOf = (name: string) => openKeyCard(fromHex(identityVector(name).card));

describe('fingerprints', () => {
  it.each(vectors.fingerprint)('$digits', ({ fingerprint, digits, base64url }) => {
    expect(fingerprintDigits(fromHex(fingerprint)).join(' ')).toBe(digits);
    expect(toHex(parseFingerprint(base64url))).toBe(fingerprint);
    for (const cut of [base64url.slice(1), `${base64url}A`, `${base64url.slice(0, 42)}B`, '']) {
      expect(() => parseFingerprint(cut)).toThrowError('link-cut');
    }
  });
});

describe('a backup', () => {
  const { backup } = vectors;
  const expected = identityVector(backup.identity);

  it.each(['file', 'compact'] as const)('opens from its form %s', async (form) => {
    const { file, passphrase } = backup[form];
    const opened = await openBackup(fromHex(file), typed(passphrase));
    expect([toHex(opened.sig), toHex(opened.enc)]).toEqual([expected.sigPrivate, expected.encPrivate]);
    expect([toHex(opened.card), opened.seed]).toEqual([expected.card, null]);
    const identity = await importIdentity(opened);
    expect(toHex(identity.fingerprint)).toBe(expected.fingerprint);
    expect([identity.signing.privateKey.extractable, identity.encryption.privateKey.extractable]).toEqual([
      false,
      false,
    ]);
  });

  it.each(backup.refused)('refuses: $why', async ({ file, passphrase, code }) => {
    const opened = openBackup(fromHex(file), typed(passphrase)).then(importIdentity);
    expect(await codeOf(opened)).toBe(code);
  });

  it('has a text', async () => {
    const { file, text } = backup.compact;
    expect(await formatBackupText(fromHex(file))).toBe(text);
    expect(toHex(await parseBackupText(`\n${text.slice(0, 70)}\r\n ${text.slice(70)}\t`))).toBe(file);
  });

  it.each(backup.refusedTexts)('refuses a text: $why', async ({ text, code }) => {
    expect(await codeOf(parseBackupText(text))).toBe(code);
  });
});

describe('PEM', () => {
  const { pem } = vectors;

  it.each(pem.accept)('reads $why', async (one) => {
    if (one.passphrase !== null) expect(await readKeyPem(one.pem, null)).toBe('locked');
    const pkcs8 = await readKeyPem(one.pem, one.passphrase);
    expect(pkcs8 === 'locked' ? pkcs8 : toHex(pkcs8)).toBe(pem.pkcs8);
  });

  it.each(pem.optional)('reads, or says that it cannot: $why', async (one) => {
    const result = await readKeyPem(one.pem, one.passphrase).catch(codeOfError);
    expect([pem.pkcs8, 'unsupported-key']).toContain(typeof result === 'string' ? result : toHex(result));
  });

  it.each(pem.reject)('refuses: $why', async (one) => {
    expect(await codeOf(readKeyPem(one.pem, one.passphrase))).toBe(one.code);
  });

  it('writes a public key', () => {
    const spki = fromHex(pem.spki);
    expect(toHex(spkiOf(spki.slice(23)))).toBe(pem.spki);
    expect(writePublicKeyPem(spki)).toBe(pem.publicPem);
  });
});

describe('a succession', () => {
  const { succession } = vectors;

  it('holds under both cards', async () => {
    const bytes = fromHex(succession.succession);
    const opened = await openSuccession(bytes, await cardOf(succession.old), await cardOf(succession.new));
    expect(opened).toEqual(namedInSuccession(bytes));
    expect([toHex(opened.old), toHex(opened.new), opened.created]).toEqual([
      identityVector(succession.old).fingerprint,
      identityVector(succession.new).fingerprint,
      succession.created,
    ]);
  });

  it.each(succession.refused)('is refused: $why', async (one) => {
    const opened = openSuccession(fromHex(one.succession), await cardOf(one.old), await cardOf(one.new));
    expect(await codeOf(opened)).toBe(one.code);
  });
});

describe('request links', () => {
  it.each(vectors.requestLink.ok)('$path', async ({ fingerprint, token, fragment, path }) => {
    const link = await formatRequestLink('https://host', fromHex(fingerprint), fromHex(token));
    expect(link).toBe(`https://host${path}`);
    expect(toHex(await parseRequestFragment(fromHex(fingerprint), fragment))).toBe(token);
  });
  it.each(vectors.requestLink.refused)('refuses: $why', async ({ fingerprint, fragment, code }) => {
    expect(await codeOf(parseRequestFragment(fromHex(fingerprint), fragment))).toBe(code);
  });
});

describe('request boxes', () => {
  it.each(vectors.requestBox)('of the link $name', async ({ owner, token, name, box }) => {
    const opened = await openRequestBox(fromHex(box), await identityOf(owner));
    expect([toHex(opened.token), opened.name]).toEqual([token, name]);
  });
});

describe('signed requests', () => {
  const { httpSignature } = vectors;

  async function verify({ method, targetUri, body, now, headers }: RequestVector) {
    const cards = await Promise.all(['ada', 'bo', 'oneOff'].map(cardOf));
    return verifyRequest({
      method,
      targetUri,
      body: fromHex(body),
      now,
      header: (name) => headers[name],
      verifyKey: async (fingerprint) =>
        cards.find((card) => toHex(card.fingerprint) === toHex(fingerprint))?.verifyKey ?? null,
    });
  }

  it.each(httpSignature.accept)('accepts: $why', async (request) => {
    const signer = await verify(request);
    expect(toHex(signer.fingerprint)).toBe(identityVector(httpSignature.signer).fingerprint);
    expect(toHex(signer.nonce)).toBe(request.nonce);
    expect(signer.forgetAfter).toBeGreaterThanOrEqual(request.now);
  });
  it.each(httpSignature.refused)('refuses: $why', async (request) => {
    expect(await codeOf(verify(request))).toBe(request.code);
  });
});

describe('person stanzas', () => {
  it('open for their recipient alone', async () => {
    const vector = vectors.stanzaPerson;
    const secret = fromHex(vector.s);
    const stanza = stanzaFromCbor(decodeCbor(fromHex(vector.stanza)));
    const context = contextOf(vector);
    const { commit } = await epochKeys(secret, context);
    const [ada, bo] = await Promise.all([pairOf('ada'), pairOf(vector.recipient)]);
    const opened = await openPersonStanzas({ stanzas: [stanza], keyPairs: [ada, bo], context, commit });
    expect(opened && toHex(opened.secret)).toBe(vector.s);
    expect(opened?.keyPair).toBe(bo);
    expect(await openPersonStanzas({ stanzas: [stanza], keyPairs: [ada], context, commit })).toBeNull();
  });
});

describe.each(vectors.people)('the share $name', (share) => {
  const [id, header] = [fromHex(share.shareId), fromHex(share.header)];

  it.each(share.recipients)('opens for %s', async (name) => {
    const opened = await openHeaderByKeys(header, id, [await pairOf('oneOff'), await pairOf(name)]);
    const { core, card, keys, context } = opened;
    expect(core.deliver).toBe(share.deliver);
    expect([card.name, toHex(card.fingerprint)]).toEqual([share.sender.name, share.sender.fingerprint]);
    const reference = { hash: core.manifest, size: core.manifestSize };
    const manifest = await openManifest(fromHex(share.manifest), reference, keys.manifestKey, context);
    expect(manifest.note).toBe(share.note);
    expect(manifest.files.map(({ path }) => path)).toEqual(share.files.map(({ path }) => path));
  });

  it('opens for its owner, who finds everybody in the box', async () => {
    const found = await openHeaderByOwner(header, id, await identityOf(share.ownerBox.owner));
    expect(found?.secrets.people.map(toHex)).toEqual(share.ownerBox.people);
    expect(found && [toHex(found.secrets.s), found.secrets.link]).toEqual([share.s, null]);
  });

  it('does not open for others', async () => {
    const mine = await pairOf('oneOff');
    expect(await codeOf(openHeaderByKeys(header, id, [mine]))).toBe('not-addressed');
  });

  it.each(share.refused)('is refused: $why', async ({ header: wrong, code }) => {
    const keyPairs = [await pairOf(share.recipients[0] ?? '')];
    expect(await codeOf(openHeaderByKeys(fromHex(wrong), id, keyPairs))).toBe(code);
  });
});

function codeOfError(error: unknown): string {
  return error instanceof Error ? error.message : 'another';
}
