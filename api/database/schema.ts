/**
 * The tables, as the migrations make them. Of tokens and grants the database holds SHA-256 hashes only; of what could link
 * people (fingerprints, request links, cards) blind indexes to find it by, and records sealed with the server's key
 * (docs/records.md). Times are Unix seconds, sizes bytes, truth values 0 and 1; nothing here is particular to SQLite.
 */
import type { Generated } from 'kysely';
import type { Bytes } from '../../shared/bytes.ts';
import type { EndReason } from '../../shared/errors.ts';

/** A blind index (../sealing/record-keys.ts), 32 bytes. */
export type Index = Bytes;
/** A sealed record. */
export type Sealed = Bytes;

export type InboxState = 'new' | 'seen' | 'dismissed';

/** A share that lives: uploading while `header` is null, ready from then on. */
export interface SharesTable {
  id: Bytes;
  tokenHash: Bytes;
  /** The stored object, in bytes. */
  bodySize: number;
  deliver: 0 | 1;
  created: number;
  expires: number;
  downloadLimit: number | null;
  downloads: number;
  /** The store's name of the multipart upload; null for the moment between create's two steps. */
  upload: string | null;
  /** Whether the body is whole in the store. */
  complete: 0 | 1;
  header: Bytes | null;
  headerHash: Bytes | null;
  accessHash: Bytes | null;
  /** SHA-256 of the sealed manifest that the header names. */
  manifestHash: Bytes | null;
  /** Of a delivery alone, null in every other share: whose inbox it is for (of the fingerprint). */
  inbox: Index | null;
  /** Of SHA-256 of the token of the request link that it came by. */
  requestLink: Index | null;
  /** Fingerprint and token hash, for a change of the server's key. */
  delivery: Sealed | null;
  /** What the inbox's owner has done with it; on its way it is new. */
  inboxState: InboxState | null;
  /** When its header came. */
  arrived: number | null;
  /** Whether the operator has blocked it: to everybody it has ended. */
  blocked: Generated<0 | 1>;
}

/** What is kept for good of a share that has ended. */
interface TombstonesTable {
  id: Bytes;
  reason: EndReason;
}

/** One download, however many requests it takes. */
interface GrantsTable {
  shareId: Bytes;
  grantHash: Bytes;
  expires: number;
}

/**
 * Objects that are to go. A manifest stands here from the moment its URL is given out until a header names it; all
 * objects of a share from the moment it ends, until the last URL that could still write them has expired.
 */
export interface DeletionsTable {
  key: string;
  shareId: Bytes;
  /** When to delete next. */
  due: number;
  /** Deleted at or after this time, the object cannot come back. */
  final: number;
  /** 1 once a deletion has begun: from then on no header may name the object. */
  claimed: 0 | 1;
}

/** The newest card of each key that was ever shown to this server. */
interface CardsTable {
  fingerprint: Index;
  /** Fingerprint and card. */
  card: Sealed;
  /** As the card says. */
  created: number;
}

/** Which key follows which, one row for each pair. */
interface SuccessionsTable {
  /** Of the fingerprints. */
  old: Index;
  new: Index;
  /** Both fingerprints and the succession. */
  succession: Sealed;
}

/** A link by which anyone can deliver to the inbox of a key. One that has ended stays for an hour. */
interface RequestLinksTable {
  fingerprint: Index;
  tokenHash: Index;
  created: number;
  /** null: until it is revoked, which sets it. */
  expires: number | null;
  /** Fingerprint, token hash, and name and token as sealed by the owner for their devices. */
  box: Sealed;
  /**
   * SHA-256 of the upload token that it was made with, null for none. Under no key: nobody guesses 32 random characters, and
   * a change of the server's key leaves it as it is.
   */
  uploadTokenHash: Bytes | null;
}

/** Signed requests that were taken, so that none is taken twice. */
interface NoncesTable {
  /** Of key and nonce together. */
  nonce: Index;
  expires: number;
}

/** What somebody wrote to the operator about a share. */
export interface ReportsTable {
  id: Bytes;
  shareId: Bytes;
  created: number;
  report: Sealed;
}

/** A row where records stood in clear before they were sealed, and the files were not written anew since. */
interface PlainRecordsTable {
  id: number;
}

/** The keys that records are sealed with: one, and while it is being changed two. */
interface RecordKeysTable {
  id: Bytes;
}

/** What all shares have together: one row. */
interface TotalsTable {
  id: number;
  /** Of all bodies. */
  bytes: number;
}

/** What one address has sent in one day. */
interface AllowancesTable {
  /** A blind index of both. */
  key: Bytes;
  /** Days since 1970. */
  day: number;
  bytes: number;
  shares: number;
}

/** Permits to upload that were not used. */
interface PermitsTable {
  hash: Bytes;
  expires: number;
}

/** Requests counted by the minute, where several copies share the counts; rate-limiter-flexible writes it. */
interface RateLimitsTable {
  key: string;
  points: Generated<number>;
  /** Unix milliseconds. */
  expire: number | null;
}

export interface Schema {
  plainRecords: PlainRecordsTable;
  reports: ReportsTable;
  recordKeys: RecordKeysTable;
  rateLimits: RateLimitsTable;
  totals: TotalsTable;
  allowances: AllowancesTable;
  permits: PermitsTable;
  shares: SharesTable;
  tombstones: TombstonesTable;
  grants: GrantsTable;
  deletions: DeletionsTable;
  cards: CardsTable;
  successions: SuccessionsTable;
  requestLinks: RequestLinksTable;
  nonces: NoncesTable;
}
