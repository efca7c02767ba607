/** Identities and their backups, made and opened here. Argon2id is stood in for, for it is tested by itself. */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Bytes, concat, equal, random, sha256, toHex, utf8 } from '../bytes.ts';
import { type Backup, openBackup, sealBackup, sealCompactBackup } from './backup.ts';
import { formatBackupText, parseBackupText } from './backup-text.ts';
import { codeOf } from './code-of.test-data.ts';
import { openHpke, sealHpke } from './hpke.ts';
import { type Identity, importIdentity } from './identity.ts';
import { openKeyCard, sealKeyCard } from './key-card.ts';
import { readKeyFile } from './key-file.ts';
import { generatePkcs8, importKeyPair } from './key-pair.ts';
import { createIdentity } from './new-identity.ts';
import { readKeyPem, writeKeyPem } from './pem.ts';
import { decodePkcs8, encodePkcs8, spkiOf } from './pkcs8.ts';
import { openSuccession, sealSuccession } from './succession.ts';

const NOW = 1_750_000_000;
const passphrase = (salt: Bytes) => sha256(concat(utf8('a passphrase'), salt));
const another = (salt: Bytes) => sha256(concat(utf8('another'), salt));
let ada: { identity: Identity; backup: Bytes };
let bo: { identity: Identity; backup: Bytes };

beforeAll(async () => {
  ada = await createIdentity({ name: 'Ada Ångström', now: NOW, passphrase });
  bo = await createIdentity({ name: '', now: NOW + 1, passphrase });
});

const flip = (bytes: Bytes, position: number, bit: number) => {
  const copy = bytes.slice();
  copy[position % copy.length] = (copy[position % copy.length] as number) ^ (1 << bit);
  return copy;
};

describe('a new identity', () => {
  it('has keys that cannot be read out, and a card of its name', async () => {
    const { identity } = ada;
    for (const pair of [identity.signing, identity.encryption]) {
      expect(pair.privateKey.extractable).toBe(false);
      await expect(crypto.subtle.exportKey('pkcs8', pair.privateKey)).rejects.toThrow();
    }
    expect(identity.signing.privateKey.usages).toEqual(['sign']);
    expect(identity.encryption.privateKey.usages).toEqual(['deriveBits']);
    const card = await openKeyCard(identity.card);
    expect([card.name, card.created]).toEqual(['Ada Ångström', NOW]);
    expect(equal(card.fingerprint, identity.fingerprint)).toBe(true);
  });

  it('comes back whole from its backup', async () => {
    const restored = await importIdentity(await openBackup(ada.backup, passphrase));
    expect(toHex(restored.card)).toBe(toHex(ada.identity.card));
    const { enc, ct } = await sealHpke(ada.identity.encryption.publicKey, utf8('hello'), utf8('info'));
    expect(await openHpke(restored.encryption, enc, ct, utf8('info'))).toEqual(utf8('hello'));
  });

  it('takes a name of 64 code points, and none of 65', async () => {
    const made = await createIdentity({ name: '🔑'.repeat(64), now: NOW, passphrase });
    const text = await formatBackupText(
      await sealCompactBackup(await openBackup(made.backup, passphrase), passphrase),
    );
    // Alphanumeric QR codes hold 1,249 characters in version 20 at level L.
    expect(text.length).toBeLessThanOrEqual(1_249);
    const long = createIdentity({ name: 'n'.repeat(65), now: NOW, passphrase });
    expect(await codeOf(long)).toBe('bad-request');
  });

  it('is not answered where its backup does not open again', async () => {
    let asked = 0;
    const forgetful = (salt: Bytes) => (asked++ === 0 ? passphrase(salt) : another(salt));
    const made = createIdentity({ name: 'x', now: NOW, passphrase: forgetful });
    expect(await codeOf(made)).toBe('wrong-backup-passphrase');
  });

  it('takes an encryption key from a PEM file, and makes a signing key', async () => {
    const encryption = await generatePkcs8('ECDH');
    const read = await readKeyPem(await writeKeyPem(encryption, 'pass'), 'pass');
    if (read === 'locked') throw new Error('locked');
    const made = await createIdentity({ name: 'PEM', now: NOW, passphrase, encryption: read });
    const opened = await openBackup(made.backup, passphrase);
    expect(toHex(opened.enc)).toBe(toHex(encryption));
    expect(toHex(read)).toBe(toHex(encryption));
    const broken = createIdentity({ name: 'x', now: NOW, passphrase, encryption: encryption.slice(1) });
    expect(await codeOf(broken)).toBe('damaged');
  });
});

