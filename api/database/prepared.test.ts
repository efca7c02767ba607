/** Queries whose text is made once: they answer what is there now, and are what they seem. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { testDatabase } from '../testing-database.ts';
import { type Database, openDatabase } from './open.ts';
import { prepared } from './prepared.ts';

let folder: string;
let database: Database;
let remove: () => Promise<void>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-prepared-'));
  const place = await testDatabase(folder);
  ({ remove } = place);
  database = await openDatabase(place.place);
});
afterEach(async () => {
  await database.destroy();
  await remove();
  await rm(folder, { recursive: true });
});

const tombstone = prepared((db, id: Uint8Array<ArrayBuffer>, reason: 'expired' | 'revoked') =>
  db.selectFrom('tombstones').selectAll().where('id', '=', id).where('reason', '=', reason),
);

it('answer for the values of each call, in two databases at once', async () => {
  const other = join(folder, 'other');
  const place = await testDatabase(other);
  const second = await openDatabase('path' in place.place ? { path: `${other}.db` } : place.place);
  try {
    const [one, two] = [new Uint8Array(16).fill(1), new Uint8Array(16).fill(2)];
    expect(await tombstone(database, one, 'expired')).toEqual([]);
    await database.insertInto('tombstones').values({ id: one, reason: 'expired' }).execute();
    await database.insertInto('tombstones').values({ id: two, reason: 'revoked' }).execute();
    expect(await tombstone(database, one, 'expired')).toEqual([{ id: one, reason: 'expired' }]);
    expect(await tombstone(database, two, 'revoked')).toEqual([{ id: two, reason: 'revoked' }]);
    expect(await tombstone(database, one, 'revoked')).toEqual([]);
    expect(await tombstone(second, one, 'expired')).toEqual([]);
  } finally {
    await second.destroy();
    await place.remove();
  }
});

it('are refused where values are not named once and in their order', async () => {
  const swapped = prepared((db, id: Uint8Array<ArrayBuffer>, reason: 'expired' | 'revoked') =>
    db.selectFrom('tombstones').selectAll().where('reason', '=', reason).where('id', '=', id),
  );
  const hidden = prepared((db, id: Uint8Array<ArrayBuffer>) =>
    db.selectFrom('tombstones').selectAll().where('id', '=', id).where('reason', '=', 'expired'),
  );
  const id = new Uint8Array(16);
  await expect(swapped(database, id, 'expired')).rejects.toThrow('in their order');
  await expect(hidden(database, id)).rejects.toThrow('in their order');
});
