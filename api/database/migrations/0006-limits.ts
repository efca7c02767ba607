/** What an address has sent in a day, permits to upload, requests counted by the minute, and with which upload token request links were made. */
import { type Kysely, type Migration, PostgresAdapter, sql } from 'kysely';

const BYTES = 'bytea';

export const limits: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema
      .createTable('allowances')
      .addColumn('key', BYTES, (column) => column.primaryKey())
      .addColumn('day', 'integer', (column) => column.notNull())
      .addColumn('bytes', 'bigint', (column) => column.notNull())
      .addColumn('shares', 'bigint', (column) => column.notNull())
      .execute();
    await database.schema
      .createTable('permits')
      .addColumn('hash', BYTES, (column) => column.primaryKey())
      .addColumn('expires', 'bigint', (column) => column.notNull())
      .execute();
    await database.schema.alterTable('requestLinks').addColumn('uploadTokenHash', BYTES).execute();
    // As rate-limiter-flexible has it. Nothing in it is worth a write to the disk: after a crash it may be empty.
    const isPostgres = database.getExecutor().adapter instanceof PostgresAdapter;
    await database.schema
      .createTable('rateLimits')
      .$call((table) => (isPostgres ? table.modifyFront(sql`unlogged`) : table))
      .addColumn('key', 'varchar(255)', (column) => column.primaryKey())
      .addColumn('points', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('expire', 'bigint')
      .execute();
  },
};
