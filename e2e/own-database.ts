/** A PostgreSQL database for one server of the tests. */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export interface OwnDatabase {
  /** What the server's environment holds for it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly remove: () => Promise<void>;
}

/** By E2E_POSTGRES, the address of a server whose user may make databases; without it the server keeps a file. */
export async function ownDatabase(): Promise<OwnDatabase> {
  const server = process.env['E2E_POSTGRES'];
  return server ? await newDatabase(server) : { environment: {}, remove: async () => {} };
}

/** An empty database at the server of this address. */
export async function newDatabase(server: string): Promise<OwnDatabase> {
  const name = `sealdrop_${randomBytes(8).toString('hex')}`;
  await administer(server, `create database ${name}`);
  return {
    environment: { DATABASE_URL: Object.assign(new URL(server), { pathname: `/${name}` }).href },
    remove: () => administer(server, `drop database ${name} with (force)`),
  };
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new Client(server);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
