/** Whether the operator has blocked a share. */
import type { Kysely, Migration } from 'kysely';

export const blocks: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema
      .alterTable('shares')
      .addColumn('blocked', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await database.schema.createIndex('sharesByRequestLink').on('shares').column('requestLink').execute();
  },
};
