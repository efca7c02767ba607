/** Copies of the server that start at once on one PostgreSQL. */
import { expect, it } from 'vitest';
import { random, toHex } from '../../shared/bytes.ts';
import { deriveRecordKeys } from '../sealing/record-keys.ts';
import { testDatabase } from '../testing-database.ts';
import { findCard, putCard } from './cards.ts';
import { openDatabase } from './open.ts';

it('an empty database is migrated once by twelve copies that start at once', async () => {
  const home = await testDatabase(`copies-${random(8).join('-')}`);
  const keys = deriveRecordKeys(random(32));
  const copies = await Promise.all(Array.from({ length: 12 }, () => openDatabase(home.place, () => keys)));
  try {
    const card = { fingerprint: random(32), card: random(400), created: 2 ** 40 };
    if (copies[0]) await putCard(copies[0], card);
    for (const copy of copies) expect(await findCard(copy, card.fingerprint)).toEqual(card.card);
  } finally {
    await Promise.all(copies.map((copy) => copy.database.destroy()));
    await home.remove();
  }
});

it('of copies with different keys that start at once on an empty database those with one of them start', async () => {
  const home = await testDatabase(`keys-${random(8).join('-')}`);
  const keys = [deriveRecordKeys(random(32)), deriveRecordKeys(random(32))] as const;
  try {
    const started = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) => openDatabase(home.place, () => (i % 2 === 0 ? keys[0] : keys[1]))),
    );
    const open = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await Promise.all(open.map(({ database }) => database.destroy()));
    expect(open).toHaveLength(4);
    expect(new Set(open.map(({ records }) => toHex(records.ids[0]))).size).toBe(1);
    for (const one of started) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ name: 'KeyProblem', code: 'other' });
    }
  } finally {
    await home.remove();
  }
});
