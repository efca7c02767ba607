/**
 * The best plain upload: parts that lie in memory, put to presigned URLs of the same API, some at once. While a part is
 * on its way the next one of its lane is hashed and given its URL.
 */
import { type Bytes, fromBase64Url, sha256 } from '../../shared/bytes.ts';
import { createClient, type SentPart } from '../../shared/client.ts';
import { bodyGeometry, storedPart } from '../../shared/crypto/body.ts';
import { PRESIGN_BATCH_MAX } from '../../shared/limits.ts';
import { type PartUrl, putPart, type ShareGo } from './put-part.ts';

export interface PlainUploadInput {
  readonly file: File;
  /** Of all workers. */
  readonly workers: number;
  readonly worker: number;
  /** Of this worker. */
  readonly connections: number;
  readonly hashed: boolean;
}

interface Put extends PartUrl {
  readonly number: number;
  readonly bytes: Bytes;
  readonly sha256: Bytes;
}

const client = createClient(location.origin, (url, init) => fetch(url, init));

export async function plainUpload(input: PlainUploadInput): Promise<(go: ShareGo) => Promise<SentPart[]>> {
  const { file, workers, worker, connections, hashed } = input;
  const geometry = bodyGeometry(file.size);
  const parts = new Map<number, Bytes>();
  const digests = new Map<number, Bytes>();
  for (let index = worker; index < geometry.parts; index += workers) {
    const { offset, size } = storedPart(geometry, index);
    const bytes = new Uint8Array(size);
    bytes.set(new Uint8Array(await file.slice(offset, offset + size).arrayBuffer()));
    parts.set(index + 1, bytes);
    if (!hashed) digests.set(index + 1, await sha256(bytes));
  }

  return async (go) => {
    const id = fromBase64Url(go.id) as Bytes;
    const token = fromBase64Url(go.token) as Bytes;

    async function presign(numbers: readonly number[]): Promise<Put[]> {
      const asked = numbers.map((number) => ({
        number,
        size: (parts.get(number) as Bytes).length,
        sha256: digests.get(number) as Bytes,
      }));
      const answer = await client.presignParts(id, token, asked);
      return answer.parts.map(({ number, url, headers }) => ({
        number,
        url,
        headers: headers as Record<string, string>,
        bytes: parts.get(number) as Bytes,
        sha256: digests.get(number) as Bytes,
      }));
    }

    const queue = parts.keys();
    const batches = new Map<number, Promise<Put[]>>();
    if (!hashed) {
      const numbers = [...parts.keys()];
      for (let at = 0; at < numbers.length; at += PRESIGN_BATCH_MAX) {
        const batch = numbers.slice(at, at + PRESIGN_BATCH_MAX);
        const answer = presign(batch);
        for (const number of batch) batches.set(number, answer);
      }
    }

    /** The next part of the queue, as soon as it can be put. */
    function next(): Promise<Put | undefined> | null {
      const { done, value: number } = queue.next();
      if (done) return null;
      return ready(number);
    }

    async function ready(number: number): Promise<Put | undefined> {
      const batch = batches.get(number);
      if (batch) return (await batch).find((put) => put.number === number);
      digests.set(number, await sha256(parts.get(number) as Bytes));
      return (await presign([number]))[0];
    }

    const sent: SentPart[] = [];
    async function lane(): Promise<void> {
      for (let coming = next(); coming; ) {
        const put = await coming;
        if (!put) throw new Error('no URL');
        coming = next();
        coming?.catch(() => undefined);
        sent.push({ number: put.number, sha256: put.sha256, etag: await putPart(put, put.bytes) });
      }
    }
    await Promise.all(Array.from({ length: connections }, lane));
    return sent;
  };
}
