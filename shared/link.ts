/**
 * Share links: `/s/<id>#<fragment>`. The secret stands in the fragment alone, which browsers do not send; a
 * checksum over it and the id tells a cut link from a wrong one. docs/format.md, "Links".
 */
import { base58 } from '@scure/base';
import { type Bytes, concat, equal, fromBase64Url, sha256, toBase64Url } from './bytes.ts';
import { labelled } from './crypto/labels.ts';
import { SHARE_ID_SIZE } from './crypto/share-id.ts';
import { SealdropError } from './errors.ts';
import { FRAGMENT_MAX_CHARACTERS } from './limits.ts';

const LINK_VERSION = 1;
const SECRET_SIZE = 32;
const CHECK_SIZE = 4;

/** The whole link. `origin` as in location.origin; id 16 bytes; link secret 32 bytes. */
export async function formatLink(origin: string, id: Bytes, secret: Bytes): Promise<string> {
  const payload = concat(Uint8Array.of(LINK_VERSION), secret);
  const fragment = base58.encode(concat(payload, await linkCheck(id, payload)));
  return `${origin}/s/${toBase64Url(id)}#${fragment}`;
}

/** The link secret of a fragment. Throws link-cut where it is not whole, needs-newer where its version is not known. */
export async function parseFragment(id: Bytes, fragment: string): Promise<Bytes> {
  if (fragment.length > FRAGMENT_MAX_CHARACTERS) throw new SealdropError('link-cut');
  const bytes = decodeBase58(fragment);
  if (bytes?.length !== 1 + SECRET_SIZE + CHECK_SIZE) throw new SealdropError('link-cut');
  const payload = bytes.slice(0, 1 + SECRET_SIZE);
  if (!equal(await linkCheck(id, payload), bytes.subarray(1 + SECRET_SIZE)))
    throw new SealdropError('link-cut');
  if (payload[0] !== LINK_VERSION) throw new SealdropError('needs-newer');
  return payload.slice(1);
}

/** The share id (16 bytes) of its 22 characters. Throws link-cut where they are not one. */
export function parseShareId(text: string): Bytes {
  const id = text.length === 22 ? fromBase64Url(text) : null;
  if (id?.length !== SHARE_ID_SIZE) throw new SealdropError('link-cut');
  return id;
}

function decodeBase58(text: string): Uint8Array | null {
  try {
    return base58.decode(text);
  } catch {
    return null;
  }
}

async function linkCheck(id: Bytes, payload: Bytes): Promise<Bytes> {
  return (await sha256(labelled('linkCheck', id, payload))).slice(0, CHECK_SIZE);
}
