/**
 * `sealdrop card`: what others need to send to the user: the signed public side of a key pair, of which no server hears; or with --link the
 * contact link, which browsers take, and by which deliveries come.
 */
import { toBase64Url } from '../../shared/bytes.ts';
import { formatCardText } from '../../shared/crypto/card-text.ts';
import { formatRequestLink } from '../../shared/request-link.ts';
import { contactToken } from '../../shared/share/request-links.ts';
import { publishCard } from '../announce.ts';
import { command } from '../command.ts';
import { openHome } from '../home.ts';
import { digitsOf } from '../key-words.ts';
import { newKeyring } from '../keyring.ts';
import { findIdentity } from '../keys.ts';
import { newLastingLink } from '../lasting-link.ts';
import { passphraseOptions } from '../passphrases.ts';
import { chosenSite } from '../site.ts';

export const card = command({
  summary: 'prints the key card of a key pair, for others to add as a contact',
  synopsis: '[NAME]',
  about:
    'Whoever gets it should compare its fingerprint with you by another way. --link gives the card to the server, for which your passphrase is needed.',
  options: {
    link: { help: 'the contact link instead, by which browsers add you and send to you' },
    ...passphraseOptions,
    server: {
      value: 'URL',
      help: 'the server of --link; SEALDROP_SERVER if not given, else http://localhost:8787',
    },
  },
  takes: [0, 1],
  completes: 'key',
  examples: [
    ['card > alice.card', 'that of your default key pair, as a file to send to anybody'],
    ['card --link', 'a link to give to people with browsers'],
    ['card work --json', 'that of another one, with its fingerprint'],
  ],
  run: async ({ values, positionals: [name], console, result, say }) => {
    const home = await openHome(console.environment);
    const record = await findIdentity(home, name ?? null);
    const text = formatCardText(record.card);
    const digits = digitsOf(record.fingerprint);
    const words = { name: record.name, fingerprint: toBase64Url(record.fingerprint), digits, card: text };
    if (!values.link) {
      say(`Fingerprint: ${digits}`);
      result(text, words);
      return;
    }
    const { environment } = console;
    const site = chosenSite(values.server, environment);
    const identity = await newKeyring(home, console, values['passphrase-file']).unlock(record);
    await publishCard(home, site, identity);
    const token = await contactToken(site.client, identity, () =>
      newLastingLink(site, identity, '', environment),
    );
    const link = await formatRequestLink(site.origin, identity.fingerprint, token);
    say(`Fingerprint: ${digits}`);
    result(`${link}\n`, { ...words, link });
  },
});
