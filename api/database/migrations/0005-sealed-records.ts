/**
 * Records that could link people, sealed with the server's key and found by blind indexes from now on, and the list of keys
 * in use. What was there in clear is sealed. docs/records.md.
 */
import type { Kysely, Migration } from 'kysely';
import { type Bytes, concat } from '../../../shared/bytes.ts';
import type { RecordKeys } from '../../sealing/record-keys.ts';
import { sealCard, sealDelivery, sealRequestLink, sealSuccession } from '../record-rows.ts';

const BYTES = 'bytea';

type Tables = {
  plainRecords: { id: number };
  recordKeys: { id: Bytes };
  cards: { fingerprint: Bytes; card: Bytes };
  successions: { old: Bytes; new: Bytes; succession: Bytes };
  requestLinks: { fingerprint: Bytes; tokenHash: Bytes; box: Bytes };
  shares: { id: Bytes; inbox: Bytes | null; requestLink: Bytes | null; delivery: Bytes | null };
  nonces: { keyid: Bytes; nonce: Bytes; expires: number };
};

type After = {
  nonces: { nonce: Bytes; expires: number };
};

export function sealedRecords(records: RecordKeys): Migration {
  return {
    async up(untyped: Kysely<unknown>): Promise<void> {
      const database = untyped.withTables<Tables>();
      await database.schema
        .createTable('recordKeys')
        .addColumn('id', BYTES, (column) => column.primaryKey())
        .execute();
      await database.insertInto('recordKeys').values({ id: records.ids[0] }).execute();
      await database.schema.alterTable('shares').addColumn('delivery', BYTES).execute();
      await database.schema
        .createTable('plainRecords')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .execute();
      const sealed = [
        await sealCards(database, records),
        await sealSuccessions(database, records),
        await sealRequestLinks(database, records),
        await sealDeliveries(database, records),
      ];
      // They stay in the files of the database until these are written anew (open.ts).
      if (sealed.some((count) => count > 0))
        await database.insertInto('plainRecords').values({ id: 1 }).execute();
      await indexNonces(database, untyped.withTables<After>(), records);
    },
  };
}

// The names of all rows are read first, so that no row is met again under its new one.

async function sealCards(database: Kysely<Tables>, records: RecordKeys): Promise<number> {
  const rows = await database.selectFrom('cards').select('fingerprint').execute();
  for (const { fingerprint } of rows) {
    const { card } = await database
      .selectFrom('cards')
      .select('card')
      .where('fingerprint', '=', fingerprint)
      .executeTakeFirstOrThrow();
    await database
      .updateTable('cards')
      .set(sealCard(records, { fingerprint, card }))
      .where('fingerprint', '=', fingerprint)
      .execute();
  }
  return rows.length;
}

async function sealSuccessions(database: Kysely<Tables>, records: RecordKeys): Promise<number> {
  const rows = await database.selectFrom('successions').selectAll().execute();
  for (const row of rows) {
    await database
      .updateTable('successions')
      .set(sealSuccession(records, row))
      .where('old', '=', row.old)
      .where('new', '=', row.new)
      .execute();
  }
  return rows.length;
}

async function sealRequestLinks(database: Kysely<Tables>, records: RecordKeys): Promise<number> {
  const rows = await database.selectFrom('requestLinks').selectAll().execute();
  for (const row of rows) {
    await database
      .updateTable('requestLinks')
      .set(sealRequestLink(records, row))
      .where('fingerprint', '=', row.fingerprint)
      .where('tokenHash', '=', row.tokenHash)
      .execute();
  }
  return rows.length;
}

async function sealDeliveries(database: Kysely<Tables>, records: RecordKeys): Promise<number> {
  const rows = await database
    .selectFrom('shares')
    .select(['id', 'inbox', 'requestLink'])
    .where('inbox', 'is not', null)
    .execute();
  for (const { id, inbox, requestLink } of rows) {
    if (!inbox || !requestLink) continue;
    await database
      .updateTable('shares')
      .set(sealDelivery(records, id, { fingerprint: inbox, tokenHash: requestLink }))
      .where('id', '=', id)
      .execute();
  }
  return rows.length;
}

/** One index of key and nonce together: which nonces are of one key is nobody's business. */
async function indexNonces(
  database: Kysely<Tables>,
  after: Kysely<After>,
  records: RecordKeys,
): Promise<void> {
  const rows = await database.selectFrom('nonces').select(['keyid', 'nonce', 'expires']).execute();
  await database.schema.dropTable('nonces').execute();
  await database.schema
    .createTable('nonces')
    .addColumn('nonce', BYTES, (column) => column.primaryKey())
    .addColumn('expires', 'bigint', (column) => column.notNull())
    .execute();
  await database.schema.createIndex('noncesByExpires').on('nonces').column('expires').execute();
  for (const { keyid, nonce, expires } of rows) {
    const place = records.index('indexNonce', concat(keyid, nonce));
    await after.insertInto('nonces').values({ nonce: place, expires }).execute();
  }
}
