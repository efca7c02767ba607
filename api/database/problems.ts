/** What the codes of SQLite, PostgreSQL and the system mean here. */

/** `retry`: it will do in a moment. `away`: nobody answers. */
export type DatabaseProblem = 'full' | 'retry' | 'away';

const codes: Readonly<Record<string, DatabaseProblem>> = {
  SQLITE_FULL: 'full',
  ENOSPC: 'full',
  EDQUOT: 'full',
  // disk_full
  '53100': 'full',
  // Another process writes for longer than one waits.
  SQLITE_BUSY: 'retry',
  SQLITE_BUSY_SNAPSHOT: 'retry',
  // serialization_failure, deadlock_detected; too_many_connections; query_canceled, by its time
  '40001': 'retry',
  '40P01': 'retry',
  '53300': 'retry',
  '57014': 'retry',
  // admin_shutdown, crash_shutdown, cannot_connect_now, idle_in_transaction_session_timeout
  '57P01': 'away',
  '57P02': 'away',
  '57P03': 'away',
  '25P03': 'away',
};

/** What fails of a connection, and its codes. Requests that are left have such codes too, and no call of the system. */
const calls = ['connect', 'getaddrinfo', 'read', 'write'];
const network = /^E(CONN|PIPE|NOTFOUND|AI_AGAIN|HOST|NET|TIMEDOUT)/;

/** What pg says, without a code, of a connection that is lost or cannot be had. */
const lost =
  /^(Connection terminated|Query read timeout|timeout expired|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** null: an error that is none of the database's own, or one that a program has made. */
export function databaseProblem(error: unknown): DatabaseProblem | null {
  if (!(error instanceof Error)) return null;
  // Of several addresses none answered.
  if (error instanceof AggregateError) return databaseProblem(error.errors[0]);
  const syscall = 'syscall' in error ? String(error.syscall) : null;
  const isNetwork = 'code' in error && network.test(String(error.code));
  // The file of a socket may be missing too.
  if (syscall === 'connect' || (isNetwork && syscall !== null && calls.includes(syscall))) return 'away';
  if ('code' in error && typeof error.code === 'string') {
    // connection_exception
    return codes[error.code] ?? (error.code.startsWith('08') ? 'away' : null);
  }
  return lost.test(error.message) ? 'away' : null;
}

export function isDeadlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01');
}

/** Whether an error is one that a PostgreSQL, or the way to it, has made. */
export function isOfDatabaseServer(error: unknown): boolean {
  if (databaseProblem(error) !== null) return true;
  // SQLSTATE, or a URL that the driver does not take.
  return (
    error instanceof Error && 'code' in error && /^(?:[0-9A-Z]{5}|ERR_INVALID_URL)$/.test(String(error.code))
  );
}

/** Why a program cannot start with its database, and what to do, for whoever runs it. */
export function databaseStartWords(error: unknown): { readonly what: string; readonly fix: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (databaseProblem(error) === 'away') {
    return {
      what: 'the database that DATABASE_URL names does not answer',
      fix: 'Is PostgreSQL running, and can this machine reach its host and port?',
    };
  }
  // invalid_password, invalid_authorization_specification
  if (code === '28P01' || code === '28000') {
    return {
      what: 'the database refuses the user or the password in DATABASE_URL',
      fix: 'Characters such as @, : and / in a password are written %40, %3A and %2F there.',
    };
  }
  // invalid_catalog_name
  if (code === '3D000') {
    return {
      what: 'there is no database of the name in DATABASE_URL',
      fix: 'Make it, as by createdb, with the user of that URL as its owner.',
    };
  }
  // insufficient_privilege
  if (code === '42501') {
    return {
      what: 'the user in DATABASE_URL may not make tables',
      fix: 'Make that user the owner of the database, or let it create in its schema "public".',
    };
  }
  return {
    what: 'the database that DATABASE_URL names cannot be used',
    fix: 'The line before this one says where it failed.',
  };
}
