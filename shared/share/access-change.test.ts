/** What is a next rev and what a next epoch, and what becomes of link, passphrase and people. */
import { describe, expect, it } from 'vitest';
import { random } from '../bytes.ts';
import type { Access } from '../records/own-share.ts';
import { planAccess } from './access-change.ts';

const [anna, ben, cleo] = [random(32), random(32), random(32)];
const passphrase = { salt: random(16), output: random(32) };
const base: Access = {
  epoch: 1,
  rev: 1,
  secret: random(32),
  argon: null,
  message: 'hello',
  linkSecret: random(32),
  people: [],
};
const toPeople: Access = { ...base, linkSecret: null, people: [anna, ben] };

describe('a change of who can open', () => {
  it('is nothing where all of it holds already', () => {
    expect(planAccess(base, {}).kind).toBe('none');
    expect(planAccess(toPeople, { add: [ben], remove: [cleo], link: false, message: 'hello' }).kind).toBe(
      'none',
    );
    expect(planAccess(base, { argon: null }).kind).toBe('none');
  });

  it('adds people within the epoch, and leaves the link as it is', () => {
    const { kind, wanted } = planAccess(base, { add: [anna, ben, anna] });
    expect(kind).toBe('rev');
    expect(wanted).toEqual({
      argon: null,
      message: 'hello',
      linkSecret: base.linkSecret,
      people: [anna, ben],
    });
  });

  it('adds a link within the epoch, with a passphrase or without', () => {
    const plain = planAccess(toPeople, { link: true });
    expect(plain.kind).toBe('rev');
    expect(plain.wanted.linkSecret).toHaveLength(32);
    const locked = planAccess(toPeople, { link: true, argon: passphrase });
    expect([locked.kind, locked.wanted.argon]).toEqual(['rev', passphrase]);
  });

  it('removes people by a next epoch, with another link secret', () => {
    const { kind, wanted } = planAccess({ ...toPeople, linkSecret: base.linkSecret }, { remove: [anna] });
    expect(kind).toBe('epoch');
    expect(wanted.people).toEqual([ben]);
    expect(wanted.linkSecret).toHaveLength(32);
    expect(wanted.linkSecret).not.toEqual(base.linkSecret);
    expect(planAccess(toPeople, { remove: [anna] }).wanted.linkSecret).toBeNull();
  });

  it('removes and adds at once by a next epoch', () => {
    const { kind, wanted } = planAccess(toPeople, { remove: [anna], add: [cleo] });
    expect([kind, wanted.people]).toEqual(['epoch', [ben, cleo]]);
  });

  it.each([
    ['a passphrase is set', base, { argon: passphrase }],
    [
      'a passphrase is changed',
      { ...base, argon: { ...passphrase, output: random(32) } },
      { argon: passphrase },
    ],
    ['a passphrase is removed', { ...base, argon: passphrase }, { argon: null }],
    ['the message is changed', toPeople, { message: 'other' }],
    ['the link is removed', { ...toPeople, linkSecret: random(32), argon: passphrase }, { link: false }],
  ])('is a next epoch where %s', (_, before, change) => {
    expect(planAccess(before, change).kind).toBe('epoch');
  });

  it('keeps no passphrase without a link', () => {
    const before = { ...toPeople, linkSecret: random(32), argon: passphrase };
    expect(planAccess(before, { link: false }).wanted.argon).toBeNull();
    expect(planAccess(toPeople, { argon: passphrase })).toMatchObject({
      kind: 'none',
      wanted: { argon: null },
    });
  });

  it('never leaves a share to nobody', () => {
    expect(() => planAccess(base, { link: false })).toThrowError('bad-request');
    expect(() => planAccess(toPeople, { remove: [anna, ben] })).toThrowError('bad-request');
    const crowd = Array.from({ length: 256 }, () => random(32));
    expect(planAccess(toPeople, { remove: [anna, ben], add: crowd }).wanted.people).toHaveLength(256);
    expect(() => planAccess(toPeople, { add: crowd })).toThrowError('bad-request');
    expect(() => planAccess(base, { add: crowd })).toThrowError('bad-request');
  });
});
