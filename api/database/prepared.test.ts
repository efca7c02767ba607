/** Queries whose text is made once: they answer what is there now, and are what they seem. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestServer, testServer } from '../testing.ts';
import { prepared } from './prepared.ts';

let server: TestServer;

beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

const tombstone = prepared((db, id: Uint8Array<ArrayBuffer>, reason: 'expired' | 'revoked') =>
  db.selectFrom('tombstones').selectAll().where('id', '=', id).where('reason', '=', reason),
);

it('answer for the values of each call, in two databases at once', async () => {
  const { database } = server.deps;
  const other = await testServer();
  try {
    const [one, two] = [new Uint8Array(16).fill(1), new Uint8Array(16).fill(2)];
    expect(await tombstone(database, one, 'expired')).toEqual([]);
    await database.insertInto('tombstones').values({ id: one, reason: 'expired' }).execute();
    await database.insertInto('tombstones').values({ id: two, reason: 'revoked' }).execute();
    expect(await tombstone(database, one, 'expired')).toEqual([{ id: one, reason: 'expired' }]);
    expect(await tombstone(database, two, 'revoked')).toEqual([{ id: two, reason: 'revoked' }]);
    expect(await tombstone(database, one, 'revoked')).toEqual([]);
    expect(await tombstone(other.deps.database, one, 'expired')).toEqual([]);
  } finally {
    await other.close();
  }
});

it('are refused where values are not named once and in their order', async () => {
  const swapped = prepared((db, id: Uint8Array<ArrayBuffer>, reason: 'expired' | 'revoked') =>
    db.selectFrom('tombstones').selectAll().where('reason', '=', reason).where('id', '=', id),
  );
  const hidden = prepared((db, id: Uint8Array<ArrayBuffer>) =>
    db.selectFrom('tombstones').selectAll().where('id', '=', id).where('reason', '=', 'expired'),
  );
  const { database } = server.deps;
  const id = new Uint8Array(16);
  await expect(swapped(database, id, 'expired')).rejects.toThrow('in their order');
  await expect(hidden(database, id)).rejects.toThrow('in their order');
});
