/**
 * Moves rows from a key before to the one that seals: all rows of a fingerprint at once, so that those of one person find
 * each other at any time. docs/records.md, "Changing the key".
 */
import type { Bytes } from '../../shared/bytes.ts';
import {
  openCard,
  openDelivery,
  openRequestLink,
  openSuccession,
  sealCard,
  sealDelivery,
  sealRequestLink,
  sealSuccession,
} from './record-rows.ts';
import type { SealedDatabase } from './sealed.ts';

/** Within a transaction that has locked the card. Throws AlteredRecord. */
export async function reseal(sealed: SealedDatabase, fingerprint: Bytes): Promise<void> {
  const [, ...before] = sealed.records.indexes('indexFingerprint', fingerprint);
  await resealCard(sealed, fingerprint);
  for (const former of before) {
    await resealSuccessions(sealed, former);
    await resealRequestLinks(sealed, former);
    await resealDeliveries(sealed, former);
  }
}

/** Of two cards, which copies with other keys may have stored at the same moment, the later one stays. */
async function resealCard({ database, records }: SealedDatabase, fingerprint: Bytes): Promise<void> {
  const places = records.indexes('indexFingerprint', fingerprint);
  const rows = await database.selectFrom('cards').selectAll().where('fingerprint', 'in', places).execute();
  const [latest, earlier] = rows.toSorted((a, b) => b.created - a.created);
  if (!latest) return;
  if (earlier) {
    await database.deleteFrom('cards').where('fingerprint', '=', earlier.fingerprint).execute();
  }
  // The same row, for who waits for its lock would not see another that took its place.
  await database
    .updateTable('cards')
    .set(sealCard(records, openCard(records, latest)))
    .where('fingerprint', '=', latest.fingerprint)
    .execute();
}

/** Both of its fingerprints are under the key of the old one. */
async function resealSuccessions({ database, records }: SealedDatabase, former: Bytes): Promise<void> {
  const rows = await database.selectFrom('successions').selectAll().where('old', '=', former).execute();
  for (const row of rows) {
    await database
      .updateTable('successions')
      .set(sealSuccession(records, openSuccession(records, row)))
      .where('old', '=', row.old)
      .where('new', '=', row.new)
      .execute();
  }
}

async function resealRequestLinks({ database, records }: SealedDatabase, former: Bytes): Promise<void> {
  const rows = await database
    .selectFrom('requestLinks')
    .selectAll()
    .where('fingerprint', '=', former)
    .execute();
  for (const row of rows) {
    await database
      .updateTable('requestLinks')
      .set(sealRequestLink(records, openRequestLink(records, row)))
      .where('fingerprint', '=', row.fingerprint)
      .where('tokenHash', '=', row.tokenHash)
      .execute();
  }
}

async function resealDeliveries({ database, records }: SealedDatabase, former: Bytes): Promise<void> {
  const rows = await database
    .selectFrom('shares')
    .select(['id', 'inbox', 'requestLink', 'delivery'])
    .where('inbox', '=', former)
    .execute();
  for (const row of rows) {
    await database
      .updateTable('shares')
      .set(sealDelivery(records, row.id, openDelivery(records, row)))
      .where('id', '=', row.id)
      .execute();
  }
}
