/**
 * The same transfer without encryption, as `npm run bench:cli` compares with: parts of the same size, SHA-256 of each, to and
 * from the same server by so many connections, in a Node process of its own. `upload ORIGIN FILE|- CONNECTIONS`, or
 * `download LINK FILE CONNECTIONS`, which fetches the stored bytes of a share as they are.
 */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { type Bytes, random, sha256 } from '../../shared/bytes.ts';
import { createClient, type SentPart } from '../../shared/client.ts';
import { bodyGeometry, objectGeometry, storedPart } from '../../shared/crypto/body.ts';
import { openHeaderByLink } from '../../shared/crypto/open-header.ts';
import { ownerCommitOf } from '../../shared/crypto/share-id.ts';
import { parseFragment, parseShareId } from '../../shared/link.ts';
import { inLanes } from '../../shared/transfer/lanes.ts';

const [mode, from = '', to = '', connections = '4'] = process.argv.slice(2);
const lanes = Number(connections);
const indices = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Fills a part from where it stands; bytes of a file that is too short come from its beginning again. */
async function readPart(file: FileHandle, part: Bytes, offset: number): Promise<void> {
  const { size } = await file.stat();
  for (let done = 0; done < part.length; ) {
    const position = (offset + done) % size;
    done += (await file.read(part, done, Math.min(part.length - done, size - position), position)).bytesRead;
  }
}

async function upload(origin: string, path: string): Promise<void> {
  const client = createClient(origin, fetch);
  const file = path === '-' ? null : await open(path);
  const most = bodyGeometry(file ? (await file.stat()).size : 6_000_000_000);
  const token = random(32);
  const { id } = await client.create({
    ownerCommit: await ownerCommitOf(random(32), random(16)),
    token,
    bodySize: most.objectSize,
    manifestSize: 2 ** 20,
    lifetime: 3_600,
    limit: null,
  });
  const sent: SentPart[] = [];
  const put = async (number: number, part: Bytes, bodySize?: number) => {
    const digest = new Uint8Array(createHash('sha256').update(part).digest());
    const named = { number, size: part.length, sha256: digest };
    const { parts } = await client.presignParts(id, token, [named], undefined, bodySize);
    const [url] = parts;
    if (!url) throw new Error('no URL');
    const answer = await fetch(new URL(url.url, origin), { method: 'PUT', headers: url.headers, body: part });
    await answer.arrayBuffer();
    sent[number - 1] = { number, sha256: digest, etag: answer.headers.get('etag') ?? '' };
  };
  let bodySize = most.objectSize;
  if (file) {
    const free: Bytes[] = [];
    const { size: capacity } = storedPart(most, 0);
    await inLanes(lanes, indices(most.parts), async (index) => {
      const { offset, size } = storedPart(most, index);
      const memory = free.pop() ?? new Uint8Array(capacity);
      const part = memory.subarray(0, size);
      await readPart(file, part, offset);
      await put(index + 1, part);
      free.push(memory);
    });
    await file.close();
  } else {
    bodySize = await uploadStream(put, storedPart(most, 0).size);
  }
  await client.complete(id, token, sent, undefined, bodySize);
  await client.revoke(id, token);
}

/** Standard input by full parts; the last is filled up with zeros to the next size that a body can have. Answers that size. */
async function uploadStream(
  put: (number: number, part: Bytes, bodySize?: number) => Promise<void>,
  capacity: number,
): Promise<number> {
  const running = new Set<Promise<void>>();
  let [part, filled, number, total] = [new Uint8Array(capacity), 0, 1, 0];
  const begin = async (full: Bytes, bodySize?: number) => {
    while (running.size >= lanes) await Promise.race(running);
    const task: Promise<void> = put(number++, full, bodySize).then(() => void running.delete(task));
    running.add(task);
  };
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    total += chunk.length;
    for (let used = 0; used < chunk.length; ) {
      if (filled === capacity) {
        await begin(part);
        [part, filled] = [new Uint8Array(capacity), 0];
      }
      const taken = chunk.subarray(used, used + capacity - filled);
      part.set(taken, filled);
      [used, filled] = [used + taken.length, filled + taken.length];
    }
  }
  const geometry = bodyGeometry(total);
  while (number <= geometry.parts) {
    await begin(part.subarray(0, storedPart(geometry, number - 1).size), geometry.objectSize);
    part = new Uint8Array(capacity);
  }
  await Promise.all(running);
  return geometry.objectSize;
}

async function download(link: string, path: string): Promise<void> {
  const url = new URL(link);
  const client = createClient(url.origin, fetch);
  const id = parseShareId(url.pathname.slice(3));
  const answer = await client.share(id);
  if (answer.state !== 'ready') throw new Error(answer.state);
  const secret = await parseFragment(id, url.hash.slice(1));
  const opened = await openHeaderByLink(answer.header, id, secret, null);
  if (opened === 'locked') throw new Error('locked');
  const body = await client.bodyUrl(id, opened.keys.access, random(16));
  const address = new URL(body.url, url.origin);
  const head = await fetch(address, { headers: { range: 'bytes=0-0' } });
  await head.arrayBuffer();
  const geometry = objectGeometry(Number(head.headers.get('content-range')?.split('/')[1]));
  const file = await open(path, 'w');
  await inLanes(lanes, indices(geometry.parts), async (index) => {
    const { offset, size } = storedPart(geometry, index);
    const range = `bytes=${offset}-${offset + size - 1}`;
    const part = new Uint8Array(await (await fetch(address, { headers: { range } })).arrayBuffer());
    await sha256(part);
    await file.write(part, 0, part.length, offset);
  });
  await file.sync();
  await file.close();
}

await (mode === 'upload' ? upload(from, to) : download(from, to));
