/** How the lists of Shares are looked at: what is searched for, and in which order they stand. Never kept. */
import { createStore } from 'zustand/vanilla';
import type { Delivery, Sender } from '../engine/people-protocol.ts';
import type { OwnShare } from '../engine/protocol.ts';
import { compareNames, visibleName } from '../i18n/format.ts';

export const sortings = ['newest', 'name', 'ending'] as const;
export type Sorting = (typeof sortings)[number];

export interface ShareView {
  readonly text: string;
  readonly sorting: Sorting;
}

export const shareView = createStore<ShareView>(() => ({ text: '', sorting: 'newest' }));

/** Fewer are seen at a glance. */
const MANY = 5;

/** Whether there is anything to search: and as long as something is searched for, or sorted, what undoes that is there too. */
export function needsView(count: number, { text, sorting }: ShareView): boolean {
  return count >= MANY || text !== '' || sorting !== 'newest';
}

/** What searching and sorting know of a share or delivery. */
interface Entry {
  readonly name: string;
  /** Everything that a person would look for it by. */
  readonly words: readonly string[];
  /** Unix seconds; Infinity for what has no end any more, so that it comes last. */
  readonly ends: number;
}

function ofShare({ name, people, status }: OwnShare): Entry {
  const ends = status.state === 'ready' || status.state === 'uploading' ? status.expires : Infinity;
  return { name, words: [name, ...people.map((one) => one.name)], ends };
}

function nameOfSender(sender: Sender): string {
  return sender.kind === 'not-identified' || sender.kind === 'self' ? '' : sender.name;
}

function ofDelivery({ name, sender, expires }: Delivery): Entry {
  return { name: name ?? '', words: [name ?? '', nameOfSender(sender)], ends: expires };
}

/** Letters as people type them: without regard to case, accents and width. */
function fold(text: string): string {
  return visibleName(text).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Those that hold every word of the text, in the wanted order; `newest` is the order in which they come. */
function viewed<T>(
  items: readonly T[],
  { text, sorting }: ShareView,
  entryOf: (item: T) => Entry,
): readonly T[] {
  const wanted = fold(text).split(/\s+/).filter(Boolean);
  const entries = items.map((item) => ({ item, ...entryOf(item) }));
  const found =
    wanted.length === 0 ? entries : entries.filter(({ words }) => holds(fold(words.join(' ')), wanted));
  return found.toSorted(orders[sorting]).map(({ item }) => item);
}

const holds = (text: string, wanted: readonly string[]): boolean =>
  wanted.every((word) => text.includes(word));

const orders = {
  newest: () => 0,
  name: (a, b) => compareNames(a.name, b.name),
  // Infinity less Infinity is no number.
  ending: (a, b) => (a.ends === b.ends ? 0 : a.ends - b.ends),
} satisfies Record<Sorting, (a: Entry, b: Entry) => number>;

export function viewShares(shares: readonly OwnShare[], view: ShareView): readonly OwnShare[] {
  return viewed(shares, view, ofShare);
}

export function viewDeliveries(deliveries: readonly Delivery[], view: ShareView): readonly Delivery[] {
  return viewed(deliveries, view, ofDelivery);
}
