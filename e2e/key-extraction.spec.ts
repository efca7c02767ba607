/**
 * With full access to the page, and without the passphrase, nobody gets the bytes of a private key out of what is stored
 * here. The key pair is one whose bytes the test knows, so everything that comes out can be searched for them; and each
 * way that can succeed at all first does, on keys that were made to be read out.
 */
import type { Page } from '@playwright/test';
import { concat, toBase64Url } from '../shared/bytes.ts';
import { openBackup } from '../shared/crypto/backup.ts';
import { labelled } from '../shared/crypto/labels.ts';
import { passphraseOutput } from '../shared/crypto/passphrase.ts';
import { decodePkcs8 } from '../shared/crypto/pkcs8.ts';
import { hasCode } from '../shared/errors.ts';
import { countCases } from './cases.ts';
import { type Attempt, everythingKept, exportAll, misuseAll } from './extraction.ts';
import { writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { backupOf, importKnown, type KnownKeyPair, knownKeyPair } from './known-keys.ts';
import { everythingHeard, listenAtEverything } from './overhearing.ts';
import { button, contactLink, deliver, keyPairArticle, openRequest, PASSPHRASE } from './people-steps.ts';
import { send } from './steps.ts';

const held = countCases('ways to get at a private key');

const STORE = 'sealdrop-identities';
const CONTROL = 'control-identities';
const DEVICE_BYTES = 'thirty-two bytes that are known.';

/** A private number in every spelling that might come out. */
function needles({ plain }: KnownKeyPair): Buffer[] {
  return [plain.sig, plain.enc].flatMap((pkcs8) => {
    const { scalar } = decodePkcs8(pkcs8);
    const bytes = Buffer.from(scalar);
    const hex = bytes.toString('hex');
    // Whatever stands before it, base64 meets one of three offsets.
    const base64 = [0, 1, 2].map((shift) => bytes.subarray(shift).toString('base64').slice(0, 60));
    const texts = [hex, hex.toUpperCase(), [...bytes].join(), BigInt(`0x${hex}`).toString(), ...base64];
    texts.push(...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')));
    return [bytes, Buffer.from(bytes.toReversed()), ...texts.map((text) => Buffer.from(text))];
  });
}

const contains = (latin: string, wanted: readonly Buffer[]) => {
  const bytes = Buffer.from(latin, 'latin1');
  return wanted.some((needle) => bytes.includes(needle));
};

/** Keys that can be read out, stored in the way in which the product stores its own. */
async function storeControl(page: Page, { plain }: KnownKeyPair): Promise<void> {
  const [sig, enc] = [plain.sig, plain.enc].map((bytes) => [...bytes]);
  await page.evaluate(
    async ({ name, keys, aes }) => {
      const imported = async (bytes: number[], algorithm: string, usages: KeyUsage[]) =>
        crypto.subtle.importKey(
          'pkcs8',
          new Uint8Array(bytes),
          { name: algorithm, namedCurve: 'P-384' },
          true,
          usages,
        );
      const identity = {
        signing: { privateKey: await imported(keys[0] ?? [], 'ECDSA', ['sign']) },
        encryption: { privateKey: await imported(keys[1] ?? [], 'ECDH', ['deriveBits']) },
      };
      const raw = new TextEncoder().encode(aes);
      const device = await crypto.subtle.importKey('raw', raw, 'AES-GCM', true, ['decrypt']);
      const request = indexedDB.open(name);
      await new Promise((done) => {
        request.addEventListener('upgradeneeded', () => request.result.createObjectStore('identities'));
        request.addEventListener('success', done);
      });
      const writing = request.result.transaction('identities', 'readwrite');
      writing.objectStore('identities').put({ identity, device }, 'control');
      await new Promise((done) => writing.addEventListener('complete', done));
      request.result.close();
    },
    { name: CONTROL, keys: [sig ?? [], enc ?? []], aes: DEVICE_BYTES },
  );
}

/** Ways by which no engine gives a private key on a curve out, extractable or not. */
const hopeless = /^export (raw|spki)|^wrap raw|by AES-KW/;

test('no export and no wrapping gives a stored key out; each gives a readable one out', async ({
  sender,
  folder,
}) => {
  const [ada, control] = await Promise.all([knownKeyPair('Ada'), knownKeyPair('Control')]);
  await importKnown(sender, ada, folder);
  await storeControl(sender, control);

  const readable = await sender.evaluate(exportAll, CONTROL);
  const curves = readable.filter(({ key }) => !key.endsWith('device'));
  const out = curves.filter(({ got }) => got !== null && contains(got, needles(control)));
  const named = (attempts: readonly Attempt[]) => attempts.map(({ key, way }) => `${key} ${way}`).sort();
  expect(named(out)).toEqual(named(curves.filter(({ way }) => !hopeless.test(way))));
  // Two keys, seven copies, ten ways each.
  expect(out).toHaveLength(2 * 7 * 10);

  const stored = await sender.evaluate(exportAll, STORE);
  expect(stored).toHaveLength(curves.length);
  expect(stored.filter(({ got }) => got !== null)).toEqual([]);
  for (const _ of stored) held();

  // The device key opens what lies beside; it is no way round either.
  const device = await sender.evaluate(exportAll, 'sealdrop-device');
  expect(device.length).toBeGreaterThan(100);
  expect(device.filter(({ got }) => got !== null)).toEqual([]);
  for (const _ of device) held();
  const secrets = readable.filter(({ key, got }) => key.endsWith('device') && got?.includes(DEVICE_BYTES));
  for (const way of ['export raw', 'wrap raw by AES-KW', 'wrap raw by AES-GCM', 'wrap raw by RSA-OAEP']) {
    expect(secrets.filter((one) => one.way.startsWith(way))).toHaveLength(7);
  }
});

test('no use of the keys gives their numbers away', async ({ sender, folder }) => {
  const ada = await knownKeyPair('Ada');
  await importKnown(sender, ada, folder);
  const { outputs, nonces } = await sender.evaluate(misuseAll, STORE);
  for (const { way, got } of outputs) {
    expect(got !== null && contains(got, needles(ada)), way).toBe(false);
    held();
  }
  const gave = outputs.filter(({ got, key }) => got !== null && key === 'identity').map(({ way }) => way);
  // What the two keys are for, and a text that says nothing; every other use is refused.
  const allowed =
    /^deriveBits (384|8|0|null) with (the generator|its own)|^deriveBits with its own|key as text$|key in a(n answer| blob)$|key as bytes$/;
  expect(gave.filter((way) => !allowed.test(way))).toEqual([]);
  // Of the generator comes the public key, which everybody has.
  const { point } = decodePkcs8(ada.plain.enc);
  const ofGenerator = outputs.find(({ way }) => way === 'deriveBits 384 with the generator')?.got ?? '';
  expect(Buffer.from(ofGenerator, 'latin1').equals(Buffer.from(point.subarray(1, 49)))).toBe(true);
  // One nonce twice would give the signing key away.
  expect(new Set(nonces).size).toBe(64);
  held();
});

test('nothing that is kept holds them, not even what the device key opens', async ({
  sender,
  recipient,
  folder,
}) => {
  const ada = await knownKeyPair('Ada');
  await importKnown(sender, ada, folder);
  await send(sender, await writeBytes(folder, 'sent.txt', Buffer.from('sent')));
  await openRequest(recipient, await contactLink(sender, 'Ada'), 'Ada');
  await deliver(recipient, await writeBytes(folder, 'got.txt', Buffer.from('got')));
  await sender.goto('/shares');
  await sender.getByRole('article', { name: 'got.txt', exact: true }).waitFor();
  const { fingerprint } = ada.identity;
  const aad = Buffer.from(labelled('vault', fingerprint)).toString('latin1');
  const search = async () => sender.evaluate(everythingKept, [aad]);

  const { kept, opened } = await search();
  expect(kept).toContain(toBase64Url(fingerprint));
  // The record beside the keys opened: card, name, and the backup, which the passphrase seals.
  expect(opened).toHaveLength(1);
  expect(opened[0]).toContain('backup');
  expect(contains(kept, needles(ada))).toBe(false);
  expect(contains(opened.join('\n'), needles(ada))).toBe(false);
  held();

  // The search finds what is there.
  const { scalar } = decodePkcs8(ada.plain.enc);
  const planted = [
    concat(new Uint8Array(5), scalar),
    Buffer.from(scalar).toString('base64'),
    Buffer.from(scalar).toString('hex'),
  ];
  for (const [i, plant] of planted.entries()) {
    await sender.evaluate(
      async ([text, asBytes]) => {
        const cache = await caches.open('planted');
        const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
        await cache.put('/planted', new Response(asBytes ? bytes : text));
      },
      [typeof plant === 'string' ? plant : Buffer.from(plant).toString('latin1'), i === 0] as const,
    );
    expect(contains((await search()).kept, needles(ada))).toBe(true);
    await sender.evaluate(() => caches.delete('planted'));
  }
  expect(contains((await search()).kept, needles(ada))).toBe(false);
});

test('a sealed backup without its passphrase', async () => {
  const ada = await knownKeyPair('Ada');
  const backup = await backupOf(ada);
  expect(contains(Buffer.from(backup).toString('latin1'), needles(ada))).toBe(false);
  for (const guess of [
    '',
    ' ',
    `${PASSPHRASE} `,
    PASSPHRASE.slice(0, -1),
    PASSPHRASE.toUpperCase(),
    'password',
  ]) {
    const trying = openBackup(backup, (salt) => passphraseOutput(guess === '' ? 'x' : guess, salt));
    await expect(
      trying.then(
        () => null,
        (error: unknown) => hasCode(error, 'wrong-backup-passphrase'),
      ),
    ).resolves.toBe(true);
    held();
  }
  const opened = await openBackup(backup, (salt) => passphraseOutput(PASSPHRASE, salt));
  expect(contains(Buffer.from(opened.enc).toString('latin1'), needles(ada))).toBe(true);
});

test('no message between page and worker holds them', async ({ sender, folder }) => {
  const ada = await knownKeyPair('Ada');
  await sender.addInitScript(listenAtEverything);
  await importKnown(sender, ada, folder);
  const article = keyPairArticle(sender, 'Ada');
  const dialog = sender.getByRole('dialog');
  for (const [opener, submit] of [
    ['Show as QR code', 'Show'],
    ['Export PEM', 'Export'],
  ] as const) {
    const coming = submit === 'Export' ? sender.waitForEvent('download') : null;
    await button(article, opener).click();
    await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await button(dialog, submit).click();
    if (coming) await coming;
    else await dialog.getByLabel('The same as text', { exact: true }).waitFor();
    await sender.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
  const coming = sender.waitForEvent('download');
  await button(article, 'Export backup').click();
  await coming;
  await button(article, 'Export public key').click();
  await button(article, 'Copy contact link').click();
  await expect(article.getByText(/^Copied/)).toBeVisible();
  await sender.getByRole('link', { name: 'Send', exact: true }).click();
  const file = await writeBytes(folder, 'sent.txt', Buffer.from('sent'));
  await sender.getByLabel('Files to send', { exact: true }).setInputFiles(file);
  await expect(sender.getByText('Ready', { exact: false }).first()).toBeVisible();

  const heard = await sender.evaluate(everythingHeard);
  // What does cross: the passphrase that the person typed, the sealed backup as file and text, PEM that is locked.
  for (const crossing of [PASSPHRASE, 'SEALDROP-KEY:', 'BEGIN ENCRYPTED PRIVATE KEY', 'BEGIN PUBLIC KEY']) {
    expect(heard).toContain(crossing);
  }
  expect(contains(heard, needles(ada))).toBe(false);
  held();

  // What would cross is found: in a message, in a file, in a key that can be read.
  const scalar = Buffer.from(decodePkcs8(ada.plain.sig).scalar).toString('latin1');
  for (const kind of ['bytes', 'file'] as const) {
    await sender.evaluate(
      ([text, as]) => {
        const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
        const engine = Reflect.get(window, 'engine') as Worker;
        engine.postMessage({
          kind: 'call',
          id: 1e9,
          name: 'key-pairs',
          input: as === 'file' ? new File([bytes], 'x') : bytes,
        });
      },
      [scalar, kind] as const,
    );
    expect(contains(await sender.evaluate(everythingHeard), needles(ada))).toBe(true);
    await sender.evaluate(() => {
      (Reflect.get(window, 'heard') as unknown[]).length = 0;
    });
    held();
  }
});
