/** The request links that this person has given out (shared/share/request-links.ts), as the pages show them. */
import { fromBase64Url, sha256, toBase64Url } from '../../shared/bytes.ts';
import type { Identity } from '../../shared/crypto/identity.ts';
import { SealdropError } from '../../shared/errors.ts';
import { formatRequestLink } from '../../shared/request-link.ts';
import {
  addRequestLink,
  contactToken,
  type OwnRequestLink,
  readRequestLinks,
} from '../../shared/share/request-links.ts';
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
  const identity = await ownIdentity(wanted.fingerprint);
  return shownLink(identity, await makeLink(identity, wanted.name, wanted.lifetime));
}

async function makeLink(identity: Identity, name: string, lifetime: number | null): Promise<OwnRequestLink> {
  await publishCard(identity.fingerprint);
  const created = now();
  const expires = lifetime === null ? null : created + lifetime;
  const uploadToken = await tokenToSend();
  const link = await addRequestLink(client, identity, { name, created, expires, uploadToken });
  emitKeysChanged();
  return link;
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
  const token = await navigator.locks.request(`sealdrop-contact-link-${fingerprint}`, () =>
    contactToken(client, identity, () => makeLink(identity, '', null)),
  );
  return formatRequestLink(self.location.origin, identity.fingerprint, token);
}

async function ownIdentity(fingerprint: string): Promise<Identity> {
  const record = await loadIdentity(fingerprintFrom(fingerprint));
  if (!record) throw new SealdropError('key-missing');
  return record.identity;
}
