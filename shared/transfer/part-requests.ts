/**
 * Parts on the line: put or fetched by presigned URLs until they are there, each try with a fresh URL. Where requests run, and
 * who signs the URLs, is the caller's.
 */
import type { Bytes } from '../bytes.ts';
import type { Fetch } from '../call.ts';
import type { PresignedPut } from '../contract.ts';
import { hasCode } from '../errors.ts';
import type { Gate } from './gate.ts';
import type { Patience } from './patience.ts';
import { type RetryPorts, retrying } from './retry.ts';
import type { PartSeal, SealedPart } from './sealed-part.ts';
import { getRange, putBytes, type StoredRange } from './store-http.ts';

/** What all requests of a transfer have in common. */
export interface Line {
  readonly retry: RetryPorts;
  readonly patience: Patience;
}

/** A sealed part, as whoever signs its URL is told of it. */
export interface PartToPut {
  /** From 1. */
  readonly number: number;
  readonly size: number;
  readonly seal: PartSeal;
}

export interface PutPorts extends Line {
  /** What puts part `number`, of so many bytes. It calls `moves`, where it can, while they leave. */
  readonly put: (number: number, bytes: number, moves: () => void) => Fetch;
  /** A pause that a person has asked for. */
  readonly gate: Gate;
  /** A fresh URL; it is remembered how the part was sealed before it is given. */
  readonly url: (part: PartToPut) => Promise<PresignedPut>;
  /** After a refusal: throws where the share takes no parts any more. */
  readonly refused: () => Promise<unknown>;
}

/** Puts a part until the store has it; answers its ETag. */
export function putPart(
  part: SealedPart,
  { retry, patience, put, gate, url, refused }: PutPorts,
): Promise<string> {
  const { number, bytes, seed, sha256 } = part;
  const { clock } = retry;
  return retrying(async (moves) => {
    const send = put(number, bytes.length, moves);
    for (;;) {
      await gate.passed(retry.signal);
      const closing = gate.closing();
      const to = await url({ number, size: bytes.length, seal: { seed, sha256 } });
      const signal = AbortSignal.any([retry.signal, closing]);
      try {
        return await putBytes(send, to, bytes, { signal, patience, ...(clock ? { clock } : {}) });
      } catch (error) {
        // Broken off by a pause: the same bytes go again when it is over.
        if (closing.aborted && !retry.signal.aborted) continue;
        // A store's refusal without CORS headers looks like a lost network.
        if (hasCode(error, 'url-refused', 'server-unreachable')) await refused();
        throw error;
      }
    }
  }, retry);
}

export interface GetPorts extends Line {
  readonly fetch: Fetch;
  /** A URL of the body, which may have been used before. */
  readonly url: () => Promise<string>;
  /** Forgets a URL that the store refused. */
  readonly refused: () => Promise<unknown>;
}

/** Exactly a range of the stored body, in `memory` where there is any. */
export function getPart(
  range: StoredRange,
  memory: Bytes | null,
  { retry, patience, fetch, url, refused }: GetPorts,
): Promise<Bytes> {
  const { clock, signal } = retry;
  return retrying(async (moves) => {
    const from = await url();
    try {
      const ports = { signal, patience, onBytes: moves, ...(clock ? { clock } : {}) };
      return await getRange(fetch, from, range, { ...ports, memory });
    } catch (error) {
      // A store's refusal without CORS headers looks like a lost network. The API knows, and gives a fresh URL.
      if (hasCode(error, 'url-refused', 'server-unreachable', 'garbled')) await refused();
      throw error;
    }
  }, retry);
}
