/** What the operator's commands print. */
import { toBase64Url } from '../../shared/bytes.ts';
import type { Audit } from '../audit.ts';
import type { Backup } from '../backup.ts';
import type { Report } from '../database/reports.ts';
import type { Rotated } from '../database/rotation.ts';
import type { Stored } from '../database/stored.ts';
import type { Swept } from '../sweep.ts';
import { date } from './shares.ts';

const count = (number: number, one: string) => `${number} ${number === 1 ? one : `${one}s`}`;

/** One line for each finding, then one that sums up. */
export function auditLines({ shares, objects, foreign, orphans, missing, altered }: Audit): string[] {
  const strangers = foreign > 0 ? [`${count(foreign, 'object')} in the same place not of Sealdrop`] : [];
  return [
    ...orphans.map(({ key, size }) =>
      size === null ? `upload without a share  ${key}` : `object without a share  ${key}  ${size} bytes`,
    ),
    ...missing.map(({ key, shareId }) => `share without its object  ${shareId}  ${key}`),
    ...altered.map(({ kind, place }) => `altered record  ${kind}  ${place}`),
    [
      count(shares, 'share'),
      count(objects, 'object'),
      ...strangers,
      `${orphans.length} without a share`,
      `${missing.length} missing`,
      ...(altered.length > 0 ? [`${count(altered.length, 'record')} altered`] : []),
    ].join(', '),
  ];
}

/** A report as the operator reads it. What its author could do to a terminal is taken out of it. */
export function reportLines({ shareId, created, record }: Report, publicOrigin: string): string[] {
  const id = toBase64Url(shareId);
  const heading = `${id}  ${date(created)}`;
  if (!record) return [heading, '  It was altered, and does not open.'];
  const { text, fragment } = record;
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  return [
    heading,
    ...lines.map((line) => `  | ${line.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\uFFFD')}`),
    ...(fragment === null ? [] : [`  link: ${publicOrigin}/s/${id}#${fragment}`]),
  ];
}

export function rotationLines({ moved, altered, isDone }: Rotated): string[] {
  const people = `${moved} ${moved === 1 ? 'person' : 'people'} moved to the new key`;
  if (isDone) return [`${people}. FILE_KEY_BASE64_PREVIOUS is not needed any more.`];
  if (altered.length === 0) {
    return [
      `${people}. A copy of the server still seals with the key before: start it with the new one, and do this again.`,
    ];
  }
  return [
    `${people}. ${count(altered.length, 'record')} did not open and stayed as they are: the key before is still in use.`,
    '`npm run admin -- audit` names them. Restore them from a backup, or delete their shares, and do this again.',
  ];
}

export function backupLines({ shares, damaged }: Backup): string[] {
  return [
    ...damaged.map((id) => `share without its object  ${id}`),
    `${count(shares, 'share')}, ${damaged.length} of them without an object`,
  ];
}

export function sweepLines({ ended, deleted, failed, broken }: Swept): string[] {
  return [
    `${count(ended, 'share')} ended, ${count(deleted, 'object')} deleted, ${failed} not deleted, ${count(broken, 'step')} failed`,
  ];
}

export function statsLines({ uploading, ready, blocked, bytes, reports, due }: Stored): string[] {
  return [
    `${count(ready, 'share')} ready, ${uploading} uploading, ${blocked} of them blocked`,
    `${count(bytes, 'byte')} of bodies, as stored or on their way`,
    `${count(due, 'object')} to be deleted`,
    count(reports, 'report'),
  ];
}
