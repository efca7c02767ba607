/** What people have written to the operator about shares. */
import type { Kysely, Migration } from 'kysely';

const BYTES = 'bytea';

export const reports: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema
      .createTable('reports')
      .addColumn('id', BYTES, (column) => column.primaryKey())
      .addColumn('shareId', BYTES, (column) => column.notNull())
      .addColumn('created', 'bigint', (column) => column.notNull())
      .addColumn('report', BYTES, (column) => column.notNull())
      .execute();
    await database.schema.createIndex('reportsByShare').on('reports').column('shareId').execute();
    await database.schema.createIndex('reportsByCreated').on('reports').column('created').execute();
  },
};
