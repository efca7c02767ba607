/**
 * Verified plaintext of a range of an opened share: fetched, compared with what is signed, and opened by the workers of the
 * pool. Saves and previews take the same way.
 */
import type { Bytes } from '../../shared/bytes.ts';
import { type BodyRange, receiveRange } from '../../shared/transfer/receive.ts';
import { retrying, sharedReconnecting } from '../../shared/transfer/retry.ts';
import { knownBody } from '../../shared/transfer/sealed-part.ts';
import type { DownloadSource } from './opening.ts';
import { openDownload } from './part-pool.ts';
import { clock } from './server.ts';

export interface VerifyingPorts {
  readonly source: Pick<DownloadSource, 'id' | 'manifest' | 'bodyUrl' | 'refused'>;
  readonly signal: AbortSignal;
  readonly checked: (bytes: number) => void;
  readonly reconnecting: (reconnecting: boolean) => void;
}

/**
 * In order, in pieces of at most a part. Pieces that are "reused" hold until the next one is asked for: their memory is that
 * of a later one then. Throws what verification and network throw.
 */
export async function* verifiedRange(
  range: BodyRange,
  pieces: 'kept' | 'reused',
  { source, signal, checked, reconnecting }: VerifyingPorts,
): AsyncGenerator<Bytes, void> {
  const onReconnecting = sharedReconnecting(reconnecting);
  const bodyUrl = () => source.bodyUrl(signal);
  // The grant is taken, and counted, even where there is no byte to fetch.
  await retrying(bodyUrl, { signal, clock, onReconnecting });
  const { manifest, id, refused } = source;
  const { geometry, digests } = manifest;
  const body = await knownBody(manifest, id);
  const opened = await openDownload(body, digests, { signal, bodyUrl, refused, onReconnecting });
  try {
    const { part, reuse } = opened;
    const ports = pieces === 'reused' ? { part, reuse, signal } : { part, signal };
    for await (const piece of receiveRange(geometry, range, ports)) {
      const { length } = piece;
      yield piece;
      // The piece itself may be elsewhere now.
      checked(length);
    }
  } finally {
    opened.close();
  }
}
