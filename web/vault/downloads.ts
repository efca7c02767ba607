/**
 * Saves of this browser that are not finished: what it takes to go on with one after a reload or a crash. The share's
 * secrets are not in it, so that going on takes the link once more, and neither is the picked file, whose name and path
 * the browser would write down in clear. Sealed by the device key; deleted when the save is done or given up, the share
 * has ended, or after 7 days.
 */
import { del, entries, set } from 'idb-keyval';
import { type Bytes, fromHex, toBase64Url } from '../../shared/bytes.ts';
import { cborMap, decodeCbor, encodeCbor } from '../../shared/crypto/cbor.ts';
import { asBytes, asRecord, asText, asUint } from '../../shared/crypto/fields.ts';
import { labelled } from '../../shared/crypto/labels.ts';
import { createStore } from './database.ts';
import { openForDevice, sealForDevice } from './device-key.ts';

export interface DownloadRecord {
  /** Of the share, 16 bytes. */
  readonly id: Bytes;
  /** Of the file in which the checked bytes stand, 32 hex digits. */
  readonly file: string;
  /** What is saved: a file of the share by its path, or all of it as an archive (null). */
  readonly path: string | null;
  /** Which body and range the bytes are of, 32 bytes. */
  readonly source: Bytes;
  /** Bytes that were checked and are on the disk, and a hash over them, 32 bytes. */
  readonly done: number;
  readonly chain: Bytes;
  /** Download grant, 16 bytes, null for a share of one's own. */
  readonly grant: Bytes | null;
  /** When the share ends, as far as is known, in Unix milliseconds. */
  readonly ends: number;
  /** Whether it is whole, and a download of the browser's own reads it (keepGiven). */
  readonly isGiven: boolean;
}

interface StoredDownload {
  readonly sealed: Bytes;
  /** Unix milliseconds; of no use to anybody after that. */
  readonly until: number;
  readonly isGiven?: boolean;
}

const store = createStore('sealdrop-downloads', 'downloads');
const KEPT_MS = 7 * 86_400_000;
const INT_MAX = Number.MAX_SAFE_INTEGER;
const FIELDS = ['v', 'path', 'source', 'done', 'chain', 'grant', 'ends'];

const keyOf = (id: Bytes, file: string): string => `${toBase64Url(id)}/${file}`;
/** Without a record it is that of no share. */
const keyOfGiven = (file: string, record: DownloadRecord | null): string =>
  record ? keyOf(record.id, file) : `/${file}`;
const fileOf = (key: string): string => key.slice(key.indexOf('/') + 1);

const aadOf = (id: Bytes, file: string): Bytes => labelled('download', id, fromHex(file));

export async function saveDownload(record: DownloadRecord): Promise<void> {
  const until = Math.min(record.ends, Date.now() + KEPT_MS);
  const stored: StoredDownload = { sealed: await sealed(record), until };
  await set(keyOf(record.id, record.file), stored, store);
}

/**
 * Keeps a file that a download of the browser's own was given for so many milliseconds, whatever becomes of this tab. With
 * its record, where it has one, so that a save that comes to nothing there takes nothing from the server again.
 */
export async function keepGiven(
  file: string,
  milliseconds: number,
  record: DownloadRecord | null,
): Promise<void> {
  const stored: StoredDownload = {
    sealed: record ? await sealed(record) : new Uint8Array(0),
    until: Date.now() + milliseconds,
    isGiven: true,
  };
  await set(keyOfGiven(file, record), stored, store);
}

/** The download has certainly ended. */
export async function forgetGiven(file: string, record: DownloadRecord | null): Promise<void> {
  await del(keyOfGiven(file, record), store);
}

function sealed({ id, file, path, source, done, chain, grant, ends }: DownloadRecord): Promise<Bytes> {
  const map = cborMap({ v: 1, path, source, done, chain, grant, ends });
  return sealForDevice(encodeCbor(map), aadOf(id, file));
}

/** All unfinished saves of a share; those that this device key does not open are none. */
export async function loadDownloads(id: Bytes): Promise<DownloadRecord[]> {
  const all = await entries<string, StoredDownload>(store);
  const mine = all.filter(([key]) => key.startsWith(keyOf(id, '')));
  const records = await Promise.all(mine.map(([key, stored]) => decode(id, fileOf(key), stored)));
  return records.filter((record) => record !== null);
}

async function decode(id: Bytes, file: string, stored: StoredDownload): Promise<DownloadRecord | null> {
  const plain = await openForDevice(stored.sealed, aadOf(id, file)).catch(() => null);
  try {
    return plain && { ...fieldsOf(id, file, plain), isGiven: stored.isGiven === true };
  } catch {
    // One of a newer version is left to it, and goes when its time is over.
    return null;
  }
}

function fieldsOf(id: Bytes, file: string, plain: Bytes): Omit<DownloadRecord, 'isGiven'> {
  const map = asRecord(decodeCbor(plain), FIELDS);
  if (map.get('v') !== 1) throw new RangeError('version');
  const path = map.get('path');
  const grant = map.get('grant');
  return {
    id,
    file,
    path: path === null ? null : asText(path),
    source: asBytes(map.get('source'), 32),
    done: asUint(map.get('done'), 0, INT_MAX),
    chain: asBytes(map.get('chain'), 32),
    grant: grant === null ? null : asBytes(grant, 16),
    ends: asUint(map.get('ends'), 0, INT_MAX),
  };
}

export async function forgetDownload({ id, file }: Pick<DownloadRecord, 'id' | 'file'>): Promise<void> {
  await del(keyOf(id, file), store);
}

/** The files that records name, after those whose time is over were deleted, but for the ones that `isUsed` holds. */
export async function keptDownloads(isUsed: (file: string) => boolean): Promise<Set<string>> {
  const now = Date.now();
  const kept = new Set<string>();
  for (const [key, { until }] of await entries<string, StoredDownload>(store)) {
    if (until > now || isUsed(fileOf(key))) kept.add(fileOf(key));
    else await del(key, store);
  }
  return kept;
}
