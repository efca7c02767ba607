/** `sealdrop keygen`: a new key pair, whose private side is on the disk under its passphrase alone. */
import { toBase64Url } from '../../shared/bytes.ts';
import { createIdentity } from '../../shared/crypto/new-identity.ts';
import { passphraseOutput } from '../../shared/crypto/passphrase.ts';
import { NAME_MAX_CHARACTERS } from '../../shared/limits.ts';
import { command, UsageError } from '../command.ts';
import { openHome } from '../home.ts';
import { describeKey } from '../key-words.ts';
import { addIdentity, keyFileOf, listIdentities } from '../keys.ts';
import { ofKeyPair, passphraseOptions, readPassphrase } from '../passphrases.ts';
import { now } from '../time.ts';

export const keygen = command({
  summary: 'makes a key pair, by which others can send to you and know what you send',
  synopsis: 'NAME',
  about:
    'NAME stands on its card, which everybody sees whom you give it to. Without the passphrase the key pair cannot be used or restored.',
  options: passphraseOptions,
  takes: [1, 1],
  examples: [
    ['keygen Alice', 'asks for a new passphrase, and makes the key pair'],
    ['keygen backups --passphrase-file pass.txt', 'the same without a question'],
  ],
  run: async ({ values, positionals: [name = ''], console, result }) => {
    if ([...name].length > NAME_MAX_CHARACTERS) {
      throw new UsageError(`A name has at most ${NAME_MAX_CHARACTERS} characters.`);
    }
    const home = await openHome(console.environment);
    // Two of one name could only be told apart by their fingerprints.
    if ((await listIdentities(home)).some((one) => one.name === name)) {
      throw new UsageError(`You have a key pair ${name} already. Choose another name.`);
    }
    const wanted = { ...ofKeyPair(name, values['passphrase-file']), isNew: true };
    const passphrase = await readPassphrase(console, wanted);
    const made = await createIdentity({
      name,
      now: now(),
      passphrase: (salt) => passphraseOutput(passphrase, salt),
    });
    const record = await addIdentity(home, made.identity, made.backup);
    const file = keyFileOf(home, record.fingerprint);
    result(describeKey(record, file), { fingerprint: toBase64Url(record.fingerprint), name, file });
  },
});
