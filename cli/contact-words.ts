/** How people are shown. */
import { toBase64Url } from '../shared/bytes.ts';
import { openKeyCard } from '../shared/crypto/key-card.ts';
import type { Contact } from './contacts.ts';
import { digitsOf } from './key-words.ts';
import { visible } from './terminal.ts';

/** A few lines on one person. */
export async function describeContact({ petname, fingerprint, card, verified }: Contact): Promise<string> {
  const { name } = await openKeyCard(card);
  const lines = [
    `${visible(petname)}${verified ? '' : '  (not verified)'}`,
    `  fingerprint  ${digitsOf(fingerprint)}`,
    // What somebody calls themselves proves nothing.
    ...(name === petname ? [] : [`  own name     ${visible(name)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** The same for programs. */
export async function contactJson({ petname, fingerprint, card, verified, inboxToken, added }: Contact) {
  return {
    name: petname,
    fingerprint: toBase64Url(fingerprint),
    digits: digitsOf(fingerprint),
    ownName: (await openKeyCard(card)).name,
    verified,
    canDeliver: inboxToken !== null,
    added,
  };
}
