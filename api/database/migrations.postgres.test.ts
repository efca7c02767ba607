/** Copies of the server that start at once on one PostgreSQL. */
import { expect, it } from 'vitest';
import { random } from '../../shared/bytes.ts';
import { testDatabase } from '../testing-database.ts';
import { openDatabase } from './open.ts';

it('an empty database is migrated once by twelve copies that start at once', async () => {
  const home = await testDatabase(`copies-${random(8).join('-')}`);
  const copies = await Promise.all(Array.from({ length: 12 }, () => openDatabase(home.place)));
  try {
    const card = { fingerprint: random(32), card: random(400), created: 2 ** 40 };
    await copies[0]?.insertInto('cards').values(card).execute();
    for (const copy of copies) expect(await copy.selectFrom('cards').selectAll().execute()).toEqual([card]);
  } finally {
    await Promise.all(copies.map((copy) => copy.destroy()));
    await home.remove();
  }
});
