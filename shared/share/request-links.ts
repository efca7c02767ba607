/**
 * The request links that an identity has given out: kept by the server as hashes, with a box that only their owner's own
 * devices can open. docs/format.md, "Request links".
 */
import { type Bytes, equal, random, sha256 } from '../bytes.ts';
import type { Client } from '../client.ts';
import type { Identity } from '../crypto/identity.ts';
import { openRequestBox, sealRequestBox } from '../crypto/request-box.ts';
import { hasCode, SealdropError } from '../errors.ts';

export interface OwnRequestLink {
  /** 16 bytes. */
  readonly token: Bytes;
  /** Empty for the contact link. */
  readonly name: string;
  /** Unix seconds; null for no end. */
  readonly expires: number | null;
  readonly created: number;
}

/** Those of an identity whose card the server has. Throws what the server says. */
export async function readRequestLinks(
  client: Pick<Client, 'requestLinks'>,
  identity: Identity,
): Promise<OwnRequestLink[]> {
  const { links } = await client.requestLinks(identity);
  const opened = await Promise.all(
    links.map(async ({ tokenHash, expires, box, created }) => {
      try {
        const { token, name } = await openRequestBox(box, identity);
        // A box that the server has put beside another hash would give out a link that leads nowhere.
        if (!equal(await sha256(token), tokenHash)) return null;
        return { token, name, expires, created };
      } catch (error) {
        if (hasCode(error, 'damaged')) return null;
        throw error;
      }
    }),
  );
  return opened.filter((link) => link !== null);
}

export interface NewRequestLink {
  readonly name: string;
  /** Unix seconds. */
  readonly created: number;
  readonly expires: number | null;
  /** Where the site wants one of whoever takes deliveries. */
  readonly uploadToken: string | null;
}

/** Makes one, for an identity whose card the server has. Throws too-many-links, and what the server says. */
export async function addRequestLink(
  client: Pick<Client, 'addRequestLink'>,
  identity: Identity,
  { name, created, expires, uploadToken }: NewRequestLink,
): Promise<OwnRequestLink> {
  const token = random(16);
  const box = await sealRequestBox({ token, name }, identity);
  const link = { tokenHash: await sha256(token), expires, box, uploadToken };
  await client.addRequestLink(identity, link).catch((error: unknown) => {
    if (!hasCode(error, 'wrong-state')) throw error;
    throw new SealdropError('too-many-links', { details: error.details, cause: error });
  });
  return { token, name, expires, created };
}

/**
 * The token (16 bytes) of the contact link of an identity: the one without a name and without an end that the site still takes, else a new one
 * by `make`. Where nothing may be delivered to this person it is one that says whose key it is, and nothing more.
 */
export async function contactToken(
  client: Pick<Client, 'requestLinks' | 'checkRequest'>,
  identity: Identity,
  make: () => Promise<OwnRequestLink>,
): Promise<Bytes> {
  const links = await readRequestLinks(client, identity);
  const known = links.filter(({ name, expires }) => name === '' && expires === null);
  for (const { token } of known) if (!(await isClosed(client, identity, token))) return token;
  try {
    return (await make()).token;
  } catch (error) {
    if (!hasCode(error, 'requests-off', 'not-listed', 'wrong-upload-token')) throw error;
    return known[0]?.token ?? random(16);
  }
}

/** Whether the site takes nothing by this link of one's own, as where its upload token is another since the link was made. */
async function isClosed(
  client: Pick<Client, 'checkRequest'>,
  { fingerprint }: Identity,
  token: Bytes,
): Promise<boolean> {
  try {
    await client.checkRequest({ fingerprint, token });
    return false;
  } catch (error) {
    if (!hasCode(error, 'inbox-closed', 'inbox-full', 'requests-off')) throw error;
    return error.code === 'inbox-closed';
  }
}
