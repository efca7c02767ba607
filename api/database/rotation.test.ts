/** The keys that records are sealed with: which may be used, and how one takes the place of another while work goes on. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bytes, random, toHex } from '../../shared/bytes.ts';
import { KeyProblem } from '../sealing/key-problem.ts';
import { requireKnown } from '../sealing/open-keys.ts';
import { AlteredRecord, deriveRecordKeys } from '../sealing/record-keys.ts';
import { type TestDatabase, testDatabase } from '../testing-database.ts';
import { alteredRecords } from './altered.ts';
import { addSuccession, findCard, listSuccessions, putCard } from './cards.ts';
import { insertDelivery, isDeliveredTo, listInbox, requireRoom } from './inbox.ts';
import { takeNonce } from './nonces.ts';
import { openDatabase } from './open.ts';
import { addRequestLink, listRequestLinks, requireLinkOf, requireLiveLink } from './request-links.ts';
import { rotateKeys } from './rotation.ts';
import { requireKeys, type SealedDatabase, useKeys } from './sealed.ts';
import { requireShare } from './shares.ts';

const NOW = 1_800_000_000;
const limits = { inboxMaxNew: 100, inboxMaxUnfinished: 100, inboxMaxBytes: 1e9 };
const [first, second] = [random(32), random(32)];

let folder: string;
let home: TestDatabase;
let opened: SealedDatabase[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-keys-'));
  home = await testDatabase(folder);
  opened = [];
});
afterEach(async () => {
  for (const { database } of opened) await database.destroy();
  await home.remove();
  await rm(folder, { recursive: true, force: true });
});

/** The database by a server that has these keys. */
async function openWith(key: Bytes, previous: Bytes | null = null): Promise<SealedDatabase> {
  const sealed = await openDatabase(home.place, async (used) => {
    const keys = await deriveRecordKeys(key, previous);
    requireKnown(keys, used);
    return keys;
  });
  opened.push(sealed);
  await useKeys(sealed);
  return sealed;
}

/** All that is there of a person. */
class Person {
  readonly fingerprint = random(32);
  readonly card = random(300);
  readonly successor = random(32);
  readonly succession = random(200);
  readonly link = { fingerprint: this.fingerprint, tokenHash: random(32) };
  readonly box = random(433);
  readonly uploadTokenHash = random(32);
  readonly deliveries: Bytes[] = [];

  async arrive(sealed: SealedDatabase): Promise<void> {
    const { fingerprint, card } = this;
    await putCard(sealed, { fingerprint, card, created: 5 });
    await addSuccession(sealed, { old: fingerprint, new: this.successor, succession: this.succession });
    await addRequestLink(
      sealed,
      { ...this.link, box: this.box, created: NOW, expires: null },
      this.uploadTokenHash,
    );
    await this.deliver(sealed);
  }

  async deliver(sealed: SealedDatabase): Promise<void> {
    const id = random(16);
    const share = { id, tokenHash: random(32), bodySize: 4_128, deliver: 1 as const, created: NOW };
    const terms = { expires: NOW + 3_600, downloadLimit: null };
    const admission = { permitHash: null, allowance: null, maxStoreBytes: Number.MAX_SAFE_INTEGER };
    await insertDelivery(sealed, { ...share, ...terms }, { link: this.link, limits, admission });
    const header = { header: random(900), headerHash: random(32), arrived: NOW };
    await sealed.database.updateTable('shares').set(header).where('id', '=', id).execute();
    this.deliveries.push(id);
  }

  async expectAllThere(sealed: SealedDatabase): Promise<void> {
    const { fingerprint, link, box, uploadTokenHash } = this;
    expect(await findCard(sealed, fingerprint)).toEqual(this.card);
    expect(await listSuccessions(sealed, fingerprint)).toEqual([this.succession]);
    expect(await listRequestLinks(sealed, fingerprint, NOW)).toEqual([
      { ...link, box, created: NOW, expires: null },
    ]);
    expect(await requireLiveLink(sealed, link, NOW)).toEqual({ uploadTokenHash });
    await requireRoom(sealed, link, { limits, now: NOW });
    const { entries } = await listInbox(sealed, fingerprint, { cursor: null, now: NOW });
    expect(entries.map(({ id }) => toHex(id)).toSorted()).toEqual(this.deliveries.map(toHex).toSorted());
    for (const id of this.deliveries) {
      const share = await requireShare(sealed.database, id, NOW);
      expect(isDeliveredTo(sealed, share, fingerprint)).toBe(true);
      // Of one that has not arrived: its link is found by what its row says.
      await requireLinkOf(sealed.database, { ...share, arrived: null }, NOW);
    }
  }
}

const ignore = () => undefined;

async function deliverTwice(person: Person, sealed: SealedDatabase): Promise<void> {
  await person.deliver(sealed);
  await person.deliver(sealed);
}

const keyProblem = (code: KeyProblem['code']) => expect.objectContaining({ name: 'KeyProblem', code });

