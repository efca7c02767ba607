/**
 * A share that this person made on another device: whoever holds the identity that signed it finds in its owner box all
 * that is needed to manage it, and it joins the shares of this browser. docs/format.md, "Owner box".
 */
import type { Bytes } from '../../shared/bytes.ts';
import { openHeaderByOwner } from '../../shared/crypto/open-header.ts';
import { listIdentities } from '../vault/identities.ts';
import { type OwnShareRecord, saveOwnShare } from '../vault/own-shares.ts';
import { emitOwnSharesChanged } from './events.ts';
import { openOwn } from './publish.ts';

/**
 * The record of a share that one of the identities here has signed, kept from now on; null where it is none of theirs.
 * Only for an address without a link secret. Throws what reading a share throws.
 */
export async function adoptShare(
  id: Bytes,
  header: Bytes,
  signal: AbortSignal,
): Promise<OwnShareRecord | null> {
  for (const { identity } of await listIdentities()) {
    const byOwner = await openHeaderByOwner(header, id, identity);
    if (!byOwner) continue;
    const { opened, secrets } = byOwner;
    const { epoch, rev, created, deliver } = opened.core;
    const { s: secret, argon, link: linkSecret, people, token, r } = secrets;
    const access = { epoch, rev, secret, argon, message: '', linkSecret, people };
    const bare = { id, identity, signer: identity.fingerprint, token, r, deliver, created, access };
    const record = { ...bare, name: '', files: 0, size: 0, published: true, pending: null };
    const own = await openOwn(record, header, signal);
    const { files, geometry } = own.manifest;
    const name = files[0]?.path ?? '';
    const adopted = { ...own.record, name, files: files.length, size: geometry.bodySize };
    await saveOwnShare(adopted);
    emitOwnSharesChanged();
    return adopted;
  }
  return null;
}
