/** English texts of what lists have in common: finding something in them, and undoing. A part of the catalogue. */
import { formatNumber, plural } from '../format.ts';

export const finding = {
  form: 'Find a share',
  search: 'Search',
  hint: 'Names of files and people.',
  sort: 'Sort by',
  sortings: {
    newest: 'Newest first',
    name: 'Name',
    ending: 'Ending soon',
  },
  found: (count: number, total: number) => `${formatNumber(count)} of ${formatNumber(total)} shown.`,
  none: 'Nothing here has these words in its names.',
  clear: 'Clear search',
} as const;

export const undo = {
  undo: 'Undo',
  done: {
    share: (name: string) => `“${name}” was dismissed.`,
    person: (name: string) => `${name} was removed from your People.`,
    delivery: (name: string) => `“${name}” was dismissed. Its files stay until it ends.`,
    deliveries: (count: number) =>
      `${formatNumber(count)} ${plural(count, { one: 'delivery was', other: 'deliveries were' })} dismissed.`,
  },
} as const;
