/** Cards, successions, request links, deliveries among the shares, and the nonces of signed requests. */
import type { Kysely, Migration } from 'kysely';

const BYTES = 'bytea';

export const people: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    // A statement each: SQLite adds one column at a time.
    await database.schema.alterTable('shares').addColumn('inbox', BYTES).execute();
    await database.schema.alterTable('shares').addColumn('requestLink', BYTES).execute();
    await database.schema.alterTable('shares').addColumn('inboxState', 'text').execute();
    await database.schema.alterTable('shares').addColumn('arrived', 'bigint').execute();
    await database.schema.createIndex('sharesByInbox').on('shares').columns(['inbox', 'arrived']).execute();
    await database.schema
      .createTable('cards')
      .addColumn('fingerprint', BYTES, (column) => column.primaryKey())
      .addColumn('card', BYTES, (column) => column.notNull())
      .addColumn('created', 'bigint', (column) => column.notNull())
      .execute();
    await database.schema
      .createTable('successions')
      .addColumn('old', BYTES, (column) => column.notNull())
      .addColumn('new', BYTES, (column) => column.notNull())
      .addColumn('succession', BYTES, (column) => column.notNull())
      .addPrimaryKeyConstraint('successionsKey', ['old', 'new'])
      .execute();
    await database.schema
      .createTable('requestLinks')
      .addColumn('fingerprint', BYTES, (column) => column.notNull())
      .addColumn('tokenHash', BYTES, (column) => column.notNull())
      .addColumn('created', 'bigint', (column) => column.notNull())
      .addColumn('expires', 'bigint')
      .addColumn('box', BYTES, (column) => column.notNull())
      .addPrimaryKeyConstraint('requestLinksKey', ['fingerprint', 'tokenHash'])
      .execute();
    await database.schema.createIndex('requestLinksByExpires').on('requestLinks').column('expires').execute();
    await database.schema
      .createTable('nonces')
      .addColumn('keyid', BYTES, (column) => column.notNull())
      .addColumn('nonce', BYTES, (column) => column.notNull())
      .addColumn('expires', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('noncesKey', ['keyid', 'nonce'])
      .execute();
    await database.schema.createIndex('noncesByExpires').on('nonces').column('expires').execute();
  },
};
