/** Person stanzas: all keys on all stanzas, and what happens where one of them lies. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Bytes, equal, random } from '../bytes.ts';
import { codeOf } from './code-of.test-data.ts';
import { sealHpke } from './hpke.ts';
import { type Identity, oneOffIdentity } from './identity.ts';
import { contextLabel, epochKeys } from './key-schedule.ts';
import { openPersonStanzas, sealPersonStanza } from './person-stanza.ts';
import type { PersonStanza, Stanza } from './stanza-fields.ts';

const context = { suite: 1 as const, id: random(16), epoch: 1 };
const secret = random(32);
let commit: Bytes;
let people: Identity[];

beforeAll(async () => {
  people = await Promise.all([1, 2, 3].map(oneOffIdentity));
  ({ commit } = await epochKeys(secret, context));
});

const pairs = (...numbers: readonly number[]) => numbers.map((i) => (people[i] as Identity).encryption);
const sealTo = (i: number, what = secret, where = context): Promise<PersonStanza> =>
  sealPersonStanza(what, (people[i] as Identity).encryption.publicKey, where);
const open = (stanzas: readonly Stanza[], keyPairs: readonly CryptoKeyPair[]) =>
  openPersonStanzas({ stanzas, keyPairs, context, commit });

describe('person stanzas', () => {
  it('open for each recipient, in whatever order, and for nobody else', async () => {
    const stanzas: Stanza[] = [
      { type: 2, enc: new Uint8Array(1665), ct: new Uint8Array(48) },
      await sealTo(1),
      { type: 'unknown', raw: [9] },
      await sealTo(0),
    ];
    for (const i of [0, 1]) {
      const opened = await open(stanzas, pairs(2, i));
      expect(opened && equal(opened.secret, secret)).toBe(true);
      expect(opened?.keyPair).toBe(people[i]?.encryption);
    }
    expect(await open(stanzas, pairs(2))).toBeNull();
    expect(await open(stanzas, [])).toBeNull();
    expect(await open([], pairs(0))).toBeNull();
  });

  it('are different each time', async () => {
    const [one, two] = await Promise.all([sealTo(0), sealTo(0)]);
    expect([one.enc.length, one.ct.length]).toEqual([97, 48]);
    expect(equal(one.enc, two.enc) || equal(one.ct, two.ct)).toBe(false);
  });

  it('answer the first success in their order, not in that of the keys', async () => {
    const stanzas = [await sealTo(2), await sealTo(1)];
    expect((await open(stanzas, pairs(1, 2)))?.keyPair).toBe(people[2]?.encryption);
  });

  it('belong to one share and one epoch', async () => {
    const elsewhere = [
      { ...context, id: random(16) },
      { ...context, epoch: 2 },
    ];
    for (const where of elsewhere) {
      expect(await open([await sealTo(0, secret, where)], pairs(0))).toBeNull();
    }
  });

  it('are damaged where any of them opens to another secret, the first being good', async () => {
    const wrong = [await sealTo(0), await sealTo(1, random(32))];
    expect(await codeOf(open(wrong, pairs(0, 1)))).toBe('damaged');
    expect(await codeOf(open(wrong, pairs(0)))).toBe('no error');
  });

  it('are damaged where one opens to another length', async () => {
    const key = (people[0] as Identity).encryption.publicKey;
    const short = await sealHpke(key, random(31), contextLabel('stanzaPerson', context));
    expect(await codeOf(open([{ type: 1, ...short }], pairs(0)))).toBe('damaged');
  });

  it('with a point that is not on the curve open for nobody', async () => {
    const bad: PersonStanza = { type: 1, enc: new Uint8Array(97).fill(4), ct: new Uint8Array(48) };
    expect((await open([bad, await sealTo(0)], pairs(0)))?.keyPair).toBe(people[0]?.encryption);
  });
});
