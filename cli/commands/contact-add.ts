/** `sealdrop contact add`: a person whom the user can send to, by their card or their contact link. */
import { readFile } from 'node:fs/promises';
import { type Bytes, equal } from '../../shared/bytes.ts';
import { CARD_TEXT_MAX, readCardFile } from '../../shared/crypto/card-text.ts';
import { openKeyCard } from '../../shared/crypto/key-card.ts';
import { SealdropError } from '../../shared/errors.ts';
import { checkPetname } from '../../shared/records/person.ts';
import { parseRequestLink } from '../../shared/request-link.ts';
import { fetchCard } from '../../shared/share/cards.ts';
import { command, UsageError } from '../command.ts';
import { contactJson, describeContact } from '../contact-words.ts';
import { type Contact, listContacts, loadContact, saveContact } from '../contacts.ts';
import { type Home, openHome } from '../home.ts';
import { siteAt } from '../site.ts';
import { now } from '../time.ts';

type Found = Pick<Contact, 'fingerprint' | 'card' | 'inboxToken' | 'origin'>;

export const contactAdd = command({
  summary: 'adds a person by their key card or contact link',
  synopsis: 'NAME CARD|LINK',
  about:
    'NAME is what you call them. They are not verified before you have compared fingerprints: "sealdrop contact verify".',
  options: {},
  takes: [2, 2],
  completes: 'file',
  examples: [
    ['contact add Bob bob.card', 'by the file that Bob made by "sealdrop card"'],
    [
      'contact add Bob "https://files.example.org/to/...#..."',
      'by a contact link, whose card the server gives',
    ],
  ],
  run: async ({ positionals: [name = '', from = ''], console, result }) => {
    const petname = checkPetname(name);
    if (petname === '') throw new UsageError('A contact needs a name.');
    const home = await openHome(console.environment);
    const found = /^https?:/i.test(from) ? await byLink(from) : await byFile(from);
    await requireFree(home, petname, found.fingerprint);
    const known = await loadContact(home, found.fingerprint);
    const link = found.inboxToken
      ? {}
      : { inboxToken: known?.inboxToken ?? null, origin: known?.origin ?? null };
    const contact = { verified: false, added: now(), ...known, ...found, ...link, petname };
    await saveContact(home, contact);
    result(await describeContact(contact), await contactJson(contact));
  },
});

/** A name means one person, or somebody else gets what was meant for them. */
async function requireFree(home: Home, petname: string, fingerprint: Bytes): Promise<void> {
  const others = (await listContacts(home)).filter((one) => !equal(one.fingerprint, fingerprint));
  if (others.some((one) => one.petname.toLowerCase() === petname.toLowerCase())) {
    throw new UsageError(`You have a contact ${petname} already, with another key. Choose another name.`);
  }
}

async function byLink(link: string): Promise<Found> {
  const { fingerprint, token } = await parseRequestLink(link);
  const site = siteAt(new URL(link).origin);
  const { bytes } = await fetchCard(site.client, fingerprint);
  return { fingerprint, card: bytes, inboxToken: token, origin: site.origin };
}

async function byFile(file: string): Promise<Found> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new SealdropError('file-unreadable', { cause, details: { file } });
  });
  const card = readCardFile(new Uint8Array(bytes.subarray(0, CARD_TEXT_MAX + 1)));
  const { fingerprint } = await openKeyCard(card);
  return { fingerprint, card, inboxToken: null, origin: null };
}
