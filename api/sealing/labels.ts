/**
 * The labels of what the server keeps for itself, beside those of the format (shared/crypto/labels.ts): unique, ASCII, and
 * prefix-free among both with the 00 that ends each of them. docs/records.md.
 */
import { type Bytes, concat, utf8 } from '../../shared/bytes.ts';

export const serverLabels = {
  keyId: 'sealdrop/v1/server/key-id',
  encryption: 'sealdrop/v1/server/encryption',
  authentication: 'sealdrop/v1/server/authentication',
  lookup: 'sealdrop/v1/server/lookup',
  objectUrls: 'sealdrop/v1/server/object-urls',
  recordCard: 'sealdrop/v1/record/card',
  recordSuccession: 'sealdrop/v1/record/succession',
  recordRequestLink: 'sealdrop/v1/record/request-link',
  recordDelivery: 'sealdrop/v1/record/delivery',
  recordReport: 'sealdrop/v1/record/report',
  indexFingerprint: 'sealdrop/v1/index/fingerprint',
  indexRequestToken: 'sealdrop/v1/index/request-token',
  indexNonce: 'sealdrop/v1/index/nonce',
  indexAllowance: 'sealdrop/v1/index/allowance',
  indexRateLimit: 'sealdrop/v1/index/rate-limit',
} as const;

export type ServerLabel = keyof typeof serverLabels;
export type RecordLabel = Extract<ServerLabel, `record${string}`>;
export type IndexLabel = Extract<ServerLabel, `index${string}`>;

/** The label's ASCII bytes, 00, then `fields` as they are. */
export function labelled(label: ServerLabel, ...fields: readonly Uint8Array[]): Bytes {
  return concat(utf8(serverLabels[label]), new Uint8Array(1), ...fields);
}
