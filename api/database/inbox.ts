/**
 * Deliveries: shares for the inbox of one key. How many may wait there, how many may be on their way by one link, and how
 * much they may weigh, is decided in the transaction that adds one.
 */
import { type Bytes, bigEndian, concat, equal } from '../../shared/bytes.ts';
import type { InboxChange } from '../../shared/contract.ts';
import { SealdropError } from '../../shared/errors.ts';
import { INBOX_PAGE_MAX } from '../../shared/limits.ts';
import { unlessAltered } from '../sealing/record-keys.ts';
import { type Admission, admit } from './admission.ts';
import type { Database } from './open.ts';
import { type DeliveryRow, openDelivery, sealDelivery } from './record-rows.ts';
import { type LinkName, requireLiveLink } from './request-links.ts';
import type { InboxState } from './schema.ts';
import { type SealedDatabase, writeFor } from './sealed.ts';
import { insertShareRow, type NewShare, type Share } from './shares.ts';

export interface InboxLimits {
  readonly inboxMaxNew: number;
  /** On their way by one request link. */
  readonly inboxMaxUnfinished: number;
  readonly inboxMaxBytes: number;
}

export interface InboxEntry {
  readonly id: Bytes;
  readonly header: Bytes;
  readonly bodySize: number;
  readonly arrived: number;
  readonly expires: number;
  readonly isNew: boolean;
}

/**
 * Inserts a delivery; false where a share with this id lives already. Throws inbox-closed where the request link does
 * not live, inbox-full, conflict where a share with this id has ended, and what its admission throws.
 */
export async function insertDelivery(
  sealed: SealedDatabase,
  share: NewShare,
  { link, limits, admission }: { link: LinkName; limits: InboxLimits; admission: Admission },
): Promise<boolean> {
  return await writeFor(sealed, link.fingerprint, async (transaction) => {
    await requireLiveLink(transaction, link, share.created);
    const isNew = await insertShareRow(transaction.database, {
      ...share,
      ...sealDelivery(transaction.records, share.id, link),
      inboxState: 'new',
    });
    // A repeat has been counted before.
    if (!isNew) return false;
    const { fresh, unfinished, bytes } = await weigh(transaction, link, share.created);
    const { inboxMaxNew, inboxMaxUnfinished, inboxMaxBytes } = limits;
    if (fresh > inboxMaxNew || unfinished > inboxMaxUnfinished || bytes > inboxMaxBytes) {
      throw new SealdropError('inbox-full');
    }
    await admit(transaction.database, share, admission);
    return true;
  });
}

/** Throws inbox-full where not even the smallest delivery by this link has room. */
export async function requireRoom(
  sealed: SealedDatabase,
  link: LinkName,
  { limits, now }: { limits: InboxLimits; now: number },
): Promise<void> {
  const { fresh, unfinished, bytes } = await weigh(sealed, link, now);
  const { inboxMaxNew, inboxMaxUnfinished, inboxMaxBytes } = limits;
  if (fresh >= inboxMaxNew || unfinished >= inboxMaxUnfinished || bytes >= inboxMaxBytes) {
    throw new SealdropError('inbox-full');
  }
}

/**
 * Deliveries that their owner has not looked at, those on their way too; those on their way by this link; and the bytes
 * of all bodies.
 */
async function weigh(
  { database, records }: SealedDatabase,
  { fingerprint, tokenHash }: LinkName,
  now: number,
): Promise<{ fresh: number; unfinished: number; bytes: number }> {
  const row = await database
    .selectFrom('shares')
    .select(({ fn }) => [
      fn.countAll<number | string>().filterWhere('inboxState', '=', 'new').as('fresh'),
      fn
        .countAll<number | string>()
        .filterWhere('requestLink', 'in', records.indexes('indexRequestToken', tokenHash))
        .filterWhere('arrived', 'is', null)
        .as('unfinished'),
      fn.sum<number | string | null>('bodySize').as('bytes'),
    ])
    .where('inbox', 'in', records.indexes('indexFingerprint', fingerprint))
    .where('expires', '>', now)
    // Their owner sees none that is blocked, and could make no room.
    .where('blocked', '=', 0)
    .executeTakeFirstOrThrow();
  return { fresh: Number(row.fresh), unfinished: Number(row.unfinished), bytes: Number(row.bytes ?? 0) };
}

