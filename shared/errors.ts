/**
 * The one error type. Every error that Sealdrop throws carries a code of this closed union; the interface
 * switches on the code exhaustively and holds the words (web/i18n). Messages never hold names, links,
 * tokens or keys, for messages reach logs. docs/api.md lists the codes that travel over HTTP.
 */

/** Why a share has ended. */
export type EndReason = 'expired' | 'revoked' | 'limit' | 'blocked';

/** Causes that keep files of older systems from being opened. docs/older-files.md. */
const olderCodes = [
  'older-unknown',
  'older-unsupported',
  'older-key-needed',
  'older-key-unusable',
  'older-wrong-key',
  'older-missing',
  'older-mismatch',
  'older-checksum',
  'older-tag',
  'older-truncated',
  'older-malformed',
  'older-name',
  'older-no-room',
  'older-too-many',
  'older-stopped',
  'zip-damaged',
  'zip-bomb',
] as const;

/** Causes that keep a portable package from being opened, beside those of every share. docs/package.md. */
const packageCodes = [
  'package-unknown',
  'package-cut',
  'package-altered',
  'package-name',
  'package-twice',
  'package-missing',
  'package-surplus',
  'package-checksum',
  'package-mismatch',
  'package-code',
] as const;

/** Causes that a person meets, each with words of its own. */
const personCodes = [
  'link-cut',
  'not-found',
  'not-complete',
  'ended',
  'link-replaced',
  'not-addressed',
  'wrong-passphrase',
  'wrong-backup-passphrase',
  'unsupported-key',
  'key-missing',
  'other-key',
  'card-missing',
  'card-absent',
  'card-changed',
  'successor-changed',
  'person-missing',
  'too-many-links',
  'vault-full',
  'vault-closed',
  'vault-failed',
  'inbox-closed',
  'inbox-full',
  'requests-off',
  'not-listed',
  'wrong-upload-token',
  'daily-bytes',
  'daily-shares',
  'damaged',
  'sender-changed',
  'rolled-back',
  'file-changed',
  'file-unreadable',
  'files-missing',
  'in-other-tab',
  'saving-in-other-tab',
  'place-lost',
  'too-large',
  'too-many-files',
  'too-large-to-save',
  'download-stopped',
  'needs-newer',
  'insecure-origin',
  'server-unreachable',
  'rate-limited',
  'storage-full',
  'no-space',
  'clock-wrong',
  'wrong-signature',
  'other-origin',
  ...olderCodes,
  ...packageCodes,
  'cancelled',
  'unexpected',
] as const;

/** Causes between client and server, which a person meets as "unexpected" if at all. */
const protocolCodes = [
  'bad-request',
  'body-too-large',
  'wrong-token',
  'wrong-permit',
  'wrong-state',
  'conflict',
  'stale',
  'parts-mismatch',
  'url-refused',
  'store-unreachable',
  'object-lost',
] as const;

/** What a client finds of an answer on its way, and a person meets as "unexpected": it may have been mangled, and is asked for again. */
const wayCodes = ['garbled'] as const;

export const errorCodes = [...personCodes, ...protocolCodes, ...wayCodes] as const;

/**
 * The codes that a server may answer with. All others are findings of the client, and no server can put them into its
 * mouth. docs/api.md.
 */
export const serverCodes = [
  ...protocolCodes,
  'not-found',
  'not-complete',
  'ended',
  'inbox-closed',
  'inbox-full',
  'requests-off',
  'not-listed',
  'wrong-upload-token',
  'daily-bytes',
  'daily-shares',
  'too-large',
  'needs-newer',
  'rate-limited',
  'storage-full',
  'clock-wrong',
  'wrong-signature',
  'unexpected',
] as const;
export type OlderErrorCode = (typeof olderCodes)[number];
export type PackageErrorCode = (typeof packageCodes)[number];
export type PersonErrorCode = (typeof personCodes)[number];
export type ErrorCode = (typeof errorCodes)[number];

/** Facts beside a code: shown to the person on this device, never logged. */
export interface ErrorDetails {
  /** ended: why. */
  readonly reason?: EndReason;
  /** too-large, too-many-files, too-large-to-save, too-many-links, daily-bytes, daily-shares, storage-full: the limit, in bytes, files, links or shares. */
  readonly limit?: number;
  /** file-changed, file-unreadable: the path inside the share. Of an older file: the path of what is wrong, as it was given. Of a package: its entry, or itself. */
  readonly file?: string;
  /** parts-mismatch: the numbers of the parts to send again. */
  readonly numbers?: readonly number[];
  /** other-origin: the server's own address, as it says. */
  readonly origin?: string;
  /** rate-limited, server-unreachable, daily-bytes, daily-shares: seconds to wait, as the server wants it. */
  readonly retryAfter?: number;
}

export class SealdropError extends Error {
  override readonly name = 'SealdropError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, options: { cause?: unknown; details?: ErrorDetails } = {}) {
    super(code, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** The error itself where it is ours, else "unexpected" with the error as its cause. */
export function asSealdropError(error: unknown): SealdropError {
  if (error instanceof SealdropError) return error;
  if (error instanceof Error && error.name === 'AbortError')
    return new SealdropError('cancelled', { cause: error });
  return new SealdropError('unexpected', { cause: error });
}

/** Whether an error is ours with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly ErrorCode[]): error is SealdropError {
  return error instanceof SealdropError && codes.includes(error.code);
}

/** The code as a person meets it: protocol codes have no words of their own. */
export function personCode(code: ErrorCode): PersonErrorCode {
  // To a person the server and its store are one.
  if (code === 'store-unreachable') return 'server-unreachable';
  if (code === 'object-lost') return 'damaged';
  return (personCodes as readonly string[]).includes(code) ? (code as PersonErrorCode) : 'unexpected';
}
