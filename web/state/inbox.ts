/** What others sent to this person's request links. */

import type { Delivery } from '../engine/people-protocol.ts';
import type { WireError } from '../engine/protocol.ts';
import type { Engine } from './engine.ts';
import { createList, type List } from './list.ts';
import { passing } from './passing.ts';
import type { PutAway, Undo } from './undo.ts';

export interface Inbox extends List<Delivery> {
  /** Out of sight; it can be taken back. */
  dismiss(delivery: PutAway): Promise<void>;
  /** The same for many at once. */
  dismissAll(shareIds: readonly string[], deliveries: PutAway): Promise<void>;
  remove(shareId: string): Promise<void>;
}

export interface SortedDeliveries {
  /** Those that open. */
  readonly open: readonly Delivery[];
  /** Those that may open another time: after a lost connection, or by a newer version. */
  readonly waiting: readonly Delivery[];
  /** Those that open with none of the keys here, or are damaged. Anybody can make thousands. */
  readonly closed: readonly Delivery[];
}

/** Each in the order in which they came. */
export function sortDeliveries(deliveries: readonly Delivery[]): SortedDeliveries {
  const waits = ({ code }: WireError): boolean => code === 'needs-newer' || passing.includes(code);
  const sorted = { open: [] as Delivery[], waiting: [] as Delivery[], closed: [] as Delivery[] };
  for (const one of deliveries) {
    if (!one.problem) sorted.open.push(one);
    else if (waits(one.problem)) sorted.waiting.push(one);
    else sorted.closed.push(one);
  }
  return sorted;
}

export const PAGE_SIZE = 50;

export interface Pages<T> {
  readonly items: readonly T[];
  /** Counted from 0; at most the last. */
  readonly page: number;
  readonly pages: number;
  /** Places of the first and last shown, counted from 1. */
  readonly from: number;
  readonly to: number;
}

/** One page of a list that may have become shorter since `wanted` was chosen. */
export function pageOf<T>(all: readonly T[], wanted: number): Pages<T> {
  const pages = Math.max(1, Math.ceil(all.length / PAGE_SIZE));
  const page = Math.min(wanted, pages - 1);
  const items = all.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  return { items, page, pages, from: page * PAGE_SIZE + 1, to: page * PAGE_SIZE + items.length };
}

export function createInbox(engine: Engine, undo: Pick<Undo, 'offer'>): Inbox {
  const list = createList<Delivery>(engine, {
    read: () => engine.call('inbox', null),
    changedBy: ['keys-changed'],
  });
  return {
    ...list,
    async dismiss(delivery) {
      await engine.call('dismiss-delivery', { shareId: delivery.id });
      undo.offer(delivery);
      await list.refresh();
    },
    async dismissAll(shareIds, deliveries) {
      await engine.call('dismiss-deliveries', { shareIds });
      undo.offer(deliveries);
      await list.refresh();
    },
    async remove(shareId) {
      await engine.call('delete-delivery', { shareId });
      await list.refresh();
    },
  };
}
