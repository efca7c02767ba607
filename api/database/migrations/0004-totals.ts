/** One row that says how many bytes all bodies have together: kept with every share that is made or ends. */
import { type Kysely, type Migration, sql } from 'kysely';

export const totals: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema
      .createTable('totals')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('bytes', 'bigint', (column) => column.notNull())
      .execute();
    await sql`insert into totals (id, bytes) select 1, coalesce(sum(${sql.id('bodySize')}), 0) from shares`.execute(
      database,
    );
  },
};
