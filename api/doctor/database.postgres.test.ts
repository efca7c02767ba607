/** What the doctor says of a PostgreSQL, in every state that it knows words for. */

import { Client } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { random, toHex } from '../../shared/bytes.ts';
import { openDatabase } from '../database/open.ts';
import { deriveRecordKeys } from '../sealing/record-keys.ts';
import { type TestDatabase, testDatabase } from '../testing-database.ts';
import { visit } from './testing.ts';

let home: TestDatabase;
let url: string;
beforeEach(async () => {
  home = await testDatabase(`doctor-${toHex(random(8))}`);
  url = home.url ?? '';
});
afterEach(async () => {
  await home.remove();
});

async function run(...statements: string[]): Promise<void> {
  const client = new Client(url);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** The same address with another part. */
const changed = (part: Partial<Pick<URL, 'password' | 'pathname' | 'port' | 'username'>>) =>
  Object.assign(new URL(url), part).href;

it('is well with an empty database, and with one of Sealdrop', async () => {
  const first = await visit({ DATABASE_URL: url });
  expect(first).toMatchObject({ code: 0, problems: [] });
  expect(first.text).toMatch(/^ok {7}database: PostgreSQL \d+/m);
  const keys = deriveRecordKeys(random(32));
  await (await openDatabase(home.place, () => keys)).database.destroy();
  const second = await visit({ DATABASE_URL: url });
  expect(second).toMatchObject({ code: 0, problems: [] });
  expect(second.notes).not.toContain('database');
});

it('names what is in the way, and never the password', async () => {
  const secret = new URL(url).password;
  for (const [address, words] of [
    [changed({ password: 'another' }), /refuses the user or the password/],
    [changed({ pathname: '/nowhere' }), /there is no database of the name/],
    [changed({ port: '1' }), /does not answer/],
  ] as const) {
    const { code, problems, text } = await visit({ DATABASE_URL: address });
    expect([code, problems]).toEqual([1, ['database']]);
    expect(text).toMatch(words);
    expect(text).not.toContain(secret);
    expect(text).not.toContain('another');
  }
});

it('says where no table can be made, where commits may be lost, and where others live', async () => {
  const name = new URL(url).pathname.slice(1);
  await run(`create table other (id int)`, `alter database ${name} set synchronous_commit = off`);
  const { code, problems, notes, text } = await visit({ DATABASE_URL: url });
  expect([code, problems]).toEqual([1, ['database']]);
  expect(notes).toContain('database');
  expect(text).toMatch(/synchronous_commit is off/);
  const role = `reader_${toHex(random(6))}`;
  await run(`create role ${role} login password 'reading'`);
  try {
    const { text: denied } = await visit({ DATABASE_URL: changed({ username: role, password: 'reading' }) });
    expect(denied).toMatch(/its user may not make tables/);
  } finally {
    await run(`drop role ${role}`);
  }
});
