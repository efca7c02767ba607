/**
 * A share of one stream whose size nobody knows before its end, as of standard input: room is asked for as much as it may be at
 * most, full parts leave while it is read, and the rest is released at completion. Nothing of it can be read twice, so what
 * is broken off is ended. docs/format.md, "Sending".
 */
import { type Bytes, concat } from '../bytes.ts';
import type { Fetch } from '../call.ts';
import type { Client } from '../client.ts';
import { bodyGeometry, plainPart, storedPart } from '../crypto/body.ts';
import { asSealdropError, SealdropError } from '../errors.ts';
import type { OwnShareRecord } from '../records/own-share.ts';
import { createGate } from '../transfer/gate.ts';
import { putPart } from '../transfer/part-requests.ts';
import { type PartReceipt, type PartSealer, partSealer } from '../transfer/part-sender.ts';
import { partUrls } from '../transfer/part-urls.ts';
import { newPatience } from '../transfer/patience.ts';
import { retrying } from '../transfer/retry.ts';
import { knownBody, plaintextIn } from '../transfer/sealed-part.ts';
import { sendWindow } from '../transfer/send.ts';
import {
  type CreateShare,
  createAt,
  type FirstHeaderPorts,
  publishFirst,
  type SendJob,
} from './send-share.ts';

export interface StreamPorts extends FirstHeaderPorts {
  readonly client: Pick<Client, 'complete' | 'presignParts' | 'owner'>;
  readonly fetch: Fetch;
  readonly createShare: CreateShare;
  /** Keeps a record for good before it resolves. */
  readonly saveOwnShare: (record: OwnShareRecord) => Promise<void>;
  /** Bytes that have been read since the last call. */
  readonly onRead: (bytes: number) => void;
}

/**
 * Sends all of `content` as the one file of the job's upload, whose geometry is that of as many bytes as there may be. Answers
 * when the share is ready. Throws too-large where there are more, and what reading and the server throw.
 */
export async function sendStream(
  content: AsyncIterable<Uint8Array>,
  job: Omit<SendJob, 'resumed'> & { readonly expires: (time: number) => void },
  ports: StreamPorts,
): Promise<OwnShareRecord> {
  const { client, fetch, createShare, retry, saveOwnShare, onRead } = ports;
  const { record, upload, geometry } = job;
  const { id, token } = record;
  const { signal } = retry;
  const { expires } = await retrying(() => createAt(job, createShare, signal), retry);
  job.expires(expires);

  let bodySize: number | undefined;
  const urlFor = partUrls(client, id, { token, signal, bodySize: () => bodySize });
  const body = await knownBody({ ...upload, geometry }, id);
  const patience = newPatience();
  const put = (part: Parameters<typeof putPart>[0]) =>
    putPart(part, {
      retry,
      patience,
      gate: createGate(),
      put: () => fetch,
      url: ({ number, size, seal }) => urlFor({ number, size, sha256: seal.sha256 }),
      refused: async () => {
        const answer = await client.owner(id, token, signal);
        if (answer.state === 'ended')
          throw new SealdropError('ended', { details: { reason: answer.reason } });
      },
    });

  const window = sendWindow(geometry);
  const capacity = storedPart(geometry, 0).size;
  const full = plainPart(geometry, 0).size;
  const receipts: PartReceipt[] = [];
  const running = new Set<Promise<void>>();
  const free: Bytes[] = [];
  let failure: { readonly error: unknown } | null = null;

  async function sendOne(at: number, sent: Bytes, sealer: PartSealer): Promise<void> {
    try {
      const { receipt, part: memory } = await sealer.send(at, sent, null);
      receipts[at] = receipt;
      window.arrived(memory.length, performance.now());
      if (memory.buffer.byteLength === capacity) free.push(new Uint8Array(memory.buffer));
    } catch (error) {
      failure ??= { error };
    }
  }

  /** Waits for a free place, and sends a part from there. Its memory comes back afterwards. */
  async function begin(at: number, sent: Bytes, sealer: PartSealer): Promise<void> {
    while (!failure && running.size >= window.limit()) await Promise.race(running);
    if (failure) throw failure.error;
    const task: Promise<void> = sendOne(at, sent, sealer).then(() => void running.delete(task));
    running.add(task);
  }

  const streaming = partSealer(body, put);
  let [size, filled, index] = [0, 0, 0];
  let part: Bytes = new Uint8Array(capacity);
  for await (const chunk of content) {
    if (failure) break;
    size += chunk.length;
    onRead(chunk.length);
    if (size > geometry.bodySize)
      throw new SealdropError('too-large', { details: { limit: geometry.bodySize } });
    for (let used = 0; used < chunk.length; ) {
      // The last part is told by the end alone, so one waits here until there is more.
      if (filled === full) {
        await begin(index++, part, streaming);
        part = free.pop() ?? new Uint8Array(capacity);
        filled = 0;
      }
      const taken = chunk.subarray(used, used + full - filled);
      part.set(taken, capacity - full + filled);
      [used, filled] = [used + taken.length, filled + taken.length];
    }
  }

  const actual = bodyGeometry(size);
  // By another size of parts nothing of what has left would fit.
  if (actual.partSegments !== geometry.partSegments) throw new SealdropError('too-large');
  bodySize = actual.objectSize;
  const sealer = partSealer({ ...body, geometry: actual }, put);
  for (; index < actual.parts; index++) {
    const last = part.subarray(0, storedPart(actual, index).size);
    const plain = plaintextIn(actual, index, last);
    const from = capacity - full;
    part.copyWithin(plain.byteOffset - part.byteOffset, from, from + filled);
    plain.fill(0, filled);
    await begin(index, last, sealer);
    part = new Uint8Array(capacity);
    filled = 0;
  }
  while (!failure && running.size > 0) await Promise.race(running);
  // Assigned in a callback, which the compiler does not see.
  const failed = failure as { readonly error: unknown } | null;
  if (failed) throw asSealdropError(failed.error);

  const named = receipts.map(({ number, sha256, etag }) => ({ number, sha256, etag }));
  await retrying(() => client.complete(id, token, named, signal, bodySize), retry);
  const whole = { ...record, size };
  await saveOwnShare(whole);
  const { bodyKey, bodyHeader } = upload;
  const files = upload.files.map(({ path, type, modified }) => ({ path, size, type, modified }));
  const digests = concat(...receipts.map(({ sha256 }) => sha256));
  const manifest = { bodyKey, bodyHeader, geometry: actual, digests, files, note: '' };
  return await publishFirst(id, manifest, ports);
}
