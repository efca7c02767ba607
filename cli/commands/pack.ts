/** `sealdrop pack`: files as a portable package, without any server. docs/package.md. */

import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type Bytes, random, toBase64Url } from '../../shared/bytes.ts';
import { bodyGeometry } from '../../shared/crypto/body.ts';
import { CARD_TEXT_MAX, readCardFile } from '../../shared/crypto/card-text.ts';
import { oneOffIdentity } from '../../shared/crypto/identity.ts';
import { openKeyCard } from '../../shared/crypto/key-card.ts';
import { passphraseOutput } from '../../shared/crypto/passphrase.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import { NOTE_MAX } from '../../shared/limits.ts';
import { packShare } from '../../shared/package/pack-share.ts';
import { checkMessage } from '../../shared/share/new-share.ts';
import { command, UsageError } from '../command.ts';
import type { Console } from '../console.ts';
import { findContact } from '../contacts.ts';
import { fileSource } from '../file-source.ts';
import { findFiles } from '../found-files.ts';
import { type Home, openHome } from '../home.ts';
import { newKeyring } from '../keyring.ts';
import { findIdentity } from '../keys.ts';
import { outFolder } from '../out-folder.ts';
import { keyPassphraseOptions, passphraseOptions, readPassphrase } from '../passphrases.ts';
import { counted, progressOf } from '../progress.ts';
import { chooseSigner, signerOptions } from '../signer.ts';
import { visible } from '../terminal.ts';
import { now } from '../time.ts';

export const pack = command({
  summary: 'seals files into a portable package, without any server',
  synopsis: 'FILE... --out PACKAGE.zip [--to CONTACT...] [--passphrase]',
  about:
    'Without --to, and with --passphrase, whoever has the code can open it that is printed: give it to them by another way than the package. It is signed by your default key pair; without one nobody can tell whose it is.',
  options: {
    out: { value: 'FILE', completes: 'file', help: 'the package, which must not be there' },
    to: {
      value: 'CONTACT',
      many: true,
      completes: 'contact',
      help: 'who can open it: a contact, a file with a key card, a key pair of yours; several times for several',
    },
    passphrase: { help: 'the code opens it only with a passphrase, which is asked for' },
    message: { value: 'TEXT', help: 'words to whoever opens it' },
    ...signerOptions,
    ...passphraseOptions,
    ...keyPassphraseOptions,
  },
  takes: [1, Number.POSITIVE_INFINITY],
  completes: 'file',
  examples: [
    ['pack report.pdf --to Bob --out report.zip', 'for Bob, a contact of yours'],
    ['pack photos/ --out photos.zip > code.txt', 'for whoever has the code'],
    ['pack photos/ --passphrase --out photos.zip', 'for whoever has the code and the passphrase'],
  ],
  run: async ({ values, positionals, console, result, say }) => {
    const { out } = values;
    if (out === undefined) throw new UsageError('Say by --out what the package is to be called.');
    const { message: text = '' } = values;
    if (new TextEncoder().encode(text).length > NOTE_MAX) {
      throw new UsageError(`A message has at most ${NOTE_MAX} bytes.`);
    }
    const message = checkMessage(text);
    const hasPassphrase = values.passphrase || values['passphrase-file'] !== undefined;
    const home = await openHome(console.environment);
    const people = await recipients(home, values.to);
    const { files, skipped } = await findFiles(positionals);
    for (const place of skipped) say(`left out, for it is no file: ${place}`);
    if (files.length === 0) throw new UsageError('There is no file in what is to be packed.');
    const passphrase = hasPassphrase ? await newPassphrase(values['passphrase-file'], console) : null;
    const keyring = newKeyring(home, console, values['key-passphrase-file']);
    const signer = await chooseSigner(values.from, { home, keyring, console, say });
    const { content, code } = await packShare({
      files: files.map(({ path, size, type, modified }) => ({ path, size, type, modified })),
      parts: (geometry) => fileSource(files, geometry),
      note: message,
      identity: signer ?? (await oneOffIdentity(now())),
      people,
      code: people.length === 0 || passphrase ? { passphrase } : null,
      now: now(),
      signal: new AbortController().signal,
    });
    const { objectSize } = bodyGeometry(files.reduce((sum, { size }) => sum + size, 0));
    const progress = progressOf(console, objectSize, 'Sealing');
    const folder = await outFolder(dirname(out));
    const place = await folder.write(basename(out), counted(content, progress.add)).finally(progress.end);
    say(
      `${place}: ${files.length === 1 ? '1 file' : `${files.length} files`}, signed by ${signer ? 'your key pair' : 'nobody who could be named'}.`,
    );
    if (code !== null) say('It opens by the code below. Give it by another way than the package.');
    result(`${code ?? visible(place)}\n`, { package: place, code, files: files.length });
  },
});

async function recipients(home: Home, names: readonly string[]) {
  const cards = await Promise.all(names.map(async (name) => await openKeyCard(await cardOf(home, name))));
  const distinct = new Map(cards.map((card) => [toBase64Url(card.fingerprint), card]));
  return [...distinct.values()].map(({ fingerprint, encryptionKey }) => ({ fingerprint, encryptionKey }));
}

/** Of a contact, of a key pair of one's own, or in a file. Throws person-missing. */
async function cardOf(home: Home, name: string): Promise<Bytes> {
  for (const find of [() => findContact(home, name), () => findIdentity(home, name)]) {
    try {
      return (await find()).card;
    } catch (error) {
      if (!hasCode(error, 'person-missing', 'key-missing')) throw error;
    }
  }
  const file = await readFile(name).catch(() => null);
  if (!file || file.length > CARD_TEXT_MAX) throw new SealdropError('person-missing');
  return readCardFile(new Uint8Array(file));
}

async function newPassphrase(file: string | undefined, console: Console) {
  const wanted = { of: 'the package', file, variables: ['SEALDROP_PASSPHRASE'], isNew: true };
  const passphrase = await readPassphrase(console, wanted);
  const salt = random(16);
  return { salt, output: await passphraseOutput(passphrase, salt) };
}
