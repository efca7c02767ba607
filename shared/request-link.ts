/**
 * Request links: `/to/<fingerprint>#<fragment>`, by which anybody can send files to an identity and nobody else can
 * read them. The inbox token stands in the fragment; a checksum over it and the fingerprint tells a cut link before
 * any file is taken. docs/format.md, "Request links".
 */
import { type Bytes, toBase64Url } from './bytes.ts';
import { parseFingerprint } from './crypto/fingerprint.ts';
import { SealdropError } from './errors.ts';
import { type FragmentKind, formatFragment, openFragment } from './fragment.ts';

const KIND: FragmentKind = { label: 'inboxCheck', version: 2, size: 16 };

/** The whole link. `origin` as in location.origin; fingerprint 32 bytes; inbox token 16 bytes. */
export async function formatRequestLink(origin: string, fingerprint: Bytes, token: Bytes): Promise<string> {
  return `${origin}/to/${toBase64Url(fingerprint)}#${await formatFragment(KIND, fingerprint, token)}`;
}

/** The inbox token of a fragment. Throws link-cut where it is not whole, needs-newer where its version is not known. */
export function parseRequestFragment(fingerprint: Bytes, fragment: string): Promise<Bytes> {
  return openFragment(KIND, fingerprint, fragment);
}

/** The fingerprint and inbox token of a whole link, of any server. Throws link-cut where it is not whole. */
export async function parseRequestLink(text: string): Promise<{ fingerprint: Bytes; token: Bytes }> {
  const match = /\/to\/([\w-]+)(?:#(\S*))?$/.exec(text.trim());
  if (!match) throw new SealdropError('link-cut');
  const [, path = '', fragment] = match;
  const fingerprint = parseFingerprint(path);
  // An address whose secret was cut off would make a contact that nothing can be sent to.
  if (!fragment) throw new SealdropError('link-cut');
  return { fingerprint, token: await parseRequestFragment(fingerprint, fragment) };
}