describe('a server with another key', () => {
  it('does not start, and changes nothing', async () => {
    const ada = new Person();
    const sealed = await openWith(first);
    await ada.arrive(sealed);
    const before = await sealed.database.selectFrom('cards').selectAll().execute();
    await expect(openWith(second)).rejects.toEqual(keyProblem('other'));
    await expect(openWith(second, random(32))).rejects.toEqual(keyProblem('other'));
    expect(await sealed.database.selectFrom('cards').selectAll().execute()).toEqual(before);
    expect(await sealed.database.selectFrom('recordKeys').selectAll().execute()).toHaveLength(1);
    await ada.expectAllThere(await openWith(first));
  });

  it('finds nobody by what it knows of them', async () => {
    const ada = new Person();
    const sealed = await openWith(first);
    await ada.arrive(sealed);
    const stranger = { ...sealed, records: await deriveRecordKeys(second) };
    expect(await findCard(stranger, ada.fingerprint)).toBeNull();
    expect((await listInbox(stranger, ada.fingerprint, { cursor: null, now: NOW })).entries).toEqual([]);
    await expect(requireLiveLink(stranger, ada.link, NOW)).rejects.toMatchObject({ code: 'inbox-closed' });
  });
});

describe('a change of keys', () => {
  it('moves everything, and the key before is not needed any more', async () => {
    const people = Array.from({ length: 5 }, () => new Person());
    const sealed = await openWith(first);
    for (const person of people) await person.arrive(sealed);
    const changing = await openWith(second, first);
    for (const person of people) await person.expectAllThere(changing);
    // Those who are written for are moved by that.
    await people[0]?.deliver(changing);
    let moved = 0;
    expect(await rotateKeys(changing, () => moved++)).toEqual({ moved: 4, altered: [], isDone: true });
    expect(moved).toBe(4);
    const after = await openWith(second);
    for (const person of people) await person.expectAllThere(after);
    await expect(openWith(first)).rejects.toEqual(keyProblem('other'));
    expect(await rotateKeys(changing, ignore)).toEqual({ moved: 0, altered: [], isDone: true });
  });

  it('goes on where it was interrupted', async () => {
    const people = Array.from({ length: 6 }, () => new Person());
    const sealed = await openWith(first);
    for (const person of people) await person.arrive(sealed);
    const changing = await openWith(second, first);
    let moved = 0;
    const interrupted = rotateKeys(changing, () => {
      if (++moved === 3) throw new Error('killed');
    });
    await expect(interrupted).rejects.toThrow('killed');
    for (const person of people) await person.expectAllThere(changing);
    await expect(openWith(second)).rejects.toEqual(keyProblem('other'));
    const resumed = await openWith(second, first);
    expect(await rotateKeys(resumed, ignore)).toEqual({ moved: 3, altered: [], isDone: true });
    for (const person of people) await person.expectAllThere(await openWith(second));
  });

  it('loses nothing of what copies with the keys in either order write meanwhile', async () => {
    const people = Array.from({ length: 4 }, () => new Person());
    const one = await openWith(first, second);
    for (const person of people) await person.arrive(one);
    const other = await openWith(second, first);
    // The change may be done while the copy with the key before is still at it: it is refused from then on.
    let refused = 0;
    const byFormer = (person: Person) =>
      deliverTwice(person, one).catch((error: unknown) => {
        expect(error).toEqual(keyProblem('ended'));
        refused++;
      });
    const byOther = (person: Person) => deliverTwice(person, other);
    const work = [
      ...people.flatMap((person) =>
        [byFormer, byOther, byFormer, byOther].map((deliver) => () => deliver(person)),
      ),
      async () => void (await rotateKeys(other, ignore)),
    ];
    // Two connections of one thread to one file would wait for each other for ever.
    if (home.url === null) for (const task of work) await task();
    else await Promise.all(work.map((task) => task()));
    for (const person of people) {
      // The first, and two each time that were not refused, or one of them.
      expect(person.deliveries.length).toBeGreaterThanOrEqual(5);
      if (refused === 0) expect(person.deliveries).toHaveLength(9);
      await person.expectAllThere(one);
      await person.expectAllThere(other);
    }
    // Where the last word was that of the copy with the key before, there is something to move again.
    expect(await rotateKeys(other, ignore)).toMatchObject({ altered: [], isDone: true });
    for (const person of people) await person.expectAllThere(await openWith(second));
    // A copy that was not started anew can read what it knows, but writes nothing that nobody could read.
    await expect(people[0]?.deliver(one)).rejects.toEqual(keyProblem('ended'));
  });

  it('takes no nonce a second time, under whichever key the first was', async () => {
    const nonce = { keyid: random(32), nonce: random(16), expires: NOW + 60 };
    const one = await openWith(first, second);
    const other = await openWith(second, first);
    const taken = await Promise.all([one, other, one, other].map((sealed) => takeNonce(sealed, nonce)));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('leaves what does not open as it is, says so, and keeps the key before in use', async () => {
    const [ada, bo] = [new Person(), new Person()];
    const sealed = await openWith(first);
    await ada.arrive(sealed);
    await bo.arrive(sealed);
    const [id] = ada.deliveries;
    if (!id) throw new Error('no delivery');
    const { delivery } = await requireShare(sealed.database, id, NOW);
    const changed = delivery?.map((byte, at) => (at === 40 ? byte ^ 1 : byte)) ?? null;
    await sealed.database.updateTable('shares').set({ delivery: changed }).where('id', '=', id).execute();
    const changing = await openWith(second, first);
    expect(await rotateKeys(changing, ignore)).toEqual({
      moved: 1,
      altered: ['recordDelivery'],
      isDone: false,
    });
    const meanwhile = await openWith(second, first);
    expect(await findCard(meanwhile, ada.fingerprint)).toEqual(ada.card);
    expect((await listInbox(meanwhile, ada.fingerprint, { cursor: null, now: NOW })).entries).toEqual([]);
    expect(await alteredRecords(meanwhile)).toEqual([{ kind: 'delivery', place: toHex(id) }]);
    await expect(openWith(second)).rejects.toEqual(keyProblem('other'));
    await changing.database.updateTable('shares').set({ delivery }).where('id', '=', id).execute();
    expect(await rotateKeys(changing, ignore)).toEqual({ moved: 1, altered: [], isDone: true });
    await ada.expectAllThere(await openWith(second));
  });
});

it('a delivery that was put into another inbox is in none', async () => {
  const [ada, bo] = [new Person(), new Person()];
  const sealed = await openWith(first);
  const { database, records } = sealed;
  await ada.arrive(sealed);
  await bo.arrive(sealed);
  const [id] = ada.deliveries;
  if (!id) throw new Error('no delivery');
  const inbox = records.index('indexFingerprint', bo.fingerprint);
  await database.updateTable('shares').set({ inbox }).where('id', '=', id).execute();
  await bo.expectAllThere(sealed);
  expect((await listInbox(sealed, ada.fingerprint, { cursor: null, now: NOW })).entries).toEqual([]);
  const share = await requireShare(database, id, NOW);
  expect(() => isDeliveredTo(sealed, share, bo.fingerprint)).toThrow(AlteredRecord);
  expect(await alteredRecords(sealed)).toEqual([{ kind: 'delivery', place: toHex(id) }]);
});

it('a card that does not open any more is replaced by the next one of its owner', async () => {
  const ada = new Person();
  const sealed = await openWith(first);
  await ada.arrive(sealed);
  await sealed.database
    .updateTable('cards')
    .set({ card: random(400) })
    .execute();
  const { fingerprint, card } = ada;
  await expect(findCard(sealed, fingerprint)).rejects.toThrow(AlteredRecord);
  const changing = await openWith(second, first);
  expect(await rotateKeys(changing, ignore)).toMatchObject({ altered: ['recordCard'], isDone: false });
  await putCard(changing, { fingerprint, card, created: 5 });
  await ada.expectAllThere(changing);
  expect(await rotateKeys(changing, ignore)).toMatchObject({ altered: [], isDone: true });
  await ada.expectAllThere(await openWith(second));
});

it('a server whose key another has begun to replace writes nothing and is not ready', async () => {
  const ada = new Person();
  const sealed = await openWith(first);
  await ada.arrive(sealed);
  await requireKeys(sealed);
  await openWith(second, first);
  await expect(requireKeys(sealed)).rejects.toEqual(keyProblem('other'));
  await expect(ada.deliver(sealed)).rejects.toEqual(keyProblem('other'));
});

it('an altered record is never returned', async () => {
  const [ada, bo] = [new Person(), new Person()];
  const sealed = await openWith(first);
  const { database, records } = sealed;
  await ada.arrive(sealed);
  await bo.arrive(sealed);
  const place = records.index('indexFingerprint', ada.fingerprint);
  const of = async (fingerprint: Bytes) =>
    await database
      .selectFrom('cards')
      .selectAll()
      .where('fingerprint', '=', fingerprint)
      .executeTakeFirstOrThrow();
  // That of somebody else, put in this place.
  const { card } = await of(records.index('indexFingerprint', bo.fingerprint));
  await database.updateTable('cards').set({ card }).where('fingerprint', '=', place).execute();
  await expect(findCard(sealed, ada.fingerprint)).rejects.toThrow(AlteredRecord);
  await database
    .updateTable('requestLinks')
    .set({ box: random(500) })
    .where('fingerprint', '=', place)
    .execute();
  await expect(listRequestLinks(sealed, ada.fingerprint, NOW)).rejects.toThrow(AlteredRecord);
  await database
    .updateTable('successions')
    .set({ succession: random(9) })
    .where('old', '=', place)
    .execute();
  await expect(listSuccessions(sealed, ada.fingerprint)).rejects.toThrow(AlteredRecord);
});
