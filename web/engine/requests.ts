/** The other end of a request link: whoever opened it, key or no key, and what they send. */
import { toBase64Url } from '../../shared/bytes.ts';
import { fingerprintDigits, parseFingerprint } from '../../shared/crypto/fingerprint.ts';
import { SealdropError } from '../../shared/errors.ts';
import { parseRequestFragment } from '../../shared/request-link.ts';
import { fetchCard } from '../../shared/share/cards.ts';
import type { DeliveryTarget } from '../../shared/share/new-share.ts';
import { loadIdentity } from '../vault/identities.ts';
import { loadPerson } from '../vault/people.ts';
import { loadRequestTab, saveRequestTab } from '../vault/tabs.ts';
import { startDelivery } from './own-shares.ts';
import type { RequestTarget } from './people-protocol.ts';
import type { Commands, Started } from './protocol.ts';
import { client } from './server.ts';

interface RequestAddress {
  readonly fingerprint: string;
  readonly fragment: string | null;
  readonly tab: string;
}

/** Of an address, or of what was kept of it. Throws link-cut where nothing was. */
async function targetOf({ fingerprint: text, fragment, tab }: RequestAddress): Promise<DeliveryTarget> {
  const fingerprint = parseFingerprint(text);
  if (fragment) {
    const token = await parseRequestFragment(fingerprint, fragment);
    // Where nothing can be kept the link works all the same, until the page is loaded anew.
    await saveRequestTab(tab, fingerprint, token).catch(() => undefined);
    return { fingerprint, token };
  }
  const token = await loadRequestTab(tab, fingerprint);
  if (!token) throw new SealdropError('link-cut');
  return { fingerprint, token };
}

/** Throws link-cut, inbox-closed, inbox-full before any file is asked for; card-absent, card-changed where its card is not to be had. */
export async function openRequest(input: Commands['open-request']['in']): Promise<RequestTarget> {
  const target = await targetOf(input);
  const { fingerprint } = target;
  await client.checkRequest(target);
  const { card } = await fetchCard(client, fingerprint);
  const person = await loadPerson(fingerprint);
  const known = person ? (person.verified ? 'verified' : 'known') : 'named';
  const kind = (await loadIdentity(fingerprint)) ? 'self' : known;
  return {
    fingerprint: toBase64Url(fingerprint),
    digits: fingerprintDigits(fingerprint),
    name: person?.petname ?? card.name,
    kind,
  };
}

export async function deliver(input: Commands['deliver']['in']): Promise<Started> {
  const { dropped, lifetime, message } = input;
  const options = { lifetime, limit: null, passphrase: null, message };
  return startDelivery(dropped, options, await targetOf(input));
}
