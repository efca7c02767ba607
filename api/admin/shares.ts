/** How the operator names and sees a share: by its id or its address, of which the secret behind "#" is not looked at. */
import { type Bytes, fromHex, toBase64Url } from '../../shared/bytes.ts';
import { parseShareId } from '../../shared/link.ts';
import type { Share } from '../database/shares.ts';

/** The id in "https://host/s/ID#SECRET", or as it is, or as an audit prints it, for so the store's keys begin. Throws link-cut. */
export function idOf(text: string): Bytes {
  if (/^[0-9a-f]{32}$/.test(text)) return fromHex(text);
  return parseShareId(/^https?:\/\/[^/]+\/s\/([^/?#]*)(?:[?#].*)?$/.exec(text)?.[1] ?? text);
}

/** Whether `idOf` takes it. */
export function isShareName(text: string): boolean {
  try {
    return idOf(text).length > 0;
  } catch {
    return false;
  }
}

export const date = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000', '');

/** A share in a line: what the server knows of it. */
export function shareLine(share: Share): string {
  const { id, header, blocked, bodySize, created, expires, downloads, downloadLimit, inbox } = share;
  return [
    toBase64Url(id),
    (blocked === 1 ? 'blocked' : header ? 'ready' : 'uploading').padEnd(9),
    inbox ? 'delivery' : 'share   ',
    `${bodySize}`.padStart(13),
    date(created),
    date(expires),
    `${downloads}${downloadLimit === null ? '' : `/${downloadLimit}`}`,
  ].join('  ');
}

export const heading = [
  'id'.padEnd(22),
  'state    ',
  'kind    ',
  'bytes'.padStart(13),
  'created'.padEnd(20),
  'ends'.padEnd(20),
  'opened',
].join('  ');
