/**
 * One part on its way up: plaintext is read, sealed, digested and put, all in one piece of memory that the next part gets
 * afterwards, for memory that was never used before costs more than sealing. docs/format.md, "Sending".
 */
import type { Bytes } from '../bytes.ts';
import type { SentPart } from '../client.ts';
import { type BodyGeometry, plainPart, storedPart } from '../crypto/body.ts';
import { type Body, type PartSeal, plaintextIn, type SealedPart, sealPart } from './sealed-part.ts';

/** A part that the store has acknowledged, and how it was sealed. */
export interface PartReceipt extends SentPart, PartSeal {}

/** Parts as they are before they are sealed. */
export interface PartSource {
  /** Begins to read a part that is wanted soon. */
  readonly readAhead: (index: number) => void;
  /** The memory of part `index` (from 0), of its stored size, with its plaintext in it (plaintextIn). */
  readonly read: (index: number) => Promise<Bytes>;
  /** Takes memory back that nobody needs any more. */
  readonly reuse: (part: Bytes) => void;
}

/**
 * Fills all of `target` with the body's bytes from `offset`, all files end to end. Answers where they stand: the same
 * place of the same memory, which may have been moved.
 */
export type FillPart = (target: Bytes, offset: number) => Promise<Bytes>;

/** Parts whose plaintext comes by `fill`, with zeros behind the last file. */
export function partSource(geometry: BodyGeometry, fill: FillPart): PartSource {
  const capacity = storedPart(geometry, 0).size;
  const free: Bytes[] = [];
  const ahead = new Map<number, Promise<Bytes>>();

  async function read(index: number): Promise<Bytes> {
    const { size } = storedPart(geometry, index);
    const part = (free.pop() ?? new Uint8Array(capacity)).subarray(0, size);
    const plain = plaintextIn(geometry, index, part);
    const { offset } = plainPart(geometry, index);
    const given = Math.min(Math.max(geometry.bodySize - offset, 0), plain.length);
    const { buffer } = given > 0 ? await fill(plain.subarray(0, given), offset) : plain;
    const filled = new Uint8Array(buffer, part.byteOffset, size);
    plaintextIn(geometry, index, filled).fill(0, given);
    return filled;
  }

  return {
    readAhead(index) {
      const reading = read(index);
      // Whoever wants it learns of a failure.
      reading.catch(() => undefined);
      ahead.set(index, reading);
    },
    read(index) {
      const begun = ahead.get(index);
      ahead.delete(index);
      return begun ?? read(index);
    },
    reuse(part) {
      if (part.buffer.byteLength === capacity) free.push(new Uint8Array(part.buffer));
    },
  };
}

/** Seals and puts parts. Where it runs, in a worker of the page or in Node, is the caller's. */
export interface PartSealer {
  /**
   * Seals part `index` (from 0) in its memory, and puts it. `before`: how it was sealed earlier. Answers the memory too,
   * which may have been moved. Throws file-changed where it was sealed from other plaintext, and what putting throws.
   */
  readonly send: (
    index: number,
    part: Bytes,
    before: PartSeal | null,
  ) => Promise<{ readonly receipt: PartReceipt; readonly part: Bytes }>;
  /** Throws file-changed where part `index` was sealed from other plaintext. Answers the memory, as `send` does. */
  readonly compare: (index: number, part: Bytes, before: PartSeal) => Promise<Bytes>;
}

/** `put` stores a part and answers its ETag; it tries again by itself until the part is stored, or throws. */
export function partSealer(body: Body, put: (part: SealedPart) => Promise<string>): PartSealer {
  return {
    async send(index, part, before) {
      const sealed = await sealPart(body, index, part, before);
      const { number, seed, sha256 } = sealed;
      return { receipt: { number, seed, sha256, etag: await put(sealed) }, part };
    },
    async compare(index, part, before) {
      await sealPart(body, index, part, before);
      return part;
    },
  };
}

export interface PartSender {
  /**
   * Reads, seals and puts part `index` (from 0). `before`: how it was sealed earlier. Throws file-changed where it was
   * sealed from other plaintext, and what reading and putting throw.
   */
  readonly send: (index: number, before: PartSeal | null) => Promise<PartReceipt>;
  /** Throws file-changed where part `index` was sealed from other plaintext than there is now. */
  readonly compare: (index: number, before: PartSeal) => Promise<void>;
}

export function partSender(source: PartSource, sealer: PartSealer): PartSender {
  return {
    async send(index, before) {
      const { receipt, part } = await sealer.send(index, await source.read(index), before);
      source.reuse(part);
      return receipt;
    },
    async compare(index, before) {
      source.reuse(await sealer.compare(index, await source.read(index), before));
    },
  };
}
