/** `sealdrop card`: what others need to send to the user: the signed public side of a key pair. No server takes part. */
import { toBase64Url } from '../../shared/bytes.ts';
import { formatCardText } from '../../shared/crypto/card-text.ts';
import { command } from '../command.ts';
import { openHome } from '../home.ts';
import { digitsOf } from '../key-words.ts';
import { findIdentity } from '../keys.ts';

export const card = command({
  summary: 'prints the key card of a key pair, for others to add as a contact',
  synopsis: '[NAME]',
  about: 'Whoever gets it should compare its fingerprint with you by another way.',
  options: {},
  takes: [0, 1],
  completes: 'key',
  examples: [
    ['card > alice.card', 'that of your default key pair, as a file to send to anybody'],
    ['card work --json', 'that of another one, with its fingerprint'],
  ],
  run: async ({ positionals: [name], console, result, say }) => {
    const home = await openHome(console.environment);
    const record = await findIdentity(home, name ?? null);
    const text = formatCardText(record.card);
    say(`Fingerprint: ${digitsOf(record.fingerprint)}`);
    const fingerprint = toBase64Url(record.fingerprint);
    result(text, { name: record.name, fingerprint, digits: digitsOf(record.fingerprint), card: text });
  },
});
