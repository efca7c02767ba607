/** Who signed a share, as the user knows them. */
import { toBase64Url } from '../shared/bytes.ts';
import type { OpenedShare } from '../shared/share/open-share.ts';
import { loadContact } from './contacts.ts';
import type { Home } from './home.ts';
import { digitsOf } from './key-words.ts';
import { loadIdentity } from './keys.ts';

export interface SenderWords {
  readonly words: string;
  readonly json: { readonly kind: string; readonly name?: string; readonly fingerprint?: string };
}

/** A name on a card proves nothing: what counts is the user's own list of contacts. */
export async function senderOf(
  home: Home,
  { isOwn, card }: Pick<OpenedShare, 'isOwn' | 'card'>,
): Promise<SenderWords> {
  const { fingerprint, name } = card;
  if (isOwn || (await loadIdentity(home, fingerprint)))
    return { words: 'You sent this.', json: { kind: 'self' } };
  const known = await loadContact(home, fingerprint);
  const who = { fingerprint: toBase64Url(fingerprint) };
  if (known) {
    const kind = known.verified ? 'verified' : 'known';
    const how = known.verified ? '' : ', whose fingerprint was not compared';
    return { words: `Sent by ${known.petname}${how}.`, json: { kind, name: known.petname, ...who } };
  }
  // One-off identities have no name, and nothing tells them apart from a key pair without one.
  if (name === '') return { words: 'The sender is not identified.', json: { kind: 'not-identified' } };
  return {
    words: `Somebody who calls themselves ${name} sent this. Their fingerprint: ${digitsOf(fingerprint)}.`,
    json: { kind: 'named', name, ...who },
  };
}
