/** What an upload's journal says after it was written, read, and put together. */
import { describe, expect, it } from 'vitest';
import { random } from '../bytes.ts';
import { encodeCbor } from '../crypto/cbor.ts';
import { storeInMemory } from './part-journal.test-data.ts';
import { openJournal } from './part-journal.ts';

const sealOf = () => ({ seed: random(32), sha256: random(32) });

describe('the journal of an upload', () => {
  it('says how parts were sealed, what has arrived, and what the store held before', async () => {
    const store = storeInMemory();
    const [first, second] = [sealOf(), sealOf()];
    const { journal } = await openJournal(store);
    await journal.sealed(0, first);
    await journal.foreign(1, '"a"');
    await journal.sealed(1, second);
    journal.acknowledged({ number: 1, ...first, etag: '"b"' });
    await journal.written();
    expect(store.records.length).toBeGreaterThan(1);
    const wanted = {
      seals: new Map([
        [0, first],
        [1, second],
      ]),
      receipts: new Map([[0, { number: 1, ...first, etag: '"b"' }]]),
      foreign: new Map([[1, '"a"']]),
    };
    expect((await openJournal(store)).state).toEqual(wanted);
    // They were put together, and say the same.
    expect(store.records).toHaveLength(1);
    expect((await openJournal(store)).state).toEqual(wanted);
  });

  it('of an earlier version is read', async () => {
    const seal = sealOf();
    const { state } = await openJournal(storeInMemory([encodeCbor([[3, seal.seed, seal.sha256, null]])]));
    expect(state.seals).toEqual(new Map([[3, seal]]));
    expect([...state.receipts, ...state.foreign]).toEqual([]);
  });
});
