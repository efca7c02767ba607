/**
 * What the browser alone does of the work that sealing and opening a file is, without a line of the product: bytes read or
 * fetched, AES-256-GCM, SHA-256, PUT, each in the fastest shape known, in memory that is used again. No format, keys,
 * retries, progress, or order of parts: nothing that does this work in a browser can be faster.
 */
import { type Bytes, fromBase64Url } from '../../shared/bytes.ts';
import { createClient, type SentPart } from '../../shared/client.ts';
import { type BodyGeometry, bodyGeometry, storedPart } from '../../shared/crypto/body.ts';
import { hold, intoMemory } from './pieces.ts';
import { type PartUrl, putPart, type ShareGo } from './put-part.ts';

export interface BareInput {
  readonly workers: number;
  readonly worker: number;
  /** Of this worker. */
  readonly connections: number;
}

export interface BareFileInput extends BareInput {
  readonly file: File;
}

const CALL = 262_144;
export const PART = 32 * CALL;

const client = createClient(location.origin, (url, init) => fetch(url, init));

type Encrypt = (part: Bytes) => Promise<void>;

export async function newKey(): Promise<Encrypt> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  let count = 0;
  /** Encrypts a part in its place, as far as its bytes fit without tags. */
  return async (part) => {
    for (let at = 0; at < part.length; at += CALL) {
      const iv = new Uint8Array(12);
      new DataView(iv.buffer).setUint32(0, count++);
      const plain = part.subarray(at, at + CALL);
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain);
      plain.set(new Uint8Array(sealed, 0, plain.length));
    }
  };
}

/** The stretch of parts of one worker. */
function stretchOf(parts: number, { workers, worker }: BareInput): { first: number; end: number } {
  const each = Math.ceil(parts / workers);
  return { first: Math.min(worker * each, parts), end: Math.min((worker + 1) * each, parts) };
}

/** Runs `work` on the numbers from `first` to `end`, some at once, each with memory of its own. */
export async function inParts(
  { first, end }: { first: number; end: number },
  connections: number,
  work: (index: number, memory: Bytes) => Promise<Bytes>,
): Promise<void> {
  let next = first;
  async function lane(): Promise<void> {
    let memory = new Uint8Array(PART);
    while (next < end) memory = await work(next++, memory);
  }
  await Promise.all(Array.from({ length: connections }, lane));
}

const digestOf = async (part: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', part));

/** Encrypts, hashes and puts a part that was read into `memory`, and answers what its share is completed with. */
export async function putBare(
  { id, token }: { readonly id: Bytes; readonly token: Bytes },
  { geometry, index, memory, encrypt }: BarePart,
): Promise<SentPart> {
  const part = memory.subarray(0, storedPart(geometry, index).size);
  await encrypt(part);
  const named = { number: index + 1, size: part.length, sha256: await digestOf(part) };
  const [url] = (await client.presignParts(id, token, [named])).parts;
  return { number: named.number, sha256: named.sha256, etag: await putPart(url as PartUrl, part) };
}

interface BarePart {
  readonly geometry: BodyGeometry;
  readonly index: number;
  readonly memory: Bytes;
  readonly encrypt: Encrypt;
}

export const shareOf = ({ id, token }: ShareGo) => ({
  id: fromBase64Url(id) as Bytes,
  token: fromBase64Url(token) as Bytes,
});

/** Read, encrypted, hashed, put. */
export async function bareUpload(input: BareFileInput) {
  const { file, connections } = input;
  const geometry = bodyGeometry(file.size);
  const encrypt = await newKey();
  return async (go: ShareGo): Promise<SentPart[]> => {
    const share = shareOf(go);
    const sent: SentPart[] = [];
    const stretch = stretchOf(geometry.parts, input);
    const fill = intoMemory(file.slice(stretch.first * PART, stretch.end * PART));
    await inParts(stretch, connections, async (index, memory) => {
      const filled = await fill(memory);
      sent.push(await putBare(share, { geometry, index, memory: filled, encrypt }));
      return filled;
    });
    return sent;
  };
}

/** Read, encrypted, hashed. Answers bytes. */
export async function bareSeal(input: BareFileInput) {
  const { file, connections } = input;
  const encrypt = await newKey();
  const stretch = stretchOf(Math.floor(file.size / PART), input);
  return async (): Promise<number> => {
    const fill = intoMemory(file.slice(stretch.first * PART, stretch.end * PART));
    let bytes = 0;
    await inParts(stretch, connections, async (_, memory) => {
      const part = await fill(memory);
      await encrypt(part);
      await digestOf(part);
      bytes += part.length;
      return part;
    });
    return bytes;
  };
}

/** Fetched, hashed, and as many bytes put through AES-256-GCM, which takes as long to open as to seal. Answers bytes. */
export async function bareDownload(input: BareInput) {
  const decrypt = await newKey();
  return async ({ url, objectSize }: { url: string; objectSize: number }): Promise<number> => {
    let bytes = 0;
    await inParts(
      stretchOf(Math.ceil(objectSize / PART), input),
      input.connections,
      async (index, memory) => {
        const start = index * PART;
        const end = Math.min(start + PART, objectSize);
        const headers = { range: `bytes=${start}-${end - 1}` };
        const response = await fetch(new URL(url, location.origin), { headers, cache: 'no-store' });
        if (response.status !== 206 || !response.body) throw new Error(`GET: ${response.status}`);
        const reader = response.body.getReader({ mode: 'byob' });
        const release = hold(reader);
        let filled = memory;
        for (let done = 0; done < end - start; ) {
          const { value } = await reader.read(filled.subarray(done));
          if (!value) throw new Error('GET: cut');
          filled = new Uint8Array(value.buffer, 0, PART);
          done += value.length;
        }
        release();
        const part = filled.subarray(0, end - start);
        await digestOf(part);
        await decrypt(part);
        bytes += part.length;
        return filled;
      },
    );
    return bytes;
  };
}
