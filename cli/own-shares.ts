/**
 * The shares that the user has sent: what they take to be changed and ended, and of unfinished ones what they take to go
 * on. Each with the server that it is at; the keys of a one-off identity lie beside it, sealed as it is.
 */
import { appendFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bytes, bigEndian, concat, equal, fromBase64Url, toBase64Url } from '../shared/bytes.ts';
import type { Backup } from '../shared/crypto/backup.ts';
import { cborMap, decodeCbor, encodeCbor } from '../shared/crypto/cbor.ts';
import { asArray, asBytes, asRecord, asText } from '../shared/crypto/fields.ts';
import { type Identity, importIdentity } from '../shared/crypto/identity.ts';
import { labelled } from '../shared/crypto/labels.ts';
import { CARD_MAX, FILES_MAX } from '../shared/limits.ts';
import { decodeOwnShare, encodeOwnShare, type OwnShareRecord } from '../shared/records/own-share.ts';
import type { JournalStore } from '../shared/records/part-journal.ts';
import { openRecord, sealRecord } from '../shared/records/sealed-record.ts';
import { decodeUpload, encodeUpload, type UploadRecord } from '../shared/records/upload.ts';
import { writePrivate } from './config-folder.ts';
import { isCode } from './durable.ts';
import { type Home, inVault } from './home.ts';

export interface OwnShare {
  /** Of the server, as location.origin spells it. */
  readonly origin: string;
  readonly record: OwnShareRecord;
}

/** An upload that is not finished. */
export interface OwnUpload {
  readonly origin: string;
  readonly upload: UploadRecord;
  /** Where its files lie, in their order. */
  readonly sources: readonly string[];
  /** What it was asked for beside them, 32 bytes: the same words again mean the same upload. */
  readonly wanted: Bytes;
}

/** The user's unlocked identity with a fingerprint, null where it is not unlocked. */
export type Unlocked = (fingerprint: Bytes) => Identity | null;

const RECORD_MAX = 2 ** 25;
const PKCS8_MAX = 256;

export async function saveOwnShare(home: Home, { origin, record }: OwnShare): Promise<void> {
  const plain = encodeCbor([origin, encodeOwnShare(record)]);
  await home.records('shares').save(toBase64Url(record.id), plain);
}

/** The share with this id, null where the user has not sent it. `unlocked` finds who signed it. */
export async function loadOwnShare(home: Home, id: Bytes, unlocked: Unlocked): Promise<OwnShare | null> {
  const plain = await home.records('shares').load(toBase64Url(id));
  if (!plain) return null;
  const [origin, share] = asArray(decodeCbor(plain), 2, 2);
  const secrets = decodeOwnShare(asBytes(share, 1, RECORD_MAX));
  const identity = secrets.signer ? unlocked(secrets.signer) : await loadOneOff(home, id);
  return { origin: asText(origin), record: { ...secrets, id, identity } };
}

/** All of them, newest first. */
export async function listOwnShares(home: Home, unlocked: Unlocked): Promise<OwnShare[]> {
  const names = await home.records('shares').list();
  const all = await Promise.all(
    names.map(async (name) => {
      const id = fromBase64Url(name);
      return id && (await loadOwnShare(home, id, unlocked));
    }),
  );
  return all.filter((one) => one !== null).toSorted((a, b) => b.record.created - a.record.created);
}

export async function forgetOwnShare(home: Home, id: Bytes): Promise<void> {
  await forgetUpload(home, id);
  await home.records('shares').forget(toBase64Url(id));
  await home.records('signers').forget(toBase64Url(id));
}

/** Keeps the keys of a one-off identity, and makes it. Before its share is kept. */
export async function keepOneOff(home: Home, id: Bytes, { sig, enc, card }: Backup): Promise<void> {
  await home.records('signers').save(toBase64Url(id), encodeCbor(cborMap({ sig, enc, card })));
}

