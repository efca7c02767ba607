/**
 * Presigned URLs for parts, asked for in batches: while one request runs, the parts that become ready wait together
 * for the next.
 */
import type { Bytes } from '../bytes.ts';
import type { Client, PartToSend } from '../client.ts';
import type { PresignedPut } from '../contract.ts';
import { SealdropError } from '../errors.ts';
import { PRESIGN_BATCH_MAX } from '../limits.ts';

interface Waiting {
  readonly part: PartToSend;
  readonly resolve: (url: PresignedPut) => void;
  readonly reject: (error: unknown) => void;
}

export interface PartUrlPorts {
  /** Owner token. */
  readonly token: Bytes;
  readonly signal: AbortSignal;
  /** Of the stored body, once it is known to be less than create was told. */
  readonly bodySize?: () => number | undefined;
}

/** A fresh URL for one part of this upload. */
export function partUrls(
  client: Pick<Client, 'presignParts'>,
  id: Bytes,
  { token, signal, bodySize }: PartUrlPorts,
): (part: PartToSend) => Promise<PresignedPut> {
  let waiting: Waiting[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, PRESIGN_BATCH_MAX);
      waiting = waiting.slice(PRESIGN_BATCH_MAX);
      try {
        const parts = batch.map(({ part }) => part);
        const answer = await client.presignParts(id, token, parts, signal, bodySize?.());
        const urls = new Map(answer.parts.map(({ number, ...url }) => [number, url]));
        for (const { part, resolve, reject } of batch) {
          const url = urls.get(part.number);
          if (url) resolve(url);
          else reject(new SealdropError('unexpected'));
        }
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running = false;
  }

  return (part) =>
    new Promise((resolve, reject) => {
      waiting.push({ part, resolve, reject });
      if (!running) void run();
    });
}