/** A place in the list: the arrival and id of the last entry before it. */
const CURSOR_ID = 8;

function cursorAfter({ arrived, id }: Pick<Share, 'arrived' | 'id'>): Bytes {
  return concat(bigEndian(arrived ?? 0, CURSOR_ID), id);
}

function placeOf(cursor: Bytes): { arrived: number; id: Bytes } {
  const arrived = Number(new DataView(cursor.buffer, cursor.byteOffset).getBigUint64(0));
  // No time is later: databases differ in what they make of larger numbers.
  return { arrived: Math.min(arrived, 2 ** 40), id: cursor.slice(CURSOR_ID) };
}

/** A page of what has arrived and was not dismissed, newest first, and where the next one begins. */
export async function listInbox(
  { database, records }: SealedDatabase,
  fingerprint: Bytes,
  { cursor, now }: { cursor: Bytes | null; now: number },
): Promise<{ entries: readonly InboxEntry[]; cursor: Bytes | null }> {
  const after = cursor && placeOf(cursor);
  const rows = await database
    .selectFrom('shares')
    .select([
      'id',
      'header',
      'bodySize',
      'arrived',
      'expires',
      'inboxState',
      'inbox',
      'requestLink',
      'delivery',
    ])
    .where('inbox', 'in', records.indexes('indexFingerprint', fingerprint))
    .where('arrived', 'is not', null)
    .where('inboxState', '!=', 'dismissed')
    .where('blocked', '=', 0)
    .where('expires', '>', now)
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb('arrived', '<', after?.arrived ?? 0),
          eb.and([eb('arrived', '=', after?.arrived ?? 0), eb('id', '<', after?.id ?? new Uint8Array(0))]),
        ]),
      ),
    )
    .orderBy('arrived', 'desc')
    .orderBy('id', 'desc')
    .limit(INBOX_PAGE_MAX + 1)
    .execute();
  const page = rows.slice(0, INBOX_PAGE_MAX);
  const entries = page.flatMap((row) => {
    const { id, header, bodySize, arrived, expires, inboxState } = row;
    // The query asks for both; the types do not know.
    if (!header || arrived === null) return [];
    // One that was altered is not shown: it may be in another inbox than it was sent to. An audit names it.
    if (!unlessAltered(() => openDelivery(records, row))) return [];
    return [{ id, header, bodySize, arrived, expires, isNew: inboxState === 'new' }];
  });
  const last = page.at(-1);
  return { entries, cursor: rows.length > INBOX_PAGE_MAX && last ? cursorAfter(last) : null };
}

/** Whether a share is a delivery to this inbox. Throws AlteredRecord. */
export function isDeliveredTo(
  { records }: Pick<SealedDatabase, 'records'>,
  share: DeliveryRow,
  fingerprint: Bytes,
): boolean {
  return share.inbox !== null && equal(openDelivery(records, share).fingerprint, fingerprint);
}

/** Whether a share is a delivery that came by this request link. Throws AlteredRecord. */
export function cameBy(
  { records }: Pick<SealedDatabase, 'records'>,
  share: DeliveryRow,
  link: LinkName,
): boolean {
  if (share.inbox === null) return false;
  const { fingerprint, tokenHash } = openDelivery(records, share);
  return equal(fingerprint, link.fingerprint) && equal(tokenHash, link.tokenHash);
}

/** What each change makes of which states. What was dismissed stays so when it is seen: restoring alone takes that back. */
const changes = {
  seen: { from: ['new'], to: 'seen' },
  dismissed: { from: ['new', 'seen'], to: 'dismissed' },
  restored: { from: ['dismissed'], to: 'seen' },
} as const satisfies Record<InboxChange, { from: readonly InboxState[]; to: InboxState }>;

/** Records what the owner has done with a delivery. */
export async function setInboxState(database: Database, id: Bytes, change: InboxChange): Promise<void> {
  const { from, to } = changes[change];
  await database
    .updateTable('shares')
    .set({ inboxState: to })
    .where('id', '=', id)
    .where('inboxState', 'in', from)
    .execute();
}
