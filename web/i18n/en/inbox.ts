/** English texts of the inbox and of request pages. A part of the catalogue in en.ts. */
import { formatDate, formatDuration, formatNumber } from '../format.ts';

export const inbox = {
  region: 'Inbox',
  loading: 'Opening what was sent to you.',
  noKeyTitle: 'No key pair, no inbox.',
  noKeyNext: 'Make a key pair in Settings and give its contact link away: what people send stands here.',
  emptyTitle: 'Nothing has been sent to you.',
  emptyNext: 'Give a request link away. What comes by it stands here, and opens with your key alone.',
  settings: 'To Settings',
  isNew: 'New',
  closed: 'A delivery that does not open',
  arrived: (seconds: number) => `Arrived ${formatDate(seconds)}`,
  signedAt: (seconds: number) =>
    `The sender dated it ${formatDate(seconds)}, more than a day off. It may have been held back or sent again.`,
  ends: (seconds: number) => `Ends on ${formatDate(seconds)}`,
  ending: (seconds: number) => `Ends in ${formatDuration(seconds)}`,
  open: 'Open',
  dismiss: 'Dismiss',
  remove: 'Delete',
  removeWarning: 'Its files are deleted from this site for good. What you saved stays with you.',
  removeSurely: 'Delete for good',
  keep: 'Keep',
  closedTitle: (count: number) =>
    count === 1
      ? '1 delivery does not open with the keys in this browser.'
      : `${formatNumber(count)} deliveries do not open with the keys in this browser.`,
  closedNext:
    'Sealed for other keys, or damaged. Anybody who has your link, and this server too, can send such things.',
  closedShow: 'Show what does not open',
  closedHide: 'Hide what does not open',
  dismissAll: 'Dismiss what does not open',
  waitingTitle: (count: number) =>
    count === 1
      ? '1 delivery could not be opened yet.'
      : `${formatNumber(count)} deliveries could not be opened yet.`,
  waitingNext: 'Nothing is lost. Try again; some may need a newer version of this page.',
  waitingShow: 'Show what waits',
  waitingHide: 'Hide what waits',
  again: 'Try again',
  range: (from: number, to: number, count: number) =>
    `${formatNumber(from)} to ${formatNumber(to)} of ${formatNumber(count)}`,
  pagers: {
    open: { newer: 'Newer deliveries', older: 'Older deliveries' },
    waiting: { newer: 'Newer of those that wait', older: 'Older of those that wait' },
    closed: { newer: 'Newer of those that do not open', older: 'Older of those that do not open' },
  },
} as const;

export const request = {
  pageTitle: 'Send files',
  loading: 'Looking up whose link this is.',
  heading: (name: string) => `Send files to ${name}`,
  purpose: (name: string) =>
    `They are sealed in this browser for ${name} alone, before they leave it. You need no key, and no account.`,
  purposeSelf: 'This is your own link. Give it away; what comes by it stands in your inbox.',
  verified: 'You have compared this fingerprint.',
  known: 'In your People, not verified yet.',
  named: 'They chose this name themselves. If it matters, compare the fingerprint with them by another way.',
  fingerprint: 'Fingerprint',
  choices: 'Message and expiry',
  first: 'Choose these first: a delivery cannot be changed afterwards, only stopped and deleted.',
  expires: 'Expires after',
  message: 'Message',
  messageHint: 'Sealed like the files.',
  invitation: (name: string) => `Drop files or folders for ${name}`,
  keepOpen:
    'Keep this tab open until it says Delivered. An upload that is left waits here for the same files.',
  done: 'Delivered',
  after: 'It waits in their inbox, and only their key opens it. You can close this page.',
  again: 'Send something else',
  pasteWrong: 'That is not a request link. It has /to/ in the middle and a # near the end.',
  stoppedBefore: 'What had been uploaded is deleted. Nothing arrived.',
  stoppedAfter: 'It is deleted from their inbox. What they have saved already stays with them.',
} as const;
