/**
 * Opens the header of a package: by the code or link that belongs to it, else by key pairs of one's own, as a share at a
 * server is opened. docs/package.md, "Who can open it".
 */
import { type Bytes, toBase64Url } from '../bytes.ts';
import type { Identity } from '../crypto/identity.ts';
import {
  type OpenedHeader,
  openHeaderByKeys,
  openHeaderByLink,
  openHeaderByOwner,
  type PassphraseSource,
} from '../crypto/open-header.ts';
import { hasCode } from '../errors.ts';
import { parseFragment } from '../link.ts';
import { packageError } from './package-error.ts';
import type { Package } from './read-package.ts';

/**
 * The link secret of what somebody was given with a package: a whole link, or its fragment alone. Throws package-code for a link of
 * another share, link-cut, needs-newer.
 */
export async function parsePackageCode(text: string, { core, path }: Package): Promise<Bytes> {
  const [, address, fragment] = /^(?:(.*)#)?([^#]*)$/s.exec(text.trim()) ?? [];
  const isOther = address !== undefined && !address.endsWith(`/${toBase64Url(core.id)}`);
  if (isOther) throw packageError('package-code', path);
  return await parseFragment(core.id, fragment ?? '');
}

/**
 * By its link secret; "locked" where a passphrase is needed and none was given. Throws package-code where the secret is that of another
 * state of this share, wrong-passphrase, and what opening a header throws.
 */
export async function openPackageByLink(
  { header, core, path }: Package,
  linkSecret: Bytes,
  passphrase: PassphraseSource,
): Promise<OpenedHeader | 'locked'> {
  try {
    return await openHeaderByLink(header, core.id, linkSecret, passphrase);
  } catch (error) {
    throw hasCode(error, 'link-replaced') ? packageError('package-code', path, error) : error;
  }
}

/**
 * By key pairs of one's own: those of its sender, too. Throws not-addressed where it is for other people, package-code where it is
 * for nobody by name, and what opening a header throws.
 */
export async function openPackageByKeys(
  { header, core, path }: Package,
  identities: readonly Identity[],
): Promise<OpenedHeader> {
  for (const identity of identities) {
    const owned = await openHeaderByOwner(header, core.id, identity);
    if (owned) return owned.opened;
  }
  try {
    return await openHeaderByKeys(
      header,
      core.id,
      identities.map(({ encryption }) => encryption),
    );
  } catch (error) {
    throw hasCode(error, 'link-cut') ? packageError('package-code', path, error) : error;
  }
}
