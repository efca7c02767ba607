/** The inbox stays usable, however many deliveries do not open. */
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Delivery } from '../engine/people-protocol.ts';
import { fakeEngine } from './fake-engine.ts';
import { createInbox, PAGE_SIZE, pageOf, sortDeliveries } from './inbox.ts';
import type { PutAway } from './undo.ts';

const delivery = (shareId: string, problem: ErrorCode | null = null): Delivery => ({
  shareId,
  name: problem ? null : `${shareId}.txt`,
  files: problem ? 0 : 1,
  size: 1,
  sender: { kind: 'not-identified' },
  arrived: 1,
  signedAt: null,
  expires: 2,
  isNew: true,
  problem: problem && { code: problem, details: {} },
});

describe('deliveries', () => {
  it('are sorted by whether they open, may open another time, or never will', () => {
    const closed: ErrorCode[] = [
      'not-addressed',
      'link-cut',
      'damaged',
      'object-lost',
      'sender-changed',
      'ended',
    ];
    const waiting: ErrorCode[] = ['server-unreachable', 'store-unreachable', 'rate-limited', 'needs-newer'];
    const all = [
      delivery('first'),
      ...closed.map((code) => delivery(code, code)),
      ...waiting.map((code) => delivery(code, code)),
      delivery('last'),
    ];
    const sorted = sortDeliveries(all);
    const ids = (list: readonly Delivery[]) => list.map(({ shareId }) => shareId);
    expect(ids(sorted.open)).toEqual(['first', 'last']);
    expect(ids(sorted.closed)).toEqual(closed);
    expect(ids(sorted.waiting)).toEqual(waiting);
  });

  it('are dismissed together by one command, and read anew', async () => {
    const { engine, calls } = fakeEngine({ 'dismiss-deliveries': () => null, inbox: () => [] });
    const offered: PutAway[] = [];
    const away = { kind: 'deliveries', list: 'closed', id: 'closed', name: '', count: 2, at: 0 } as const;
    await createInbox(engine, { offer: (one) => void offered.push(one) }).dismissAll(['a', 'b'], away);
    expect(offered).toEqual([away]);
    expect(calls).toEqual([
      ['dismiss-deliveries', { shareIds: ['a', 'b'] }],
      ['inbox', null],
    ]);
  });
});

describe('a page', () => {
  const all = Array.from({ length: 2 * PAGE_SIZE + 1 }, (_, i) => i);
  it.each([
    [0, 1, PAGE_SIZE],
    [1, PAGE_SIZE + 1, 2 * PAGE_SIZE],
    [2, 2 * PAGE_SIZE + 1, 2 * PAGE_SIZE + 1],
  ])('%i shows its part', (wanted, from, to) => {
    const { items, ...rest } = pageOf(all, wanted);
    expect(items).toEqual(all.slice(from - 1, to));
    expect(rest).toEqual({ page: wanted, pages: 3, from, to });
  });

  it('that is not there any more is the last', () => {
    expect(pageOf(all.slice(0, PAGE_SIZE), 2)).toMatchObject({ page: 0, pages: 1, to: PAGE_SIZE });
    expect(pageOf([], 3)).toEqual({ items: [], page: 0, pages: 1, from: 1, to: 0 });
  });
});
