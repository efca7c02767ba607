/**
 * Request links. The database holds SHA-256 of their tokens, and for the hour after a link has ended the row itself, so
 * that an upload which it cuts short is told why.
 */
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { type Bytes, equal } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import { REQUEST_LINKS_MAX } from '../../shared/limits.ts';
import type { Database } from './open.ts';
import { openRequestLink, type RequestLinkRecord, sealRequestLink } from './record-rows.ts';
import type { Schema } from './schema.ts';
import { type SealedDatabase, writeFor } from './sealed.ts';
import type { Share } from './shares.ts';

export interface RequestLink extends RequestLinkRecord {
  readonly created: number;
  /** null: until it is revoked. */
  readonly expires: number | null;
}

const KEPT_SECONDS = 3_600;

/** A link as its token names it. */
export type LinkName = Omit<RequestLinkRecord, 'box'>;

type Condition = (eb: ExpressionBuilder<Schema, 'requestLinks'>) => Expression<SqlBool>;

/** Whether a link has not ended. */
export function lives(now: number): Condition {
  return (eb) => eb.or([eb('expires', 'is', null), eb('expires', '>', now)]);
}

/** Whether a row is that of a link, under whichever key. */
function isLink({ records }: SealedDatabase, { fingerprint, tokenHash }: LinkName): Condition {
  return (eb) =>
    eb.and([
      eb('fingerprint', 'in', records.indexes('indexFingerprint', fingerprint)),
      eb('tokenHash', 'in', records.indexes('indexRequestToken', tokenHash)),
    ]);
}

/**
 * Adds a link; `uploadTokenHash`: SHA-256 of the upload token that it is made with, null for none. Throws conflict where
 * another has its token, wrong-state where the key has as many live ones as it may have.
 */
export async function addRequestLink(
  sealed: SealedDatabase,
  link: RequestLink,
  uploadTokenHash: Bytes | null,
): Promise<void> {
  await writeFor(sealed, link.fingerprint, async (transaction) => {
    const { database, records } = transaction;
    const { created, expires } = link;
    const row = { ...sealRequestLink(records, link), created, expires, uploadTokenHash };
    const known = await database
      .selectFrom('requestLinks')
      .selectAll()
      .where(isLink(transaction, link))
      .executeTakeFirst();
    if (known) {
      // A repeat whose answer was lost.
      if (known.expires === expires && equal(openRequestLink(records, known).box, link.box)) return;
      throw new SealdropError('conflict');
    }
    const { live } = await database
      .selectFrom('requestLinks')
      .select(({ fn }) => fn.countAll<number | string>().as('live'))
      .where('fingerprint', '=', row.fingerprint)
      .where(lives(created))
      .executeTakeFirstOrThrow();
    if (Number(live) >= REQUEST_LINKS_MAX) {
      throw new SealdropError('wrong-state', { details: { limit: REQUEST_LINKS_MAX } });
    }
    await database.insertInto('requestLinks').values(row).execute();
  });
}

/** The live ones of a key, in the order in which they were made. Throws AlteredRecord. */
export async function listRequestLinks(
  { database, records }: SealedDatabase,
  fingerprint: Bytes,
  now: number,
): Promise<readonly RequestLink[]> {
  const rows = await database
    .selectFrom('requestLinks')
    .selectAll()
    .where('fingerprint', 'in', records.indexes('indexFingerprint', fingerprint))
    .where(lives(now))
    .orderBy('created')
    .orderBy('tokenHash')
    .execute();
  return rows.map((row) => {
    const { created, expires } = row;
    return { ...openRequestLink(records, row), created, expires };
  });
}

/** Ends a link if it lives. */
export async function endRequestLink(sealed: SealedDatabase, link: LinkName, now: number): Promise<void> {
  await sealed.database
    .updateTable('requestLinks')
    .set({ expires: now })
    .where(isLink(sealed, link))
    .where(lives(now))
    .execute();
}

/** SHA-256 of the upload token that a link which lives was made with. Throws inbox-closed. Found by its hash, which tells whoever measures it nothing of a token. */
export async function requireLiveLink(
  sealed: SealedDatabase,
  link: LinkName,
  now: number,
): Promise<{ readonly uploadTokenHash: Bytes | null }> {
  const live = await sealed.database
    .selectFrom('requestLinks')
    .select('uploadTokenHash')
    .where(isLink(sealed, link))
    .where(lives(now))
    .executeTakeFirst();
  if (!live) throw new SealdropError('inbox-closed');
  return live;
}

/** The same of the link that a delivery on its way came by. What has arrived stays, and other shares need none. */
export async function requireLinkOf(
  database: Database,
  { id, inbox, arrived }: Pick<Share, 'id' | 'inbox' | 'arrived'>,
  now: number,
): Promise<void> {
  if (!inbox || arrived !== null) return;
  // By what its row says now: a change of the server's key moves both at once.
  const live = await database
    .selectFrom('shares')
    .innerJoin('requestLinks', (join) =>
      join
        .onRef('requestLinks.fingerprint', '=', 'shares.inbox')
        .onRef('requestLinks.tokenHash', '=', 'shares.requestLink'),
    )
    .select('shares.id')
    .where('shares.id', '=', id)
    .where((eb) => eb.or([eb('requestLinks.expires', 'is', null), eb('requestLinks.expires', '>', now)]))
    .executeTakeFirst();
  if (!live) throw new SealdropError('inbox-closed');
}

/** Forgets links that ended an hour ago. */
export async function removeEndedLinks(database: Database, now: number): Promise<void> {
  await database
    .deleteFrom('requestLinks')
    .where('expires', '<=', now - KEPT_SECONDS)
    .execute();
}
