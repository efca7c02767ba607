/**
 * Every label of the format in one table: unique, ASCII, and prefix-free with the 00 that ends each of them.
 * One label stands for one purpose, so no key or hash can be taken for another. docs/format.md, "Labels".
 */
import { type Bytes, concat, utf8 } from '../bytes.ts';

export const labels = {
  owner: 'sealdrop/v1/owner',
  shareId: 'sealdrop/v1/share-id',
  share: 'sealdrop/v1/share',
  commit: 'sealdrop/v1/commit',
  headerMac: 'sealdrop/v1/header-mac',
  manifestKey: 'sealdrop/v1/manifest-key',
  proofKey: 'sealdrop/v1/proof-key',
  access: 'sealdrop/v1/access',
  signHeader: 'sealdrop/v1/sig/header',
  signCard: 'sealdrop/v1/sig/card',
  ownerBox: 'sealdrop/v1/owner-box',
  stanzaPerson: 'sealdrop/v1/stanza/person',
  stanzaLink: 'sealdrop/v1/stanza/link',
  stanzaLinkPassphrase: 'sealdrop/v1/stanza/link-passphrase',
  stanzaLinkKnown: 'sealdrop/v1/stanza/link-known',
  manifestAad: 'sealdrop/v1/manifest-aad',
  body: 'sealdrop/v1/body',
  segmentIvs: 'sealdrop/v1/segment-ivs',
  linkCheck: 'sealdrop/v1/link-check',
  inboxCheck: 'sealdrop/v1/inbox-check',
  requestBox: 'sealdrop/v1/request-box',
  identity: 'sealdrop/v1/identity',
  succession: 'sealdrop/v1/sig/succession',
  backupKey: 'sealdrop/v1/backup-key',
  backupCommit: 'sealdrop/v1/backup-commit',
  backupAad: 'sealdrop/v1/backup-aad',
  backupCheck: 'sealdrop/v1/backup-check',
  tab: 'sealdrop/v1/tab',
  vault: 'sealdrop/v1/vault',
  upload: 'sealdrop/v1/upload',
  uploadParts: 'sealdrop/v1/upload-parts',
  download: 'sealdrop/v1/download',
  staged: 'sealdrop/v1/staged',
} as const;

export type Label = keyof typeof labels;

/** The label's ASCII bytes, 00, then `fields` as they are. */
export function labelled(label: Label, ...fields: readonly Uint8Array[]): Bytes {
  return concat(utf8(labels[label]), new Uint8Array(1), ...fields);
}