describe('a backup', () => {
  it('has no byte that can be changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(100_000), fc.nat(7), async (position, bit) => {
        const changed = flip(ada.backup, position, bit);
        expect(await codeOf(openBackup(changed, passphrase))).toMatch(
          /^(?:damaged|wrong-backup-passphrase|needs-newer)$/,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('has no length at which it can be cut', async () => {
    for (let length = 0; length < ada.backup.length; length += 7) {
      expect(await codeOf(openBackup(ada.backup.slice(0, length), passphrase))).toBe('damaged');
    }
    const large = concat(ada.backup, new Uint8Array(20_000));
    expect(await codeOf(openBackup(large, passphrase))).toBe('damaged');
  });

  it('tells another passphrase from damage', async () => {
    expect(await codeOf(openBackup(ada.backup, another))).toBe('wrong-backup-passphrase');
    expect(await codeOf(openBackup(flip(ada.backup, ada.backup.length - 1, 0), passphrase))).toBe('damaged');
  });

  it('asks for the passphrase only where the shape holds', async () => {
    const never = () => Promise.reject(new Error('asked'));
    expect(await codeOf(openBackup(ada.backup.slice(1), never))).toBe('damaged');
  });

  it('is not imported where keys and card do not belong together', async () => {
    const [a, b] = await Promise.all([openBackup(ada.backup, passphrase), openBackup(bo.backup, passphrase)]);
    const pointOf = (pkcs8: Bytes) => decodePkcs8(pkcs8).point;
    const mixed = (mine: Bytes, theirs: Bytes) =>
      encodePkcs8({ scalar: decodePkcs8(mine).scalar, point: pointOf(theirs) });
    const { privateKey } = await importKeyPair(b.sig, 'ECDSA');
    const fields = {
      name: '',
      created: NOW,
      sig: spkiOf(pointOf(a.sig)),
      enc: spkiOf(pointOf(a.enc)),
      pq: null,
    };
    const wrong: Partial<Backup>[] = [
      { sig: b.sig },
      { enc: b.enc },
      { card: b.card },
      { sig: a.enc, enc: a.sig },
      { sig: mixed(a.sig, b.sig), card: b.card },
      { enc: mixed(b.enc, a.enc) },
      { card: await sealKeyCard(fields, privateKey) },
      { card: random(100) },
      { seed: random(64) },
    ];
    for (const changes of wrong) expect(await codeOf(importIdentity({ ...a, ...changes }))).toBe('damaged');
  });

  it('has a compact form that a text carries to another device', async () => {
    const opened = await openBackup(ada.backup, passphrase);
    const compact = await sealCompactBackup(opened, passphrase);
    const text = await formatBackupText(compact);
    // What the dense mode of QR codes has letters for.
    expect(text).toMatch(/^[0-9A-Z:-]+$/);
    expect(text.length).toBeLessThan(854);
    const again = await openBackup(await parseBackupText(text), passphrase);
    expect(again).toEqual(opened);
    const file = await readKeyFile(utf8(`${text}\n`));
    expect(file.kind === 'backup' && toHex(file.bytes)).toBe(toHex(compact));
  });

  it('has no compact form where the identity holds more', async () => {
    const opened = await openBackup(ada.backup, passphrase);
    expect(await codeOf(sealCompactBackup({ ...opened, seed: random(64) }, passphrase))).toBe(
      'unsupported-key',
    );
  });
});

describe('a key file', () => {
  it('is told by what it begins with', async () => {
    expect((await readKeyFile(ada.backup)).kind).toBe('backup');
    expect(
      (await readKeyFile(await sealBackup(await openBackup(ada.backup, passphrase), passphrase))).kind,
    ).toBe('backup');
    expect((await readKeyFile(utf8('text\n-----BEGIN PRIVATE KEY-----\n'))).kind).toBe('pem');
    const others = [
      utf8(''),
      utf8('x'),
      utf8('hello'),
      utf8('\u0089PNG'),
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47),
    ];
    for (const bytes of [...others, new Uint8Array(65_537).fill(0x2d)]) {
      expect(await codeOf(readKeyFile(bytes))).toBe('unsupported-key');
    }
  });
});

describe('a succession', () => {
  it('is signed by both, and holds no other byte', async () => {
    const cards = await Promise.all([openKeyCard(ada.identity.card), openKeyCard(bo.identity.card)]);
    const bytes = await sealSuccession(ada.identity, bo.identity, NOW);
    const opened = await openSuccession(bytes, ...cards);
    expect([toHex(opened.old), toHex(opened.new), opened.created]).toEqual([
      toHex(ada.identity.fingerprint),
      toHex(bo.identity.fingerprint),
      NOW,
    ]);
    await fc.assert(
      fc.asyncProperty(fc.nat(100_000), fc.nat(7), async (position, bit) => {
        const changed = openSuccession(flip(bytes, position, bit), ...cards);
        expect(await codeOf(changed)).toMatch(/^(?:damaged|sender-changed|needs-newer)$/);
      }),
      { numRuns: 150 },
    );
    expect(await codeOf(sealSuccession(ada.identity, ada.identity, NOW))).toBe('bad-request');
  });
});
