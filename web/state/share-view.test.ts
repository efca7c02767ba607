/** Searching and sorting shares and deliveries. */
import { describe, expect, it } from 'vitest';
import type { Delivery, Sender } from '../engine/people-protocol.ts';
import type { OwnShare } from '../engine/protocol.ts';
import { needsView, type ShareView, viewDeliveries, viewShares } from './share-view.ts';

function share(name: string, more: Partial<OwnShare> = {}): OwnShare {
  return {
    shareId: name,
    name,
    files: 1,
    size: 1,
    created: 1,
    link: '',
    byLink: true,
    people: [],
    isDelivery: false,
    hasPassphrase: false,
    message: '',
    status: { state: 'unknown' },
    running: false,
    resume: null,
    ...more,
  };
}

const ready = (expires: number): OwnShare['status'] => ({
  state: 'ready',
  expires,
  limit: null,
  downloads: 0,
});
const person = (name: string) => ({ fingerprint: '', name, verified: false });

function delivery(name: string | null, sender: Sender = { kind: 'not-identified' }, expires = 1): Delivery {
  return {
    shareId: name ?? '',
    name,
    files: 1,
    size: 1,
    sender,
    arrived: 1,
    signedAt: null,
    expires,
    isNew: false,
    problem: null,
  };
}

const view = (more: Partial<ShareView> = {}): ShareView => ({ text: '', sorting: 'newest', ...more });
const names = (items: readonly { readonly name: string | null }[]) => items.map(({ name }) => name);

describe('searching', () => {
  const shares = [
    share('tax/Überweisung 2026.pdf'),
    share('holiday.zip', { people: [person('Zoë'), person('Bob')] }),
    share('ＡＢＣ.txt'),
    share('evil\u202egpj.exe'),
  ];
  it.each([
    ['', shares.length],
    ['   ', shares.length],
    ['uberweisung', 1],
    ['2026 TAX', 1],
    ['zoe', 1],
    ['bob holiday', 1],
    ['bob tax', 0],
    ['abc', 1],
    // As it is shown.
    ['u+202e', 1],
  ])('finds by %o', (text, count) => {
    expect(viewShares(shares, view({ text }))).toHaveLength(count);
  });

  it('finds deliveries by file and sender', () => {
    const ada: Sender = { kind: 'known', name: 'Ada', fingerprint: '', digits: [] };
    const deliveries = [delivery('a.txt', ada), delivery('b.txt'), delivery(null)];
    expect(names(viewDeliveries(deliveries, view({ text: 'ada' })))).toEqual(['a.txt']);
    expect(names(viewDeliveries(deliveries, view({ text: 'b.t' })))).toEqual(['b.txt']);
  });
});

describe('sorting', () => {
  const shares = [
    share('file 10', { status: ready(300) }),
    share('File 9', { status: { state: 'ended', reason: 'expired' } }),
    share('éclair', { status: ready(100) }),
    share('file 1', { status: { state: 'not-found' } }),
  ];
  it.each([
    ['newest', ['file 10', 'File 9', 'éclair', 'file 1']],
    ['name', ['éclair', 'file 1', 'File 9', 'file 10']],
    // What has no end any more comes last, in its order.
    ['ending', ['éclair', 'file 10', 'File 9', 'file 1']],
  ] as const)('%s', (sorting, sorted) => {
    expect(names(viewShares(shares, view({ sorting })))).toEqual(sorted);
  });

  it('of deliveries by their end', () => {
    const deliveries = [delivery('b', undefined, 20), delivery('a', undefined, 10)];
    expect(names(viewDeliveries(deliveries, view({ sorting: 'ending' })))).toEqual(['a', 'b']);
    expect(names(viewDeliveries(deliveries, view()))).toEqual(['b', 'a']);
  });
});

it('is there for more than a handful, and as long as something is searched for', () => {
  expect([4, 5].map((count) => needsView(count, view()))).toEqual([false, true]);
  expect(needsView(0, view({ text: 'x' }))).toBe(true);
  expect(needsView(0, view({ sorting: 'name' }))).toBe(true);
});
