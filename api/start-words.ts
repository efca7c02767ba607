/** Why a program cannot open its database or its folder, and what to do, for whoever runs it. */
import { resolve } from 'node:path';
import type { Config } from './config.ts';
import { NewerDatabase, UnusedDatabase } from './database/open.ts';
import { databaseStartWords, isOfDatabaseServer } from './database/problems.ts';
import { KeyProblem } from './sealing/key-problem.ts';

export function startWords(
  error: unknown,
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
): { readonly what: string; readonly fix: string } {
  if (error instanceof KeyProblem) return error.words;
  if (error instanceof NewerDatabase) {
    return {
      what: 'a newer version of Sealdrop has used this database',
      fix: 'Start that version, or restore a backup from before the upgrade (docs/operations.md).',
    };
  }
  if (error instanceof UnusedDatabase && error.state === 'older') {
    return {
      what: 'the database is still that of an earlier version',
      fix: 'Start the new server first: it brings the tables up to date.',
    };
  }
  if (error instanceof UnusedDatabase) {
    const [where, key] =
      databaseUrl === null ? [resolve(dataDir), 'DATA_DIR'] : ['the address in DATABASE_URL', 'DATABASE_URL'];
    return {
      what: `there is no database of Sealdrop’s at ${where}`,
      fix: `Start the server first, or check ${key}.`,
    };
  }
  if (databaseUrl !== null && isOfDatabaseServer(error)) return databaseStartWords(error);
  return {
    what: 'DATA_DIR cannot be used',
    fix: 'It has to be a folder that the server’s user can write to. The line before this one says where it failed.',
  };
}
