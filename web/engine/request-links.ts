/** The request links that this person has given out (shared/share/request-links.ts), as the pages show them. */
import { fromBase64Url, random, sha256, toBase64Url } from '../../shared/bytes.ts';
import type { Identity } from '../../shared/crypto/identity.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import { formatRequestLink, parseRequestFragment } from '../../shared/request-link.ts';
import { addRequestLink, type OwnRequestLink, readRequestLinks } from '../../shared/share/request-links.ts';
import { listIdentities, loadIdentity } from '../vault/identities.ts';
import { announce, publishCard } from './announce.ts';
import { emitKeysChanged } from './events.ts';
import type { RequestLink } from './people-protocol.ts';
import { fingerprintFrom } from './person-names.ts';
import type { Commands } from './protocol.ts';
import { client, now } from './server.ts';
import { tokenToSend } from './upload-right.ts';

/** All links of all key pairs, in the order in which they were made. */
export async function listRequestLinks(): Promise<RequestLink[]> {
  const records = await listIdentities();
  void announce(records);
  const lists = await Promise.all(
    // A card that the server never had has no links.
    records.filter(({ published }) => published).map(({ identity }) => linksOf(identity)),
  );
  return lists.flat().toSorted((a, b) => a.created - b.created);
}

async function linksOf(identity: Identity): Promise<RequestLink[]> {
  const links = await readRequestLinks(client, identity);
  return await Promise.all(links.map((link) => shownLink(identity, link)));
}

async function shownLink(
  { fingerprint }: Identity,
  { token, name, expires, created }: OwnRequestLink,
): Promise<RequestLink> {
  return {
    id: toBase64Url(await sha256(token)),
    fingerprint: toBase64Url(fingerprint),
    name,
    link: await formatRequestLink(self.location.origin, fingerprint, token),
    created,
    expires,
  };
}

export async function newRequestLink(wanted: Commands['new-request-link']['in']): Promise<RequestLink> {
  const { name, lifetime } = wanted;
  const identity = await ownIdentity(wanted.fingerprint);
  await publishCard(identity.fingerprint);
  const created = now();
  const expires = lifetime === null ? null : created + lifetime;
  const uploadToken = await tokenToSend();
  const link = await addRequestLink(client, identity, { name, created, expires, uploadToken });
  emitKeysChanged();
  return shownLink(identity, link);
}

export async function revokeRequestLink({
  fingerprint,
  id,
}: Commands['revoke-request-link']['in']): Promise<void> {
  const tokenHash = fromBase64Url(id);
  if (tokenHash?.length !== 32) throw new SealdropError('bad-request');
  await client.endRequestLink(await ownIdentity(fingerprint), tokenHash);
  emitKeysChanged();
}

/** Ends every link of a key pair. */
export async function revokeAllRequestLinks(identity: Identity): Promise<void> {
  const { links } = await client.requestLinks(identity);
  for (const { tokenHash } of links) await client.endRequestLink(identity, tokenHash);
}

/** The link without a name and without an end: what a person gives to people who are to know their key. */
export async function contactLink(fingerprint: string): Promise<string> {
  const identity = await ownIdentity(fingerprint);
  await publishCard(identity.fingerprint);
  // Two tabs that ask at once get the same.
  return navigator.locks.request(`sealdrop-contact-link-${fingerprint}`, async () => {
    const known = (await linksOf(identity)).filter(({ name, expires }) => name === '' && expires === null);
    for (const { link } of known) if (!(await isClosed(identity, link))) return link;
    try {
      return (await newRequestLink({ fingerprint, name: '', lifetime: null })).link;
    } catch (error) {
      if (!hasCode(error, 'requests-off', 'not-listed', 'wrong-upload-token')) throw error;
      // Nothing may be delivered to this person: the same form of link, which only says whose key it is.
      return known[0]?.link ?? formatRequestLink(self.location.origin, identity.fingerprint, random(16));
    }
  });
}

/** Whether the site takes nothing by this link of one's own, as where its upload token is another since the link was made. */
async function isClosed({ fingerprint }: Identity, link: string): Promise<boolean> {
  const token = await parseRequestFragment(fingerprint, new URL(link).hash.slice(1));
  try {
    await client.checkRequest({ fingerprint, token });
    return false;
  } catch (error) {
    if (!hasCode(error, 'inbox-closed', 'inbox-full', 'requests-off')) throw error;
    return error.code === 'inbox-closed';
  }
}

async function ownIdentity(fingerprint: string): Promise<Identity> {
  const record = await loadIdentity(fingerprintFrom(fingerprint));
  if (!record) throw new SealdropError('key-missing');
  return record.identity;
}
