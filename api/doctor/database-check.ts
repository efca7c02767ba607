/** The check of DATABASE_URL: whether it answers, is new enough, lets tables be made, and keeps what it has answered. */
import { Client } from 'pg';
import { databaseStartWords } from '../database/problems.ts';
import type { Finding } from './report.ts';

const CONNECT_MS = 10_000;
/** PostgreSQL 13. */
const VERSION_MIN = 130_000;

interface Row {
  readonly version: number;
  readonly name: string;
  readonly standby: boolean;
  readonly may: boolean;
  readonly commits: string;
  /** Tables in it that are none of Sealdrop's, while Sealdrop has none there. */
  readonly strangers: number;
}

const question = `select
  current_setting('server_version_num')::int as version,
  current_setting('server_version') as name,
  pg_is_in_recovery() as standby,
  has_schema_privilege(current_user, 'public', 'CREATE') as may,
  current_setting('synchronous_commit') as commits,
  (select count(*)::int from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')
    and not exists (select from pg_tables where tablename = 'kysely_migration' and schemaname = 'public')) as strangers`;

/** What is found of the database. Nothing in it is changed. */
export async function checkDatabase(url: string): Promise<readonly Finding[]> {
  const title = 'database';
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: CONNECT_MS,
  });
  // It may break while nobody asks it anything.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const [row] = (await client.query<Row>(question)).rows;
    return row ? findings(title, row) : [];
  } catch (error) {
    const { what, fix } = databaseStartWords(error);
    return [{ verdict: 'problem', title, what, todo: [fix] }];
  } finally {
    await client.end().catch(() => undefined);
  }
}

function findings(
  title: string,
  { version, name, standby, may, commits, strangers }: Row,
): readonly Finding[] {
  const problem = (what: string, ...todo: string[]): Finding => ({ verdict: 'problem', title, what, todo });
  if (version < VERSION_MIN) return [problem(`it is PostgreSQL ${name}`, 'Use PostgreSQL 13 or newer.')];
  if (standby)
    return [problem('it is a standby, which takes no writes', 'Name its primary in DATABASE_URL.')];
  if (!may) {
    return [
      problem(
        'its user may not make tables',
        'Make that user the owner of the database, or let it create in its schema "public".',
      ),
    ];
  }
  const found: Finding[] = [{ verdict: 'ok', title, remark: `PostgreSQL ${name}` }];
  if (commits === 'off') {
    found.push(
      problem(
        'synchronous_commit is off: what Sealdrop has answered as done may be lost in a crash',
        'Switch it on, for this database at the least: alter database ... set synchronous_commit = on;',
      ),
    );
  }
  if (strangers > 0) {
    found.push({
      verdict: 'note',
      title,
      what: 'there are tables in it that are none of Sealdrop’s',
      todo: ['Give Sealdrop a database of its own: others’ tables may be in its way.'],
    });
  }
  return found;
}
