/**
 * One part on its way up: plaintext is read, sealed, digested and put. Where it runs, in a worker of the page or in Node,
 * is the caller's; the ports read and put. docs/format.md, "Sending".
 */
import type { Bytes } from '../bytes.ts';
import type { SentPart } from '../client.ts';
import { plainPart } from '../crypto/body.ts';
import { type Body, type PartSeal, type SealedPart, sealPart } from './sealed-part.ts';

export interface PartPorts {
  /** Exactly `size` bytes of plaintext from `offset` of the body, all files end to end; zeros behind the last file. */
  readonly read: (offset: number, size: number) => Promise<Bytes>;
  /** Stores a part and answers its ETag; tries again by itself until it is stored, or throws. */
  readonly put: (part: SealedPart) => Promise<string>;
}

/** A part that the store has acknowledged, and how it was sealed. */
export interface PartReceipt extends SentPart, PartSeal {}

export interface PartSender {
  /**
   * Seals and puts part `index` (from 0). `before`: how it was sealed earlier. Throws file-changed where it was sealed
   * from other plaintext, and what the ports throw.
   */
  readonly send: (index: number, before: PartSeal | null) => Promise<PartReceipt>;
  /** Throws file-changed where part `index` was sealed from other plaintext than there is now. */
  readonly compare: (index: number, before: PartSeal) => Promise<void>;
}

export function partSender(body: Body, { read, put }: PartPorts): PartSender {
  async function seal(index: number, before: PartSeal | null): Promise<SealedPart> {
    const { offset, size } = plainPart(body.geometry, index);
    return sealPart(body, index, await read(offset, size), before);
  }
  return {
    async send(index, before) {
      const part = await seal(index, before);
      const { number, seed, sha256 } = part;
      return { number, seed, sha256, etag: await put(part) };
    },
    async compare(index, before) {
      await seal(index, before);
    },
  };
}
