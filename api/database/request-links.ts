/**
 * Request links. The database holds SHA-256 of their tokens, and for the hour after a link has ended the row itself, so
 * that an upload which it cuts short is told why.
 */
import type { Expression, ExpressionBuilder, Selectable, SqlBool } from 'kysely';
import { type Bytes, equal } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import { REQUEST_LINKS_MAX } from '../../shared/limits.ts';
import { lockCard } from './cards.ts';
import type { Database } from './open.ts';
import type { RequestLinksTable, Schema } from './schema.ts';
import type { Share } from './shares.ts';
import { inTransaction } from './transaction.ts';

export type RequestLink = Readonly<Selectable<RequestLinksTable>>;

const KEPT_SECONDS = 3_600;

/** A link as its token names it. */
export interface LinkName {
  readonly fingerprint: Bytes;
  readonly tokenHash: Bytes;
}

type Condition = (eb: ExpressionBuilder<Schema, 'requestLinks'>) => Expression<SqlBool>;

function lives(now: number): Condition {
  return (eb) => eb.or([eb('expires', 'is', null), eb('expires', '>', now)]);
}

/**
 * Adds a link. Throws conflict where another has its token, wrong-state where the key has as many live ones as it may
 * have.
 */
export async function addRequestLink(database: Database, link: RequestLink): Promise<void> {
  const { fingerprint, tokenHash, created } = link;
  await inTransaction(database, async (transaction) => {
    await lockCard(transaction, fingerprint);
    const known = await transaction
      .selectFrom('requestLinks')
      .selectAll()
      .where('fingerprint', '=', fingerprint)
      .where('tokenHash', '=', tokenHash)
      .executeTakeFirst();
    if (known) {
      // A repeat whose answer was lost.
      if (known.expires === link.expires && equal(known.box, link.box)) return;
      throw new SealdropError('conflict');
    }
    const { live } = await transaction
      .selectFrom('requestLinks')
      .select(({ fn }) => fn.countAll<number | string>().as('live'))
      .where('fingerprint', '=', fingerprint)
      .where(lives(created))
      .executeTakeFirstOrThrow();
    if (Number(live) >= REQUEST_LINKS_MAX) {
      throw new SealdropError('wrong-state', { details: { limit: REQUEST_LINKS_MAX } });
    }
    await transaction.insertInto('requestLinks').values(link).execute();
  });
}

/** The live ones of a key, in the order in which they were made. */
export async function listRequestLinks(
  database: Database,
  fingerprint: Bytes,
  now: number,
): Promise<readonly RequestLink[]> {
  return await database
    .selectFrom('requestLinks')
    .selectAll()
    .where('fingerprint', '=', fingerprint)
    .where(lives(now))
    .orderBy('created')
    .orderBy('tokenHash')
    .execute();
}

/** Ends a link if it lives. */
export async function endRequestLink(database: Database, link: LinkName, now: number): Promise<void> {
  await database
    .updateTable('requestLinks')
    .set({ expires: now })
    .where('fingerprint', '=', link.fingerprint)
    .where('tokenHash', '=', link.tokenHash)
    .where(lives(now))
    .execute();
}

/** Throws inbox-closed unless this link lives. Found by its hash, which tells whoever measures it nothing of a token. */
export async function requireLiveLink(database: Database, link: LinkName, now: number): Promise<void> {
  const live = await database
    .selectFrom('requestLinks')
    .select('tokenHash')
    .where('fingerprint', '=', link.fingerprint)
    .where('tokenHash', '=', link.tokenHash)
    .where(lives(now))
    .executeTakeFirst();
  if (!live) throw new SealdropError('inbox-closed');
}

/** The same of the link that a delivery on its way came by. What has arrived stays, and other shares need none. */
export async function requireLinkOf(
  database: Database,
  { inbox, requestLink, arrived }: Share,
  now: number,
): Promise<void> {
  if (!inbox || !requestLink || arrived !== null) return;
  await requireLiveLink(database, { fingerprint: inbox, tokenHash: requestLink }, now);
}

/** Forgets links that ended an hour ago. */
export async function removeEndedLinks(database: Database, now: number): Promise<void> {
  await database
    .deleteFrom('requestLinks')
    .where('expires', '<=', now - KEPT_SECONDS)
    .execute();
}
