/** What of a form is a change, at the bounds of each field. */
import { describe, expect, it } from 'vitest';
import {
  afterChange,
  allowedLifetimes,
  applyChange,
  changeOf,
  defaultLifetime,
  draftOf,
  plainOptions,
  takesAway,
  withPerson,
} from './share-options.ts';

const plain = plainOptions({ lifetime: 604_800, limit: 100 });

describe('changeOf', () => {
  it('is nothing for an untouched form', () => {
    expect(changeOf(draftOf(plain), plain)).toEqual({});
  });
  it('holds only what differs', () => {
    expect(changeOf({ ...draftOf(plain), lifetime: '3600' }, plain)).toEqual({ lifetime: 3600 });
    expect(changeOf({ ...draftOf(plain), limit: '' }, plain)).toEqual({ limit: null });
    expect(changeOf({ ...draftOf(plain), message: 'Hi', passphrase: 'p' }, plain)).toEqual({
      message: 'Hi',
      passphrase: 'p',
    });
  });
  it.each(['0', '-1', '1.5', '1000001', 'x'])('refuses the limit %s', (limit) => {
    expect(changeOf({ ...draftOf(plain), limit }, plain)).toBe('bad-limit');
  });
  it('counts a message in bytes', () => {
    expect(changeOf({ ...draftOf(plain), message: 'é'.repeat(2048) }, plain)).toHaveProperty('message');
    expect(changeOf({ ...draftOf(plain), message: 'é'.repeat(2049) }, plain)).toBe('long-message');
  });
  it('takes a passphrase away when told, or when what was typed is emptied', () => {
    const locked = { ...plain, hasPassphrase: true };
    expect(changeOf(draftOf(locked), locked)).toEqual({});
    expect(changeOf({ ...draftOf(locked), linkAlone: true }, locked)).toEqual({ passphrase: null });
    // Typed and emptied again, where the form does not know the passphrase: it is kept.
    expect(changeOf({ ...draftOf(locked), passphrase: '' }, locked)).toEqual({});
    const known = afterChange({ ...draftOf(plain), passphrase: 'p' }, { passphrase: 'p' });
    expect(changeOf(known, locked)).toEqual({});
    expect(changeOf({ ...known, passphrase: 'q' }, locked)).toEqual({ passphrase: 'q' });
    const emptied = { ...known, passphrase: '' };
    expect(changeOf(emptied, locked)).toEqual({ passphrase: null });
    expect(changeOf(afterChange(emptied, { passphrase: null }), plain)).toEqual({});
    expect(changeOf({ ...draftOf(plain), passphrase: '' }, plain)).toEqual({});
  });
  it('leaves a date alone whose lifetime is not known', () => {
    const own = { ...plain, lifetime: null };
    expect(changeOf(draftOf(own), own)).toEqual({});
  });
});

describe('people', () => {
  it('take the place of the link when the first is chosen, and both can be had', () => {
    const ada = withPerson(draftOf(plain), 'ada', true);
    expect(changeOf(ada, plain)).toEqual({ link: false, addPeople: ['ada'] });
    expect(changeOf({ ...ada, byLink: true }, plain)).toEqual({ addPeople: ['ada'] });
    const both = withPerson({ ...ada, byLink: true }, 'bob', true);
    expect(changeOf(both, plain)).toEqual({ addPeople: ['ada', 'bob'] });
    expect(takesAway(changeOf(both, plain) as object)).toBe(false);
  });
  it('are added and taken off as differences', () => {
    const named = { ...plain, byLink: false, people: ['ada', 'bob'] };
    const draft = withPerson(withPerson(draftOf(named), 'ada', false), 'cy', true);
    const change = { addPeople: ['cy'], removePeople: ['ada'] };
    expect(changeOf(draft, named)).toEqual(change);
    expect(takesAway(change)).toBe(true);
    expect(applyChange(named, change)).toEqual({ ...named, people: ['bob', 'cy'] });
    expect(changeOf(withPerson(withPerson(draftOf(named), 'ada', false), 'ada', true), named)).toEqual({});
  });
  it('cannot all be left out without the link', () => {
    const named = { ...plain, byLink: false, people: ['ada'] };
    expect(changeOf(withPerson(draftOf(named), 'ada', false), named)).toBe('nobody');
  });
  it('need no passphrase: it goes with the link', () => {
    const locked = { ...plain, hasPassphrase: true };
    const change = changeOf({ ...withPerson(draftOf(locked), 'ada', true), passphrase: 'p' }, locked);
    expect(change).toEqual({ link: false, addPeople: ['ada'] });
    expect(applyChange(locked, change as object)).toMatchObject({ hasPassphrase: false, byLink: false });
    const typed = { ...draftOf(locked), passphrase: 'p', appliedPassphrase: 'p' };
    expect(afterChange(typed, { link: false })).toMatchObject({ passphrase: '', appliedPassphrase: null });
  });
});

describe('applyChange', () => {
  it('tells "no limit" from "not changed"', () => {
    expect(applyChange(plain, { limit: null }).limit).toBeNull();
    expect(applyChange(plain, {}).limit).toBe(100);
    expect(applyChange({ ...plain, hasPassphrase: true }, { passphrase: null }).hasPassphrase).toBe(false);
  });
});

describe('lifetimes', () => {
  it('stay below what the server allows', () => {
    expect(allowedLifetimes(86_400)).toEqual([3600, 86_400]);
    expect(allowedLifetimes(null)).toHaveLength(5);
    expect(defaultLifetime(3600)).toBe(3600);
    expect(defaultLifetime(31_536_000)).toBe(604_800);
    // One that the form offers, or the form would show another than the one in force.
    expect(defaultLifetime(172_800)).toBe(86_400);
    expect(allowedLifetimes(172_800)).toContain(defaultLifetime(172_800));
  });
});
