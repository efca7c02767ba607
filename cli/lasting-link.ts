/** Links without an end that the command line makes at a server: by which people deliver to a key pair. */
import type { Identity } from '../shared/crypto/identity.ts';
import { addRequestLink, type OwnRequestLink } from '../shared/share/request-links.ts';
import type { Site } from './site.ts';
import { now } from './time.ts';

/** A new one of this name; empty for the contact link. A server that wants an upload token gets it from the environment. Throws what addRequestLink throws. */
export async function newLastingLink(
  { client }: Site,
  identity: Identity,
  name: string,
  { SEALDROP_UPLOAD_TOKEN }: Readonly<Record<string, string | undefined>>,
): Promise<OwnRequestLink> {
  const uploadToken = SEALDROP_UPLOAD_TOKEN || null;
  return await addRequestLink(client, identity, { name, created: now(), expires: null, uploadToken });
}
