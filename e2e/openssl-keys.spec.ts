/**
 * Keys between the page and the real `openssl`, which must be on the PATH: what it makes opens shares here, what the page
 * hands out it reads; and files that are not whole, or are other keys, are refused in words of their own.
 */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { countCases } from './cases.ts';
import { writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { backupOf, importKnown, knownKeyPair } from './known-keys.ts';
import {
  addPerson,
  button,
  choosePeople,
  chooseWithPassphrase,
  contactLink,
  keyPairArticle,
  PASSPHRASE,
} from './people-steps.ts';
import { fileList, send, shareLink } from './steps.ts';
import { words } from './words.ts';

const held = countCases('keys between the page and OpenSSL');

const openssl = (...parameters: readonly string[]): string =>
  execFileSync('openssl', parameters, { encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
const genpkey = (curve = 'P-384') =>
  openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${curve}`);

async function importPem(page: Page, file: string): Promise<void> {
  const backup = page.waitForEvent('download');
  await chooseWithPassphrase(page, button(page, 'Import key pair'), { file, submit: 'Import' });
  await backup;
  await expect(page.getByRole('dialog')).toBeHidden();
}

/** Everything that is downloaded while something is done, by name. */
async function downloadsOf(
  page: Page,
  count: number,
  work: () => Promise<void>,
): Promise<Map<string, string>> {
  const coming: Download[] = [];
  const listen = (download: Download) => void coming.push(download);
  page.on('download', listen);
  await work();
  await expect.poll(() => coming.length).toBe(count);
  page.off('download', listen);
  return new Map(
    await Promise.all(
      coming.map(async (one) => [one.suggestedFilename(), await readFile(await one.path(), 'utf8')] as const),
    ),
  );
}

test('keys that OpenSSL made open what is sealed to them', async ({ sender, recipient, folder }) => {
  const plain = genpkey();
  const locked = execFileSync('openssl', ['pkcs8', '-topk8', '-passout', `pass:${PASSPHRASE}`], {
    input: plain,
  });
  const made: [string, string | Buffer][] = [
    ['genpkey', genpkey()],
    ['ecparam', openssl('ecparam', '-name', 'secp384r1', '-genkey')],
    ['locked', locked],
  ];
  await recipient.goto('/settings');
  for (const [name, pem] of made) {
    await importPem(recipient, await writeBytes(folder, `${name}.pem`, Buffer.from(pem)));
    await expect(keyPairArticle(recipient, name)).toBeVisible();
  }
  for (const [name] of made) {
    await addPerson(sender, name, await contactLink(recipient, name));
    await send(sender, await writeBytes(folder, `for ${name}.txt`, Buffer.from(name)));
    await choosePeople(sender, { [name]: true });
    const address = await shareLink(sender).inputValue();
    expect(address).not.toContain('#');
    await recipient.goto(address);
    await expect(fileList(recipient)).toContainText(`for ${name}.txt`);
    held();
  }
});

test('what the page hands out, OpenSSL reads', async ({ sender, folder }) => {
  const ada = await knownKeyPair('Ada');
  await importKnown(sender, ada, folder);
  const article = keyPairArticle(sender, 'Ada');
  const shown = await downloadsOf(sender, 2, () => button(article, 'Export public key').click());
  const keys = await downloadsOf(sender, 2, async () => {
    await button(article, 'Export PEM').click();
    await sender.getByRole('dialog').getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await button(sender.getByRole('dialog'), 'Export').click();
  });
  for (const [kind, pkcs8] of [
    ['encryption', ada.plain.enc],
    ['signing', ada.plain.sig],
  ] as const) {
    const pem = keys.get(`Ada-${kind}.pem`) ?? '';
    const file = await writeBytes(folder, `${kind}.pem`, Buffer.from(pem));
    const pkey = (passphrase: string, ...rest: string[]) =>
      openssl('pkey', '-in', file, '-passin', `pass:${passphrase}`, ...rest);
    expect(pkey(PASSPHRASE, '-pubout')).toBe(shown.get(`Ada-${kind}-public.pem`));
    const own = await writeBytes(folder, `${kind}.der`, pkcs8);
    expect(pkey(PASSPHRASE)).toBe(openssl('pkey', '-inform', 'DER', '-in', own));
    expect(() => pkey(`${PASSPHRASE}.`)).toThrow();
    held();
  }
});

test('other keys, and files that are not whole, are refused each in its words, and leave nothing', async ({
  sender,
  folder,
}) => {
  const backup = Buffer.from(await backupOf(await knownKeyPair('Ada')));
  const edited = Buffer.from(backup);
  const middle = edited.length >> 1;
  edited[middle] = (edited[middle] ?? 0) ^ 1;
  const plain = genpkey();
  const input = { input: plain };
  const quietly = (...parameters: string[]) =>
    execFileSync('openssl', parameters, { ...input, stdio: ['pipe', 'pipe', 'ignore'] });
  const compressed = quietly('ec', '-conv_form', 'compressed');
  const explicit = quietly('ec', '-param_enc', 'explicit');
  const locked = execFileSync('openssl', ['pkcs8', '-topk8', '-passout', 'pass:another one'], input);
  const scrypt = ['pkcs8', '-topk8', '-scrypt', '-passout', `pass:${PASSPHRASE}`];
  const lines = plain.split('\n');
  const cases: [string, Buffer | string, RegExp, string?][] = [
    ['a backup, with another passphrase', backup, words['wrong-backup-passphrase'], `${PASSPHRASE} `],
    ['a backup cut', backup.subarray(0, -7), words.damaged],
    ['a backup cut to its first bytes', backup.subarray(0, 3), words.damaged],
    ['a backup edited', edited, words.damaged],
    ['a backup that goes on', Buffer.concat([backup, Buffer.of(0)]), words.damaged],
    ['PEM under another passphrase', locked, words['wrong-backup-passphrase']],
    [
      'PEM locked in a way that is not read',
      execFileSync('openssl', scrypt, input),
      words['unsupported-key'],
    ],
    ['P-256', genpkey('P-256'), words['unsupported-key']],
    ['P-521', genpkey('P-521'), words['unsupported-key']],
    ['Ed25519', openssl('genpkey', '-algorithm', 'ED25519'), words['unsupported-key']],
    ['a compressed point', compressed, words['unsupported-key']],
    ['explicit parameters', explicit, words['unsupported-key']],
    ['a public key', execFileSync('openssl', ['pkey', '-pubout'], input), words['unsupported-key']],
    ['PEM cut', lines.slice(0, 2).join('\n'), /./],
    [
      'PEM with a letter changed',
      plain.replace(/^(.{70})./s, (_, start: string) => `${start}!`),
      words.damaged,
    ],
    ['no key at all', 'hello', words['unsupported-key']],
    ['nothing', '', words['unsupported-key']],
  ];
  await sender.goto('/settings');
  const dialog = sender.getByRole('dialog');
  for (const [what, bytes, said, passphrase = PASSPHRASE] of cases) {
    const file = await writeBytes(folder, 'key.pem', Buffer.from(bytes));
    await test.step(what, async () => {
      await chooseWithPassphrase(sender, button(sender, 'Import key pair'), {
        file,
        submit: 'Import',
        passphrase,
      });
      await expect(dialog.getByRole('alert')).toContainText(said);
      await button(dialog, 'Cancel').click();
      await expect(dialog).toBeHidden();
    });
    await expect(sender.getByRole('article')).toHaveCount(0);
    held();
  }
  // Not even where only the database would show it.
  await sender.reload();
  await expect(sender.getByText('No key pair yet.', { exact: true })).toBeVisible();
  const records = await sender.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const request = indexedDB.open('sealdrop-identities');
        request.addEventListener('success', () => {
          const [store = ''] = request.result.objectStoreNames;
          const count = request.result.transaction(store).objectStore(store).count();
          count.addEventListener('success', () => resolve(count.result));
        });
      }),
  );
  expect(records).toBe(0);
});
