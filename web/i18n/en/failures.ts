/**
 * English words for every cause that a person meets: what happened, and what to do. Never one text for different
 * causes. A part of the catalogue in en.ts.
 */
import type { EndReason, ErrorDetails, PersonErrorCode } from '../../../shared/errors.ts';
import { formatBytes, formatDuration, formatNumber, formatWait } from '../format.ts';
import { olderFailures } from './older.ts';
import { packageFailures } from './package.ts';

export interface FailureWords {
  readonly title: string;
  readonly next: string;
}

const ended = {
  expired: 'This share has ended: it has expired.',
  revoked: 'This share has ended: the sender revoked it.',
  limit: 'This share has ended: download limit reached.',
  blocked: 'This share has ended: the operator of this site blocked it.',
} satisfies Record<EndReason, string>;

/** A day of the server's begins at midnight UTC. */
const dayEnds = (retryAfter: number | undefined): string =>
  retryAfter === undefined
    ? 'Spread it over several days'
    : `What others send over your connection counts too. Try again in ${formatWait(retryAfter)}`;

export const failures = {
  'link-cut': () => ({
    title: 'This link is incomplete.',
    next: 'A part of it was lost on the way; some mail programs do this. Ask for it again, or put the whole link in here.',
  }),
  'not-found': () => ({
    title: 'There has never been a share at this address.',
    next: 'Check the link against the one you were given, or ask the sender for it again.',
  }),
  'not-complete': () => ({
    title: 'This share is still on its way up.',
    next: 'Keep this page open. It goes on by itself when the sender is done.',
  }),
  ended: ({ reason }) => ({
    title: reason ? ended[reason] : 'This share has ended.',
    // A limit can be raised as long as the share's time is not over.
    next:
      reason === 'limit'
        ? 'Only the sender can raise it, or make a new one.'
        : 'Its files are deleted. Only the sender can make a new one.',
  }),
  'link-replaced': () => ({
    title: 'The sender has changed who can open this.',
    next: 'Your link was valid before. Ask the sender for the new one.',
  }),
  'not-addressed': () => ({
    title: 'This share is for other keys than those in this browser.',
    next: 'Open it in the browser that holds the key, or ask the sender for a link.',
  }),
  'wrong-passphrase': () => ({
    title: 'That passphrase does not open it.',
    next: 'Capital letters and spaces count. Ask the sender if you are not sure.',
  }),
  'wrong-backup-passphrase': () => ({
    title: 'That passphrase does not open this key file.',
    next: 'What opens it is the one chosen when the key was saved, not that of a share. Capital letters and spaces count. Nobody can reset it.',
  }),
  'key-missing': () => ({
    title: 'The key pair that this needs is not in this browser any more.',
    next: 'Import its backup in Settings, then try again.',
  }),
  'other-key': () => ({
    title: 'This file is the backup of another key pair.',
    next: 'Choose the file that was saved when this key pair was made.',
  }),
  'card-missing': () => ({
    title: 'The key card of somebody who can open this cannot be found.',
    next: 'Nothing was changed, so that nobody is left out. Add them under People by their contact link, or remove them.',
  }),
  'card-absent': () => ({
    title: 'This person’s key card is not on this server.',
    next: 'Their browser has not sent it yet, or the link belongs to another site. Ask them to open Settings on this site while they are online, and to copy the link there again.',
  }),
  'card-changed': () => ({
    title: 'The server gave another key card than the one asked for.',
    next: 'Nobody was added, and nothing was sealed to it: it may be a stranger’s. Try again later. If it happens again, tell the person whose key it should be, by another way, and the operator of this site.',
  }),
  'successor-changed': () => ({
    title: 'What the server says of this person’s new key has changed.',
    next: 'Nobody was followed. Reload this page and look again; ask them which key is theirs before you follow one.',
  }),
  'person-missing': () => ({
    title: 'They are not in your People any more.',
    next: 'They were removed, perhaps in another tab. Add them again by their contact link.',
  }),
  'too-many-links': ({ limit }) => ({
    title: `There are ${limit === undefined ? 'as many request links as there can be' : `${formatNumber(limit)} request links`} already.`,
    next: 'Revoke one that has served, then make the new one.',
  }),
  'vault-full': () => ({
    title: 'This browser has no room left to keep this.',
    next: 'It was not done, and nothing kept here before is lost. Free some space on this device, or delete the data of other sites in the settings of the browser, then try again.',
  }),
  'vault-closed': () => ({
    title: 'This browser does not let this page keep anything.',
    next: 'Nothing was done or sent. Keys, people and what you send have to be kept here; some private windows refuse that, and browsers that block cookies or site data. Allow them for this site, or use an ordinary window.',
  }),
  'vault-failed': () => ({
    title: 'This browser could not read or write what it keeps for this page.',
    next: 'It was not done. Close other tabs of this site and reload this page; if it stays so, restart the browser.',
  }),
  'unsupported-key': () => ({
    title: 'This kind of key cannot be used here.',
    next: 'Sealdrop takes its own backups, and private keys on the curve P-384 in PEM form (PKCS#8 or SEC1), as OpenSSL makes them. Choose such a file, or make a new key pair.',
  }),
  'inbox-closed': () => ({
    title: 'This request link has ended or was withdrawn.',
    next: 'Nothing was sent. Ask the person who gave it to you for a new one.',
  }),
  'inbox-full': () => ({
    title: 'The inbox behind this request link is full.',
    next: 'Nothing was sent. Try again later, or ask the person who gave it to you to make room or for a new link.',
  }),
  'requests-off': () => ({
    title: 'This site takes no deliveries by request links.',
    next: 'Its operator has switched them off. Nothing was sent: ask for another way, or send a link of your own.',
  }),
  'not-listed': () => ({
    title: 'This site takes files only from people whom its operator has listed.',
    next: 'Nothing was sent. Give the operator the fingerprint of your key pair, which stands in Settings; once it is listed, try again.',
  }),
  'wrong-upload-token': () => ({
    title: 'This site takes files only from those who have its upload token.',
    next: 'Nothing was sent. Enter the token that its operator gave you; this browser keeps it, sealed.',
  }),
  'daily-bytes': ({ limit, retryAfter }) => ({
    title: `This site takes ${limit === undefined ? 'no more' : `at most ${formatBytes(limit)}`} from one address in a day.`,
    next: `Nothing was sent. ${dayEnds(retryAfter)}, or send less.`,
  }),
  'daily-shares': ({ limit, retryAfter }) => ({
    title: `This site takes ${limit === undefined ? 'no more shares' : `at most ${limit === 1 ? '1 share' : `${formatNumber(limit)} shares`}`} from one address in a day.`,
    next: `Nothing was sent. ${dayEnds(retryAfter)}.`,
  }),
  damaged: () => ({
    title: 'What the storage returned is not what was sent.',
    next: 'Nothing was saved. Try again; if it happens again, ask the sender to send the files anew.',
  }),
  'sender-changed': () => ({
    title: 'This is signed by another key than the one this link stands for.',
    next: 'Do not trust these files. Ask the sender, by another way, for a new link.',
  }),
  'rolled-back': () => ({
    title: 'The server showed an older state of this share than you have seen.',
    next: 'Nothing was opened. Reload in a while; if it stays so, ask the sender whether they changed the share.',
  }),
  'file-changed': ({ file }) => ({
    title: `${file ?? 'A file'} changed while it was being uploaded.`,
    next: 'A share never holds a mixture of two versions. Start again to send the new version.',
  }),
  'file-unreadable': ({ file }) => ({
    title: `${file ?? 'A file'} cannot be read.`,
    next: 'It may have been moved, deleted or locked by another program. Check that it opens on this device, then try again.',
  }),
  'files-missing': ({ file }) => ({
    title: file ? `${file} is not among them.` : 'The files of this upload are needed again.',
    next: 'Nothing was lost. Choose all files of this upload once more, the whole folder where it was one.',
  }),
  'in-other-tab': () => ({
    title: 'This upload goes on in another tab of this browser.',
    next: 'Look there, or close that tab and press Resume again.',
  }),
  'saving-in-other-tab': () => ({
    title: 'This is being saved in another tab of this browser.',
    next: 'Look there, or close that tab and try again here.',
  }),
  'place-lost': () => ({
    title: 'The file that you chose for it cannot be written any more.',
    next: 'It was moved or deleted, or the browser does not allow it. What has arrived is kept: press Continue saving, and choose another place.',
  }),
  'too-large': ({ limit }) => ({
    title: limit === undefined ? 'That is too large.' : `That is more than ${formatBytes(limit)}.`,
    next: 'Nothing was sent. This site takes no larger share: send the files in several shares.',
  }),
  'too-many-files': ({ limit }) => ({
    title:
      limit === undefined ? 'Those are too many files.' : `Those are more than ${formatNumber(limit)} files.`,
    next: 'Nothing was sent. Pack them into one archive first, or send them in several shares.',
  }),
  'too-large-to-save': ({ limit }) => ({
    title: `This browser cannot safely save more than ${formatBytes(limit ?? 0)} at once.`,
    next: 'Nothing was saved, and the share is as it was. Save the files one by one where they are smaller, or open the same link in Chrome, Edge or another Chromium browser on a computer, where it is written straight to the disk, or by the command “sealdrop open”.',
  }),
  'download-stopped': () => ({
    title: 'The browser stopped the download before its end.',
    next: 'What it left in your downloads is not whole: delete it, then save again. Keep this tab in front meanwhile.',
  }),
  'needs-newer': () => ({
    title: 'This was made by a newer version of Sealdrop.',
    next: 'Reload this page. If that does not help, ask the operator of this site to update it.',
  }),
  'insecure-origin': () => ({
    title: 'This page needs HTTPS.',
    next: 'Without it (or localhost) the browser gives no cryptography, so nothing could be sealed. Open the same address with https:// in front, or ask the operator of this site.',
  }),
  'server-unreachable': () => ({
    title: 'The server cannot be reached.',
    next: 'Check your connection, then try again. If other sites work, this one may be down for a while.',
  }),
  'rate-limited': ({ retryAfter }) => ({
    title: 'That was too often in a short time.',
    next: `The server asks for patience. Try again in ${retryAfter === undefined ? 'a minute' : formatDuration(retryAfter)}.`,
  }),
  'storage-full': ({ limit }) => ({
    title: 'The storage of this site is full.',
    next:
      limit === undefined
        ? 'Nothing more can be sent for now. Try later, or tell the operator of this site.'
        : `It keeps at most ${formatBytes(limit)} of all shares together, and this does not fit any more. Send less, try later, or tell the operator of this site.`,
  }),
  'no-space': () => ({
    title: 'There is no space left on this device.',
    next: 'Nothing was saved. Free some space, then save again.',
  }),
  'clock-wrong': () => ({
    title: 'The clock of this device is wrong.',
    next: 'Set date and time (best by itself, from the network), then reload this page.',
  }),
  'wrong-signature': () => ({
    title: 'The server does not accept the signature of your key.',
    next: 'Reload this page and try again. If it stays so, tell the operator of this site: it may have lost your key card.',
  }),
  'other-origin': ({ origin }) => ({
    title: 'This page was opened at another address than the server’s own.',
    next: `Keys, request links and the inbox work only at ${origin ?? 'the address that its operator has set'}. Open this site there. Key pairs made here can be brought along by their backup.`,
  }),
  ...olderFailures,
  ...packageFailures,
  cancelled: () => ({
    title: 'This was cancelled.',
    next: 'Nothing was kept. You can start again whenever you like.',
  }),
  unexpected: () => ({
    title: 'Something went wrong that should not.',
    next: 'Reload this page and try again. If it stays so, tell the operator of this site what you did before.',
  }),
} satisfies Record<PersonErrorCode, (details: ErrorDetails) => FailureWords>;
