/** Shares, tombstones, download grants, and the list of objects to delete. */
import type { Kysely, Migration } from 'kysely';

// "bytea" is PostgreSQL's word for a byte string; SQLite stores what it is given in a column of any type.
const BYTES = 'bytea';

export const shares: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema
      .createTable('shares')
      .addColumn('id', BYTES, (column) => column.primaryKey())
      .addColumn('tokenHash', BYTES, (column) => column.notNull())
      .addColumn('bodySize', 'bigint', (column) => column.notNull())
      .addColumn('deliver', 'integer', (column) => column.notNull())
      .addColumn('created', 'bigint', (column) => column.notNull())
      .addColumn('expires', 'bigint', (column) => column.notNull())
      .addColumn('downloadLimit', 'integer')
      .addColumn('downloads', 'integer', (column) => column.notNull())
      .addColumn('upload', 'text')
      .addColumn('complete', 'integer', (column) => column.notNull())
      .addColumn('header', BYTES)
      .addColumn('headerHash', BYTES)
      .addColumn('accessHash', BYTES)
      .addColumn('manifestHash', BYTES)
      .execute();
    await database.schema.createIndex('sharesByExpires').on('shares').column('expires').execute();
    await database.schema
      .createTable('tombstones')
      .addColumn('id', BYTES, (column) => column.primaryKey())
      .addColumn('reason', 'text', (column) => column.notNull())
      .execute();
    await database.schema
      .createTable('grants')
      .addColumn('shareId', BYTES, (column) => column.notNull())
      .addColumn('grantHash', BYTES, (column) => column.notNull())
      .addColumn('expires', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('grantsKey', ['shareId', 'grantHash'])
      .execute();
    await database.schema.createIndex('grantsByExpires').on('grants').column('expires').execute();
    await database.schema
      .createTable('deletions')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('shareId', BYTES, (column) => column.notNull())
      .addColumn('due', 'bigint', (column) => column.notNull())
      .addColumn('final', 'bigint', (column) => column.notNull())
      .addColumn('claimed', 'integer', (column) => column.notNull())
      .execute();
    await database.schema.createIndex('deletionsByDue').on('deletions').column('due').execute();
    await database.schema.createIndex('deletionsByShare').on('deletions').column('shareId').execute();
  },
};
