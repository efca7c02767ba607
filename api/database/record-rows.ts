/**
 * What of a row could link people, as it stands in the database: blind indexes, and the record itself sealed for that place.
 * Each record begins with what its indexes are made of, so that they can be made again under another key. docs/records.md.
 */
import { type Bytes, concat } from '../../shared/bytes.ts';
import type { RecordKeys } from '../sealing/record-keys.ts';

/** Of a fingerprint, and of the SHA-256 of a token. */
const NAME_SIZE = 32;

export interface CardRecord {
  readonly fingerprint: Bytes;
  readonly card: Bytes;
}

export function sealCard(records: RecordKeys, { fingerprint, card }: CardRecord): CardRecord {
  const place = records.index('indexFingerprint', fingerprint);
  return { fingerprint: place, card: records.seal('recordCard', place, concat(fingerprint, card)) };
}

/** Throws AlteredRecord, as the others do. */
export function openCard(records: RecordKeys, row: CardRecord): CardRecord {
  const [fingerprint, card] = split(records.open('recordCard', row.fingerprint, row.card));
  return { fingerprint, card };
}

export interface SuccessionRecord {
  readonly old: Bytes;
  readonly new: Bytes;
  readonly succession: Bytes;
}

export function sealSuccession(records: RecordKeys, record: SuccessionRecord): SuccessionRecord {
  const old = records.index('indexFingerprint', record.old);
  const successor = records.index('indexFingerprint', record.new);
  const plain = concat(record.old, record.new, record.succession);
  return {
    old,
    new: successor,
    succession: records.seal('recordSuccession', concat(old, successor), plain),
  };
}

export function openSuccession(records: RecordKeys, row: SuccessionRecord): SuccessionRecord {
  const [old, rest] = split(records.open('recordSuccession', concat(row.old, row.new), row.succession));
  const [successor, succession] = split(rest);
  return { old, new: successor, succession };
}

export interface RequestLinkRecord {
  readonly fingerprint: Bytes;
  readonly tokenHash: Bytes;
  readonly box: Bytes;
}

export function sealRequestLink(records: RecordKeys, record: RequestLinkRecord): RequestLinkRecord {
  const { fingerprint, tokenHash } = linkIndexes(records, record);
  const plain = concat(record.fingerprint, record.tokenHash, record.box);
  const box = records.seal('recordRequestLink', concat(fingerprint, tokenHash), plain);
  return { fingerprint, tokenHash, box };
}

export function openRequestLink(records: RecordKeys, row: RequestLinkRecord): RequestLinkRecord {
  const plain = records.open('recordRequestLink', concat(row.fingerprint, row.tokenHash), row.box);
  const [fingerprint, rest] = split(plain);
  const [tokenHash, box] = split(rest);
  return { fingerprint, tokenHash, box };
}

type LinkNames = Omit<RequestLinkRecord, 'box'>;

const NONE: Bytes = new Uint8Array(0);

/** What of a share's row says whom it was delivered to. */
export interface DeliveryRow {
  readonly id: Bytes;
  readonly inbox: Bytes | null;
  readonly requestLink: Bytes | null;
  readonly delivery: Bytes | null;
}

/** The columns of a delivery in the row of its share. */
export interface DeliveryColumns {
  readonly inbox: Bytes;
  readonly requestLink: Bytes;
  readonly delivery: Bytes;
}

/** `id`: of the share. */
export function sealDelivery(records: RecordKeys, id: Bytes, names: LinkNames): DeliveryColumns {
  const { fingerprint: inbox, tokenHash: requestLink } = linkIndexes(records, names);
  const plain = concat(names.fingerprint, names.tokenHash);
  const delivery = records.seal('recordDelivery', concat(id, inbox, requestLink), plain);
  return { inbox, requestLink, delivery };
}

/** Of a share that is a delivery. */
export function openDelivery(records: RecordKeys, share: DeliveryRow): LinkNames {
  const place = concat(share.id, share.inbox ?? NONE, share.requestLink ?? NONE);
  const [fingerprint, tokenHash] = split(records.open('recordDelivery', place, share.delivery ?? NONE));
  return { fingerprint, tokenHash };
}

function linkIndexes(records: RecordKeys, { fingerprint, tokenHash }: LinkNames): LinkNames {
  return {
    fingerprint: records.index('indexFingerprint', fingerprint),
    tokenHash: records.index('indexRequestToken', tokenHash),
  };
}

function split(record: Bytes): [name: Bytes, rest: Bytes] {
  return [record.slice(0, NAME_SIZE), record.slice(NAME_SIZE)];
}
