/** Contacts and the inbox are read anew after every change; an error keeps what was there. */
import { expect, it } from 'vitest';
import { SealdropError } from '../../shared/errors.ts';
import type { Contact } from '../engine/people-protocol.ts';
import { fakeEngine } from './fake-engine.ts';
import { createInbox } from './inbox.ts';
import { createPeople } from './people.ts';
import { createRequestLinks } from './request-links.ts';
import type { PutAway } from './undo.ts';

const offered: PutAway[] = [];
const undo = { offer: (away: PutAway) => void offered.push(away) };

const ada: Contact = {
  fingerprint: 'f',
  digits: ['00000'],
  petname: 'Ada',
  cardName: 'Ada L.',
  verified: false,
  successors: [],
  canDeliver: true,
};

it('adds somebody by a link that was pasted with spaces around it', async () => {
  const { engine, calls } = fakeEngine({ people: () => [ada], 'add-person': () => ada });
  const people = createPeople(engine, undo);
  expect(await people.add(' https://a.example/to/f#x\n')).toBe(ada);
  expect(calls).toEqual([
    ['add-person', { link: 'https://a.example/to/f#x', petname: '' }],
    ['people', null],
  ]);
  expect(people.store.getState().items).toEqual([ada]);
});

it('reads again after each change of a person', async () => {
  const { engine, calls } = fakeEngine({
    people: () => [ada],
    'rename-person': () => null,
    'verify-person': () => null,
    'follow-person': () => ada,
    'remove-person': () => null,
  });
  const people = createPeople(engine, undo);
  await people.rename('f', 'A');
  await people.verify('f', true);
  await people.follow('f', 'g');
  const away = { kind: 'person', list: 'people', id: 'f', name: 'Ada', count: 1, at: 0 } as const;
  await people.remove(away);
  expect(calls).toContainEqual(['remove-person', { fingerprint: 'f' }]);
  expect(offered).toEqual([away]);
  expect(calls.filter(([name]) => name === 'people')).toHaveLength(4);
  expect(calls).toContainEqual(['follow-person', { fingerprint: 'f', successor: 'g' }]);
});

it('keeps the list where somebody could not be added', async () => {
  const add = (): never => {
    throw new SealdropError('link-cut');
  };
  const { engine } = fakeEngine({ people: () => [ada], 'add-person': add });
  const people = createPeople(engine, undo);
  await people.refresh();
  await expect(people.add('https://a.example/to/f#cut')).rejects.toMatchObject({ code: 'link-cut' });
  expect(people.store.getState()).toEqual({ items: [ada], error: null });
});

it('reads inbox and request links again after what was done with them', async () => {
  const link = { id: 'i', fingerprint: 'f', name: 'For clients', link: '', created: 1, expires: null };
  const { engine, calls } = fakeEngine({
    inbox: () => [],
    'dismiss-delivery': () => null,
    'delete-delivery': () => null,
    'request-links': () => [link],
    'new-request-link': () => link,
    'revoke-request-link': () => null,
  });
  const inbox = createInbox(engine, undo);
  await inbox.dismiss({ kind: 'delivery', list: 'open', id: 's', name: 'a.txt', count: 1, at: 0 });
  await inbox.remove('s');
  const links = createRequestLinks(engine);
  await links.add({ fingerprint: 'f', name: 'For clients', lifetime: null });
  await links.revoke('f', 'i');
  const asked = calls.map(([name]) => name);
  expect(asked.filter((name) => name === 'inbox')).toHaveLength(2);
  expect(asked.filter((name) => name === 'request-links')).toHaveLength(2);
});
