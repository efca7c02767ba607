/**
 * Gets an object of a bucket: ranges of one version, several at once, written in order beside their place, and given its name when
 * all of it is there and is what was put. What is there of it after a kill is gone on with.
 */
import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { inOrder } from '../shared/transfer/lanes.ts';
import { asked, BucketError, type BucketObject } from './bucket.ts';
import { type ObjectFacts, objectFacts } from './bucket-object.ts';
import { isCode, syncFolder } from './durable.ts';
import { asWriting, giveName, TakenError } from './out-folder.ts';
import type { Progress } from './progress.ts';

const RANGE = 8 * 1_048_576;
const AHEAD = 6;
/** "a+", but through no link. */
const APPENDING = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

export interface Got {
  readonly place: string;
  readonly size: number;
  /** SHA-256 of what came, hex. */
  readonly sha256: string;
  /** Whether whoever put it has said which one it is. */
  readonly isCompared: boolean;
  /** Bytes that were here from an earlier attempt. */
  readonly kept: number;
}

/** Throws BucketError, TakenError, no-space, UnwritableError. */
export async function getObject(
  object: BucketObject,
  place: string,
  progressFor: (total: number) => Progress,
): Promise<Got> {
  const facts = await objectFacts(object);
  if (!facts) throw new BucketError('missing', object.address);
  const folder = dirname(place);
  const progress = progressFor(facts.size);
  try {
    if ((await readdir(folder)).includes(basename(place))) throw new TakenError(place);
    const temporary = await takeTemporary(folder, object, facts);
    const { digest, kept } = await fill(temporary, object, facts, progress);
    if (facts.sha256 !== null && digest !== facts.sha256) {
      await rm(temporary, { force: true });
      throw new BucketError('differs', object.address);
    }
    await giveName(temporary, place, place);
    await rm(temporary, { force: true });
    await syncFolder(folder);
    return { place, size: facts.size, sha256: digest, isCompared: facts.sha256 !== null, kept };
  } catch (error) {
    throw asWriting(error, place);
  } finally {
    progress.end();
  }
}

/**
 * The file that this version of the object is written to, by its name this process's alone: what one that has ended has left is
 * taken over.
 */
async function takeTemporary(
  folder: string,
  { address }: BucketObject,
  { etag }: ObjectFacts,
): Promise<string> {
  const version = createHash('sha256').update(`${address}\0${etag}`).digest('hex').slice(0, 24);
  const own = join(folder, `.sealdrop-get-${version}-${process.pid}.part`);
  for (const name of await readdir(folder)) {
    const [, of, pid] = /^\.sealdrop-get-([0-9a-f]{24})-(\d{1,10})\.part$/.exec(name) ?? [];
    if (of !== version || isAlive(Number(pid)) || !(await isOwnFile(join(folder, name)))) continue;
    try {
      await rename(join(folder, name), own);
      break;
    } catch (error) {
      // Somebody else has taken it.
      if (!isCode(error, 'ENOENT')) throw error;
    }
  }
  return own;
}

/** What others put there may lead elsewhere, or be changed by them when it was compared. */
async function isOwnFile(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  return found?.isFile() === true && (process.getuid === undefined || found.uid === process.getuid());
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

async function fill(
  temporary: string,
  object: BucketObject,
  facts: ObjectFacts,
  progress: Progress,
): Promise<{ digest: string; kept: number }> {
  const hash = createHash('sha256');
  // Nobody else's to read until its owner says so.
  const file = await open(temporary, APPENDING, 0o600);
  try {
    const kept = await keepWhole(file, facts.size, hash);
    progress.begin(kept);
    const starts: number[] = [];
    for (let at = kept; at < facts.size; at += RANGE) starts.push(at);
    const ranges = inOrder(AHEAD, starts, (start) =>
      getRange(object, facts, start, Math.min(start + RANGE, facts.size)),
    );
    for await (const bytes of ranges) {
      hash.update(bytes);
      await file.appendFile(bytes);
      progress.add(bytes.length);
    }
    await file.sync();
    return { digest: hash.digest('hex'), kept };
  } catch (error) {
    await file.sync().catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
}

/** Whole ranges that are there already, or all of it; the rest is cut off. */
async function keepWhole(file: FileHandle, size: number, hash: Hash): Promise<number> {
  const there = (await file.stat()).size;
  const kept = there === size ? size : there > size ? 0 : there - (there % RANGE);
  await file.truncate(kept);
  const bytes = Buffer.allocUnsafe(RANGE);
  for (let at = 0; at < kept; ) {
    const { bytesRead } = await file.read(bytes, 0, Math.min(RANGE, kept - at), at);
    if (bytesRead === 0) throw new Error('shorter than before');
    hash.update(bytes.subarray(0, bytesRead));
    at += bytesRead;
  }
  return kept;
}

async function getRange(
  object: BucketObject,
  { etag }: ObjectFacts,
  start: number,
  end: number,
): Promise<Uint8Array> {
  const { sdk, client, name, key, address } = object;
  const command = new sdk.GetObjectCommand({
    Bucket: name,
    Key: key,
    Range: `bytes=${start}-${end - 1}`,
    IfMatch: etag,
  });
  const read = async () => {
    const { Body } = await client.send(command);
    const bytes = new Uint8Array(end - start);
    let length = 0;
    for await (const piece of (Body ?? []) as AsyncIterable<Uint8Array>) {
      // A store that goes on for ever is left alone: that ends the request.
      if (length + piece.length > bytes.length) throw new Error('an answer of another length');
      bytes.set(piece, length);
      length += piece.length;
    }
    return bytes.subarray(0, length);
  };
  const bytes = await asked(object, read());
  if (bytes.length !== end - start)
    throw new BucketError('unreachable', address, new Error('an answer of another length'));
  return bytes;
}
