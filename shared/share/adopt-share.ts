/**
 * A share that this person made on another device: whoever holds the identity that signed it finds in its owner box all
 * that is needed to manage it, and it joins the shares of this device. docs/format.md, "Owner box".
 */
import type { Bytes } from '../bytes.ts';
import type { Identity } from '../crypto/identity.ts';
import { openHeaderByOwner } from '../crypto/open-header.ts';
import type { OwnShareRecord } from '../records/own-share.ts';
import type { Publisher } from './publish.ts';

export interface AdoptPorts {
  readonly identities: () => Promise<readonly Identity[]>;
  readonly openOwn: Publisher['openOwn'];
  /** Keeps the record. */
  readonly saveOwnShare: (record: OwnShareRecord) => Promise<void>;
}

/**
 * Answers the record of a share that one of the identities has signed, kept from now on; null where it is none of theirs.
 * Only for an address without a link secret. Throws what reading a share throws.
 */
export function shareAdopter({ identities, openOwn, saveOwnShare }: AdoptPorts) {
  return async (id: Bytes, header: Bytes, signal: AbortSignal): Promise<OwnShareRecord | null> => {
    for (const identity of await identities()) {
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
      return adopted;
    }
    return null;
  };
}
