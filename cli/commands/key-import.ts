/** `sealdrop key import`: a key pair from its backup, or one around the private key of another program. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Bytes } from '../../shared/bytes.ts';
import { openBackup, sealBackup } from '../../shared/crypto/backup.ts';
import { importIdentity } from '../../shared/crypto/identity.ts';
import { readKeyFile } from '../../shared/crypto/key-file.ts';
import { createIdentity, forgetBackup } from '../../shared/crypto/new-identity.ts';
import { passphraseOutput } from '../../shared/crypto/passphrase.ts';
import { readKeyPem } from '../../shared/crypto/pem.ts';
import { SealdropError } from '../../shared/errors.ts';
import { KEY_FILE_MAX, NAME_MAX_CHARACTERS } from '../../shared/limits.ts';
import { command } from '../command.ts';
import { openHome } from '../home.ts';
import { describeKey, keyJson } from '../key-words.ts';
import { addIdentity, keyFileOf } from '../keys.ts';
import { passphraseOptions, readPassphrase } from '../passphrases.ts';
import { now } from '../time.ts';

export const keyImport = command({
  summary: 'takes over a key pair from a backup, or a private key in PEM',
  synopsis: 'FILE',
  about:
    'FILE is a .sealdrop-key file of this command or of a browser, or PEM of a private key on P-384, which becomes the encryption key of a new key pair. It must open by the passphrase, and keeps it; PEM without one gets it.',
  options: passphraseOptions,
  takes: [1, 1],
  completes: 'file',
  examples: [
    ['key import alice.sealdrop-key', 'from another device'],
    ['key import key.pem', 'a key that openssl has made'],
  ],
  run: async ({ values, positionals: [path = ''], console, result }) => {
    const home = await openHome(console.environment);
    const bytes = await readFile(path).catch((cause: unknown) => {
      throw new SealdropError('file-unreadable', { cause, details: { file: path } });
    });
    const file = await readKeyFile(new Uint8Array(bytes.subarray(0, KEY_FILE_MAX + 1)));
    const passphrase = await readPassphrase(console, {
      of: path,
      file: values['passphrase-file'],
      variables: ['SEALDROP_KEY_PASSPHRASE', 'SEALDROP_PASSPHRASE'],
    });
    const asked = (salt: Bytes) => passphraseOutput(passphrase, salt);
    const { identity, backup } =
      file.kind === 'backup' ? await fromBackup(file.bytes) : await fromPem(file.text);
    const record = await addIdentity(home, identity, backup);
    const place = keyFileOf(home, record.fingerprint);
    result(describeKey(record, place), keyJson(record, place));

    async function fromBackup(sealed: Bytes) {
      const opened = await openBackup(sealed, asked);
      try {
        // Kept as a file, whatever it came as.
        return { identity: await importIdentity(opened), backup: await sealBackup(opened, asked) };
      } finally {
        forgetBackup(opened);
      }
    }

    async function fromPem(text: string) {
      const encryption = await readKeyPem(text, passphrase);
      if (encryption === 'locked') throw new SealdropError('wrong-backup-passphrase');
      const name = [...basename(path).replace(/\.[^.]*$/, '')].slice(0, NAME_MAX_CHARACTERS).join('');
      return await createIdentity({ name, now: now(), passphrase: asked, encryption });
    }
  },
});
