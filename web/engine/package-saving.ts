/**
 * Saves a share as a portable package: its objects as they are stored, each compared with what is signed before it is passed
 * on. docs/package.md, "Making one".
 */
import type { Bytes } from '../../shared/bytes.ts';
import { decodeHeader } from '../../shared/crypto/header.ts';
import { SealdropError } from '../../shared/errors.ts';
import { parseShareId } from '../../shared/link.ts';
import { requirePackable, writePackage } from '../../shared/package/write-package.ts';
import { bodyUrls } from '../../shared/share/body-url.ts';
import { inOrder } from '../../shared/transfer/lanes.ts';
import { getPart } from '../../shared/transfer/part-requests.ts';
import { newPatience } from '../../shared/transfer/patience.ts';
import { storedPartReceiver } from '../../shared/transfer/receive.ts';
import { receiveSealedManifest } from '../../shared/transfer/receive-manifest.ts';
import { retrying, sharedReconnecting } from '../../shared/transfer/retry.ts';
import { loadOwnShare } from '../vault/own-shares.ts';
import { pacedSaving } from './events.ts';
import { openReady } from './opened-share.ts';
import { discardIfEnded, type PackedSource, packedSource } from './opening.ts';
import type { Commands, Saved, SaveProgress } from './protocol.ts';
import { saveContent } from './save-content.ts';
import { client, clock, storeFetch } from './server.ts';

/** Parts that are fetched ahead of whoever takes them. */
const AHEAD = 4;

let running: AbortController | null = null;

/** Throws too-large, and what opening, network and sink throw. */
export async function savePackage({ from, target }: Commands['save-package']['in']): Promise<Saved> {
  if (target.kind === 'staged') throw new SealdropError('unexpected');
  running?.abort();
  const controller = new AbortController();
  running = controller;
  let source: PackedSource | null = null;
  try {
    source =
      'tab' in from
        ? await packedSource(from.tab, controller.signal)
        : await ownSource(from.shareId, controller.signal);
    const signal = AbortSignal.any([controller.signal, source.closed]);
    const content = packaged(source, 'tab' in from ? from.tab : from.shareId, signal);
    return { blob: await saveContent(target, content, signal) };
  } catch (error) {
    if (source) await discardIfEnded(source.id, error);
    throw error;
  } finally {
    controller.abort();
    if (running === controller) running = null;
  }
}

/** Ends it by hand: nothing of it is kept. */
export function cancelPackage(): void {
  running?.abort();
}

/** A share that was sent from here, and is ready. Throws not-found, not-complete, ended. */
async function ownSource(shareId: string, signal: AbortSignal): Promise<PackedSource> {
  const id = parseShareId(shareId);
  const own = await loadOwnShare(id);
  if (!own) throw new SealdropError('not-found');
  const answer = await client.share(id, signal);
  if (answer.state === 'ended') throw new SealdropError('ended', { details: { reason: answer.reason } });
  if (answer.state !== 'ready') throw new SealdropError('not-complete');
  const share = await openReady({ id, linkSecret: null, own, signal }, answer, new Map(), null);
  if (share === 'locked') throw new SealdropError('unexpected');
  const { manifest, token } = share;
  const urls = bodyUrls({
    client,
    id,
    token: () => token,
    grant: async () => null,
    readAgain: () => Promise.reject(new SealdropError('unexpected')),
  });
  const { header } = answer;
  return { id, manifest, token, header, closed: signal, bodyUrl: urls.url, refused: urls.refused };
}

async function* packaged(
  source: PackedSource,
  tab: string,
  signal: AbortSignal,
): AsyncGenerator<Bytes, void> {
  const { id, manifest, token, header, bodyUrl, refused } = source;
  const { geometry, digests } = manifest;
  requirePackable(geometry.objectSize);
  const { tell, flush } = pacedSaving(tab);
  let progress: SaveProgress = { done: 0, total: geometry.objectSize, placed: null, reconnecting: false };
  const update = (change: Partial<SaveProgress>) => {
    progress = { ...progress, ...change };
    tell(progress);
  };
  update({});
  const onReconnecting = sharedReconnecting((reconnecting) => update({ reconnecting }));
  const retry = { signal, clock, onReconnecting };
  const url = () => bodyUrl(signal);
  const line = { retry, patience: newPatience(), fetch: storeFetch, url, refused: async () => refused() };
  const part = storedPartReceiver(geometry, digests, {
    get: (range, memory) => getPart(range, memory, line),
    onMismatch: refused,
  });

  // Before the body, for it is small, and may be another one by the time that the body is here.
  const sealed = await retrying(
    () =>
      receiveSealedManifest(decodeHeader(header).core, {
        fetch: storeFetch,
        url: async () => (await client.manifestUrl(id, token, signal)).url,
        signal,
        clock,
      }),
    retry,
  );

  async function* body() {
    for await (const bytes of inOrder(AHEAD, Array(geometry.parts).keys(), (index) => part(index))) {
      if (signal.aborted) throw new SealdropError('cancelled');
      yield bytes;
      update({ done: progress.done + bytes.length });
    }
  }
  yield* writePackage(body(), async () => ({ header, manifest: sealed }));
  flush(progress);
}
