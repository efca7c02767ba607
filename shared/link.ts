/**
 * Share links: `/s/<id>#<fragment>`. The secret stands in the fragment alone, which browsers do not send; a
 * checksum over it and the id tells a cut link from a wrong one. docs/format.md, "Links".
 */
import { type Bytes, fromBase64Url, toBase64Url } from './bytes.ts';
import { SHARE_ID_SIZE } from './crypto/share-id.ts';
import { SealdropError } from './errors.ts';
import { type FragmentKind, formatFragment, openFragment } from './fragment.ts';

const KIND: FragmentKind = { label: 'linkCheck', version: 1, size: 32 };

/** The whole link. `origin` as in location.origin; id 16 bytes; link secret 32 bytes. */
export async function formatLink(origin: string, id: Bytes, secret: Bytes): Promise<string> {
  return `${origin}/s/${toBase64Url(id)}#${await linkFragment(id, secret)}`;
}

/** What stands behind "#" in it. */
export function linkFragment(id: Bytes, secret: Bytes): Promise<string> {
  return formatFragment(KIND, id, secret);
}

/** The link secret of a fragment. Throws link-cut where it is not whole, needs-newer where its version is not known. */
export function parseFragment(id: Bytes, fragment: string): Promise<Bytes> {
  return openFragment(KIND, id, fragment);
}

/** The share id (16 bytes) of its 22 characters. Throws link-cut where they are not one. */
export function parseShareId(text: string): Bytes {
  const id = text.length === 22 ? fromBase64Url(text) : null;
  if (id?.length !== SHARE_ID_SIZE) throw new SealdropError('link-cut');
  return id;
}