async function loadOneOff(home: Home, id: Bytes): Promise<Identity | null> {
  const plain = await home.records('signers').load(toBase64Url(id));
  if (!plain) return null;
  const map = asRecord(decodeCbor(plain), ['sig', 'enc', 'card']);
  return await importIdentity({
    sig: asBytes(map.get('sig'), 1, PKCS8_MAX),
    enc: asBytes(map.get('enc'), 1, PKCS8_MAX),
    card: asBytes(map.get('card'), 1, CARD_MAX),
    seed: null,
  });
}

export async function saveUpload(home: Home, { origin, upload, sources, wanted }: OwnUpload): Promise<void> {
  const plain = encodeCbor([origin, encodeUpload(upload), [...sources], wanted]);
  await home.records('uploads').save(toBase64Url(upload.id), plain);
}

/** All unfinished uploads. */
export async function listUploads(home: Home): Promise<OwnUpload[]> {
  const records = home.records('uploads');
  const all = await Promise.all(
    (await records.list()).map(async (name) => {
      const [id, plain] = [fromBase64Url(name), await records.load(name)];
      return id && plain && decode(id, plain);
    }),
  );
  return all.filter((one) => one !== null);
}

function decode(id: Bytes, plain: Bytes): OwnUpload {
  const [origin, upload, sources, wanted] = asArray(decodeCbor(plain), 4, 4);
  return {
    origin: asText(origin),
    upload: decodeUpload(id, asBytes(upload, 1, RECORD_MAX)),
    sources: asArray(sources, 1, FILES_MAX).map(asText),
    wanted: asBytes(wanted, 32),
  };
}

/** Where the lock of an upload, or of changes of its share, lies. */
export function lockOf({ folder }: Home, id: Bytes, kind: 'uploads' | 'shares'): string {
  return join(folder, kind, `${toBase64Url(id)}.lock`);
}

export async function forgetUpload(home: Home, id: Bytes): Promise<void> {
  await home.records('uploads').forget(toBase64Url(id));
  await inVault(() => rm(journalFile(home, id), { force: true }));
}

const journalFile = ({ folder }: Home, id: Bytes) => join(folder, 'uploads', `${toBase64Url(id)}.parts`);

/** How far an upload is: records one behind the other, each with its length before it. A last one that was cut off is none. */
export function journalStore(home: Home, id: Bytes): JournalStore {
  const file = journalFile(home, id);
  const aad = labelled('uploadParts', id);
  const framed = async (record: Bytes) => {
    const sealed = await sealRecord(home.deviceKey, record, aad);
    return concat(bigEndian(sealed.length, 4), sealed);
  };
  return {
    read: async () => {
      const all = await readFile(file).catch((error: unknown) => {
        if (isCode(error, 'ENOENT')) return Buffer.alloc(0);
        throw error;
      });
      const records: Bytes[] = [];
      let at = 0;
      while (at + 4 <= all.length) {
        const end = at + 4 + all.readUInt32BE(at);
        if (end > all.length) break;
        const plain = await openRecord(home.deviceKey, new Uint8Array(all.subarray(at + 4, end)), aad).catch(
          () => null,
        );
        if (!plain) break;
        records.push(plain);
        at = end;
      }
      // What comes next must not stand behind half a record.
      if (at < all.length) await writePrivate(file, all.subarray(0, at));
      return records;
    },
    add: async (record) => appendFile(file, await framed(record), { mode: 0o600 }),
    replace: async (record) => writePrivate(file, await framed(record)),
  };
}

/** Whether two lists of files are the same, as they were named and as they were then. */
export function isSameUpload(a: OwnUpload, b: Pick<OwnUpload, 'origin' | 'sources' | 'wanted'>): boolean {
  const sameFiles =
    a.sources.length === b.sources.length && a.sources.every((one, i) => one === b.sources[i]);
  return a.origin === b.origin && sameFiles && equal(a.wanted, b.wanted);
}
