/**
 * The words of failures and states as key phrases: the interface may say them in its
 * own good words, but never one text for two causes.
 */
export const words = {
  'link-cut': /link is (incomplete|not complete|cut)/i,
  'not-found': /never been a share/i,
  'not-complete': /still uploading, \d+\s?%/i,
  ended: /share has ended/i,
  revoked: /revoked/i,
  limit: /download limit reached/i,
  'link-replaced': /changed who can open/i,
  'wrong-passphrase': /passphrase does not open/i,
  'wrong-backup-passphrase': /does not open this key file/i,
  'unsupported-key': /kind of key cannot be used/i,
  'not-addressed': /other keys than those in this browser/i,
  'card-absent': /key card is not on this server/i,
  'card-changed': /another key card/i,
  'card-missing': /is not to be had/i,
  'successor-changed': /new key has changed/i,
  'vault-full': /no room left to keep/i,
  'vault-closed': /does not let this page keep anything/i,
  'vault-failed': /could not read or write what it keeps/i,
  'other-origin': /another address than the server/i,
  'wrong-signature': /does not accept the signature/i,
  'inbox-closed': /ended or was withdrawn/i,
  damaged: /not what was sent/i,
  'sender-changed': /signed by another key/i,
  'rolled-back': /older state of this share/i,
  'needs-newer': /newer version/i,
  'server-unreachable': /cannot be reached/i,
  'rate-limited': /too often/i,
  unexpected: /something went wrong/i,
  'storage-full': /storage of this site is full/i,
  'file-changed': /changed while it was being uploaded/i,
  'no-space': /no space left on this device/i,
  'saving-in-other-tab': /being saved in another tab/i,
  'place-lost': /cannot be written any more/i,
  'too-large-to-save': /cannot safely save more than/i,
  'too-large': /too large|larger than|more than/i,
} as const;

/** Every failure's words, for a test that one page shows exactly one of them. */
export const failures = [
  'link-cut',
  'not-found',
  'ended',
  'link-replaced',
  'wrong-passphrase',
  'damaged',
  'file-changed',
] as const satisfies readonly (keyof typeof words)[];
