/**
 * Every text of the interface, in English: the one typed catalogue. Texts with parameters are functions. Labels are
 * the accessible names that people with screen readers and the tests rely on: one meaning, one label.
 */
import type { EndReason } from '../../../shared/errors.ts';
import type { DraftProblem, Lifetime } from '../../state/share-options.ts';
import { formatBytes, formatDate, formatDuration, formatNumber, plural, visibleName } from '../format.ts';
import { device } from './device.ts';
import { failures } from './failures.ts';
import { first as words } from './first.ts';
import { hints } from './hints.ts';
import { inbox, request } from './inbox.ts';
import { finding, undo } from './lists.ts';
import { older } from './older.ts';
import { packages } from './package.ts';
import { access, people, sender } from './people.ts';
import { preview } from './preview.ts';
import {
  about,
  appearance,
  keyDialogs,
  keyPair,
  language,
  requestLinks,
  serviceWorker,
  settings,
} from './settings.ts';

const counted = (count: number, one: string, other: string): string =>
  `${formatNumber(count)} ${plural(count, { one, other })}`;

const files = (count: number): string => counted(count, 'file', 'files');

export const en = {
  device,
  failures,
  settings,
  keyPair,
  keyDialogs,
  requestLinks,
  appearance,
  serviceWorker,
  about,
  people,
  access,
  sender,
  inbox,
  older,
  packages,
  preview,
  request,
  finding,
  undo,
  hints,
  language,
  /** Of a key without a name: the first two groups of its fingerprint. */
  nameless: (digits: string) => `Key ${digits}`,
  shell: {
    product: 'Sealdrop',
    navigation: words.navigation,
    send: words.send,
    shares: words.shares,
    people: words.people,
    settings: words.settings,
    about: 'About this site',
    how: 'How it works',
    accessibility: 'Accessibility',
    reload: 'Reload',
    title: (page: string) => `${page} · Sealdrop`,
    missing: 'This page could not be loaded.',
    missingNext:
      'The connection may be lost, or this site has been renewed since you opened it. What runs in this tab goes on: reload when it is done.',
    uploadingTitle: (percent: number) => `${percent} % · Sealdrop`,
  },
  lifetimes: {
    3600: '1 hour',
    86400: '1 day',
    604800: '7 days',
    2592000: '30 days',
    31536000: '1 year',
  } satisfies Record<Lifetime, string>,
  send: {
    pageTitle: 'Send files',
    heading: words.heading,
    purpose: words.purpose,
    invitation: 'Drop files or folders anywhere in this window',
    letGo: 'Let go to seal and send',
    or: 'or paste them, or choose',
    files: 'Files to send',
    folder: 'Folder to send',
    limit: (bytes: number) => `Up to ${formatBytes(bytes)} at once.`,
    /** What one address may send in a day; empty where that is not limited. */
    dayLimit: (bytes: number | undefined, shares: number | undefined) => {
      const parts = [
        ...(bytes === undefined ? [] : [formatBytes(bytes)]),
        ...(shares === undefined ? [] : [counted(shares, 'share', 'shares')]),
      ];
      return parts.length === 0 ? '' : `At most ${parts.join(' and ')} a day from one address.`;
    },
    listed: 'Only people whom the operator of this site has listed can send.',
    defaults: (seconds: number, downloads: number) =>
      `Links end after ${formatDuration(seconds)} or ${formatNumber(downloads)} downloads, and you can change that afterwards.`,
    again: 'Send something else',
    againHint: 'It becomes a share of its own. Earlier ones go on and stand under Shares.',
    emptyTitle: 'There was nothing in it to send.',
    emptyNext: 'Folders without files are left out. Drop at least one file.',
  },
  uploadToken: {
    label: 'Upload token',
    hint: 'This site takes files only from those who have it; its operator gives it out. This browser keeps it, sealed.',
    submit: 'Use token',
    wrong: 'That is not the upload token of this site. Capital letters and signs count.',
    kept: 'The upload token is right, and kept in this browser.',
  },
  upload: {
    headingRunning: 'Pass the link on. The files follow.',
    keepOpen: 'Keep this tab open until it says Ready. An upload that is left waits here for the same files.',
    unfinished: 'Not finished yet',
    waitsForFiles: (count: number) =>
      `The upload was interrupted. Press Resume and choose the same ${plural(count, { one: 'file', other: 'files' })}: only what is missing is sent.`,
    waitsForFolder:
      'The upload was interrupted. Press Resume and choose the same folder: only what is missing is sent.',
    resume: 'Resume',
    pause: 'Pause',
    goOn: 'Continue',
    paused: 'Nothing is sent until you continue. The link works, and whoever has it waits.',
    headingReady: 'Sealed, and yours to give away.',
    headingStopped: 'This share is stopped and deleted.',
    headingNotDeleted: 'Stopped here, but not deleted yet.',
    headingFailed: 'This share did not get through.',
    preparing: 'Reading what you gave',
    status: 'Transfer',
    phases: {
      sealing: 'Sealing and uploading',
      finishing: 'Finishing',
      ready: 'Ready',
      reconnecting: 'Reconnecting',
      paused: 'Paused',
      stopped: 'Stopped',
      failed: 'Failed',
    },
    progress: 'Upload progress',
    amount: (done: number, total: number) => `${formatBytes(done)} of ${formatBytes(total)}`,
    speed: (perSecond: number) => `${formatBytes(perSecond)} a second`,
    left: (seconds: number) => `about ${formatDuration(seconds)} left`,
    offline: 'The connection is lost. It goes on by itself when it is back.',
    contents: (first: string, count: number) =>
      count === 1 ? first : `${first} and ${counted(count - 1, 'more file', 'more files')}`,
    ends: (seconds: number) => `Ends on ${formatDate(seconds)}`,
    stop: 'Stop and delete',
    stoppedBefore: 'What had been uploaded is deleted, and the link opens nothing.',
    stoppedAfter:
      'Its files are deleted and the link opens nothing any more. A download that had begun may go on for up to 5 minutes; what somebody has saved already stays with them.',
    renamedTitle: 'Some names were changed, so that every system can save them:',
    renamed: (from: string, to: string) => `${visibleName(from)} -> ${visibleName(to)}`,
  },
  link: {
    label: 'Share link',
    copy: 'Copy link',
    copied: (locked: boolean) =>
      locked
        ? 'Copied. Whoever has it and the passphrase can open the files.'
        : 'Copied. Whoever has it can open the files.',
    copyRefused: 'The browser did not allow it. The link is selected: copy it with the keyboard.',
    soon: 'One moment: the server is being told of it.',
    qr: 'Show QR code',
    qrImage: (locked: boolean) =>
      locked
        ? 'Point the camera of a phone at it. Whoever sees it and knows the passphrase can open the files.'
        : 'Point the camera of a phone at it. Whoever sees it can open the files.',
    only: 'Only this browser can change or stop this share. If its data is lost, nobody can, until it ends by itself.',
  },
  options: {
    heading: 'Change how it can be opened. The files are not sent again.',
    expires: 'Expires after',
    unchanged: 'As it is now',
    limit: 'Download limit',
    limitHint: 'Empty for none.',
    passphrase: 'Passphrase',
    passphraseHint: 'Asked of whoever opens the link. Tell it to them by another way.',
    passphraseSet: 'One is set. Leave this empty to keep it.',
    linkAlone: 'Open with the link alone from now on',
    message: 'Message',
    messageHint: 'Sealed like the files; shown to whoever opens them.',
    apply: 'Apply',
    unapplied: 'Not applied yet.',
    applied: 'Applied',
    appliedLater: 'Whoever had access before keeps it for up to 5 minutes.',
    problems: {
      'bad-limit': 'Use a whole number from 1 to 1,000,000, or leave it empty.',
      'long-message': 'That is too long: at most 4,096 bytes, about 4,000 letters.',
      nobody: 'Nobody could open it. Choose somebody, or let the link open it; to end the share, revoke it.',
    } satisfies Record<DraftProblem, string>,
  },
  open: {
    pageTitle: 'Open files',
    zipName: 'Files from Sealdrop.zip',
    loading: words.loading,
    loadingNext: words.loadingNext,
    uploadingHeading: 'The sender is not done yet.',
    uploading: (percent: number) => `Still uploading, ${percent} %`,
    uploadingNext:
      'Keep this page open: it goes on by itself. Nothing is shown before all of it can be checked.',
    lockedHeading: 'This needs the passphrase that the sender gave you.',
    lockedNext: 'It opens the files on this device; it is not sent to the server.',
    passphrase: 'Passphrase',
    unlock: 'Unlock',
    unlocking: 'Trying it. This takes a moment on purpose.',
    heading: 'Files for you',
    ends: (seconds: number) => `Ends on ${formatDate(seconds)}`,
    summary: (count: number, bytes: number) => `${files(count)}, ${formatBytes(bytes)}`,
    safe: 'Nobody on the way, this site included, can read them, or change them unnoticed.',
    note: 'Message',
    files: 'Files',
    more: (count: number) => `List ${formatNumber(count)} more`,
    save: 'Save',
    saveOne: (path: string) => `Save ${path}`,
    saveAll: 'Save all',
    asZip: 'As one ZIP file.',
    /** How this browser saves so much at once. */
    ways: {
      picker: 'You choose the place. Nothing stands there before the last byte was checked.',
      'private-file':
        'This browser does not let a page choose a place: all is checked in this browser first, and then put among your downloads.',
      stream:
        'This browser does not let a page choose a place, and has no room to check all of it first: it goes straight among your downloads. Keep this tab open, and use the file only once this page says that it is verified.',
      memory:
        'This browser does not let a page choose a place: it is held in memory until it is checked, and then put among your downloads.',
      impossible:
        'This browser has no safe way to save so much at once. Save the files one by one where they are smaller, or open the same link in Chrome or Edge on a computer, or by the command “sealdrop open”.',
    },
    progress: 'Download progress',
    saving: 'Saving. Each piece is checked before it is kept.',
    placing: 'Every piece is checked. It is put in its place now.',
    reconnecting: 'The connection is lost. It goes on by itself when it is back.',
    cancel: 'Cancel',
    unfinished: 'Not saved to the end yet',
    unfinishedHint: (done: number, total: number) =>
      `${formatBytes(done)} of ${formatBytes(total)} are in this browser already, and checked. They stay for up to 7 days, and are not fetched again.`,
    continueSave: 'Continue saving',
    discardSave: 'Discard',
    saved: 'Saved and verified',
    savedHint: (name: string) => `Every byte in ${name} is as it was sealed.`,
    leakedTitle: 'The secret of this link was sent to the server.',
    leakedNext:
      'Some program on the way, often a mail filter, changed the link so that its secret part became visible. The files open all the same; ask the sender for a new link if they are confidential.',
    paste: 'Paste the whole link',
    pasteOpen: 'Open',
    pasteWrong: 'That is not a link to a share. It has /s/ in the middle and a # near the end.',
    retry: 'Try again',
    ownKeys: 'The keys in this browser:',
    noKeys: 'There is no key pair in this browser.',
    toSettings: 'Import a key pair in Settings',
  },
  report: {
    begin: 'Report this share',
    title: 'Report this share',
    explain:
      'Your words go to whoever runs this site. They cannot look into the files unless you hand over the link below. The sender is not told.',
    text: 'What is wrong with it',
    missing: 'Write what is wrong with it.',
    handOver:
      'Hand over the link, so that they can open the files. If there is a passphrase, write it above.',
    send: 'Send report',
    doneTitle: 'Your report was sent',
    done: 'Whoever runs this site can read it now. They have not been given the link.',
    doneWithLink: 'Whoever runs this site can read it now, and has the link.',
    close: 'Close',
  },
  shares: {
    pageTitle: 'Shares',
    heading: 'What you sent, and what was sent to you.',
    region: 'Sent',
    people: 'People',
    delivery: 'A delivery to somebody’s inbox',
    loading: 'Looking into this browser.',
    emptyTitle: 'Nothing yet.',
    emptyNext: 'What you send stands here, so that you can copy its link again, change it or revoke it.',
    emptyLink: 'Begin with a file',
    details: (count: number, bytes: number, created: number) =>
      `${files(count)}, ${formatBytes(bytes)}, sent ${formatDate(created)}`,
    uploading: 'Uploading',
    uploadingPercent: (percent: number) => `Uploading, ${percent} %`,
    interrupted: 'Not complete, and nothing here can go on with it. Revoke it and send the files again.',
    ready: (expires: number) => `Ready until ${formatDate(expires)}`,
    downloaded: (count: number, expires: number) =>
      `Downloaded ${count === 1 ? 'once' : `${formatNumber(count)} times`}. Ready until ${formatDate(expires)}`,
    ending: (seconds: number) => `Ready, and ends in ${formatDuration(seconds)}`,
    ended: {
      expired: 'Ended: expired',
      revoked: 'Ended: revoked',
      limit: 'Ended: download limit reached',
      blocked: 'Ended: blocked by the operator of this site',
    } satisfies Record<EndReason, string>,
    unknown: 'The server cannot be reached, so nobody knows how it stands.',
    notFound: 'The server never took this share.',
    downloads: (count: number, limit: number | null) =>
      limit === null
        ? counted(count, 'download', 'downloads')
        : `${formatNumber(count)} of ${formatNumber(limit)} downloads`,
    locked: 'With a passphrase',
    open: 'Open',
    copy: 'Copy link',
    revoke: 'Revoke',
    revokeWarning:
      'It ends for everybody, and cannot be brought back. What was saved stays with those who saved it.',
    revokeSurely: 'Revoke for everybody',
    dismiss: 'Dismiss',
    change: 'Change',
    copyRefused: 'The browser did not allow it. Here it is, to copy by hand.',
    revoked: 'Revoked. Access that was given already ends within 5 minutes.',
  },
  notFound: {
    pageTitle: 'Not found',
    heading: 'There is no page here.',
    next: 'Perhaps the address was cut or mistyped.',
    downloadHeading: 'This download is over.',
    downloadNext:
      'It came from a page that is closed. What it left in your downloads may not be whole: delete it. Open the link again, and save once more.',
    link: 'Go to the first page',
  },
} as const;
