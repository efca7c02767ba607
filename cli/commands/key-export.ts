/** `sealdrop key export`: a key pair for another device, or its keys as PEM for other programs. */
import { basename, dirname, join } from 'node:path';
import { utf8 } from '../../shared/bytes.ts';
import { writeKeyPem } from '../../shared/crypto/pem.ts';
import { command, UsageError } from '../command.ts';
import { openHome } from '../home.ts';
import { backupOf, findIdentity, withBackup } from '../keys.ts';
import { outFolder } from '../out-folder.ts';
import { ofKeyPair, passphraseOptions, readPassphrase } from '../passphrases.ts';

export const keyExport = command({
  summary: 'writes the encrypted backup of a key pair to a file',
  synopsis: '[NAME] --out FILE',
  about:
    'It is under the passphrase of the key pair, and the browser takes it too. With --pem FILE is a folder for the two keys as openssl reads them, whose lock (PBKDF2) is weaker.',
  options: {
    out: {
      value: 'FILE',
      completes: 'file',
      help: 'where it is written; nothing that is there is written over',
    },
    pem: { help: 'NAME-encryption.pem and NAME-signing.pem, under the same passphrase' },
    ...passphraseOptions,
  },
  takes: [0, 1],
  completes: 'key',
  examples: [
    ['key export Alice --out alice.sealdrop-key', 'to keep, or to import elsewhere'],
    ['key export Alice --pem --out keys', 'for openssl pkey'],
  ],
  run: async ({ values, positionals: [name], console, result }) => {
    const { out } = values;
    if (out === undefined) throw new UsageError('Say where by --out.');
    const home = await openHome(console.environment);
    const record = await findIdentity(home, name ?? null);
    const files = values.pem ? await pems() : [await write(out, await backupOf(home, record))];
    result(files.map((file) => `${file}\n`).join(''), { files });

    async function pems(): Promise<string[]> {
      const passphrase = await readPassphrase(console, ofKeyPair(record.name, values['passphrase-file']));
      return await withBackup(home, record, passphrase, async ({ enc, sig }) => {
        const called = record.name.replace(/[^\p{L}\p{N}_-]+/gu, '-') || 'key';
        return [
          await write(join(out ?? '', `${called}-encryption.pem`), utf8(await writeKeyPem(enc, passphrase))),
          await write(join(out ?? '', `${called}-signing.pem`), utf8(await writeKeyPem(sig, passphrase))),
        ];
      });
    }
  },
});

async function write(file: string, bytes: Uint8Array): Promise<string> {
  const folder = await outFolder(dirname(file));
  async function* content() {
    yield bytes;
  }
  return await folder.write(basename(file), content());
}
