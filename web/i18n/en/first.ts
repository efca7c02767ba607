/** What is seen before the catalogue is there, in English. */
import type { FirstWords } from '../first-words.ts';

export const first = {
  navigation: 'Pages',
  send: 'Send',
  shares: 'Shares',
  people: 'People',
  settings: 'Settings',
  heading: 'Drop a file, get a link.',
  purpose:
    'It is sealed in this browser before it leaves. Whoever has the link can open it; nobody in between, this site included, can read, change or cut it.',
  loading: 'Looking at the seal.',
  loadingNext:
    'This browser checks whose seal it is, and that nobody has changed anything on the way. Nothing is shown before that.',
} as const satisfies FirstWords;
