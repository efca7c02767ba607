/** Why a program cannot open its database or its folder, and what to do, for whoever runs it. */
import type { Config } from './config.ts';
import { NewerDatabase } from './database/open.ts';
import { databaseStartWords, isOfDatabaseServer } from './database/problems.ts';
import { KeyProblem } from './sealing/key-problem.ts';

export function startWords(
  error: unknown,
  { databaseUrl }: Pick<Config, 'databaseUrl'>,
): { readonly what: string; readonly fix: string } {
  if (error instanceof KeyProblem) return error.words;
  if (error instanceof NewerDatabase) {
    return {
      what: 'a newer version of Sealdrop has used this database',
      fix: 'Start that version, or restore a backup from before the upgrade (docs/operations.md).',
    };
  }
  if (databaseUrl !== null && isOfDatabaseServer(error)) return databaseStartWords(error);
  return {
    what: 'DATA_DIR cannot be used',
    fix: 'It has to be a folder that the server’s user can write to. The line before this one says where it failed.',
  };
}
