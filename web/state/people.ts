/** This person's contacts: names that they gave, and whether they have compared the fingerprint. */
import type { Contact } from '../engine/people-protocol.ts';
import type { Engine } from './engine.ts';
import { createList, type List } from './list.ts';
import type { PutAway, Undo } from './undo.ts';

export interface People extends List<Contact> {
  add(link: string): Promise<Contact>;
  rename(fingerprint: string, petname: string): Promise<void>;
  verify(fingerprint: string, verified: boolean): Promise<void>;
  follow(fingerprint: string, successor: string): Promise<void>;
  /** Can be taken back. */
  remove(person: PutAway): Promise<void>;
}

export function createPeople(engine: Engine, undo: Pick<Undo, 'offer'>): People {
  const list = createList<Contact>(engine, {
    read: () => engine.call('people', null),
    changedBy: ['keys-changed'],
  });
  return {
    ...list,
    async add(link) {
      const added = await engine.call('add-person', { link: link.trim(), petname: '' });
      await list.refresh();
      return added;
    },
    async rename(fingerprint, petname) {
      await engine.call('rename-person', { fingerprint, petname });
      await list.refresh();
    },
    async verify(fingerprint, verified) {
      await engine.call('verify-person', { fingerprint, verified });
      await list.refresh();
    },
    async follow(fingerprint, successor) {
      await engine.call('follow-person', { fingerprint, successor });
      await list.refresh();
    },
    async remove(person) {
      await engine.call('remove-person', { fingerprint: person.id });
      undo.offer(person);
      await list.refresh();
    },
  };
}
