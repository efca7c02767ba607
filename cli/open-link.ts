/** Opening a share: by its link, by what the user has sent, or by their key pairs. */
import { type Bytes, random } from '../shared/bytes.ts';
import { systemClock } from '../shared/clock.ts';
import { plainPart } from '../shared/crypto/body.ts';
import { SealdropError } from '../shared/errors.ts';
import { parseFragment, parseShareId } from '../shared/link.ts';
import { bodyUrls } from '../shared/share/body-url.ts';
import { type OpenedShare, type PassphraseMemory, requireSameBody } from '../shared/share/open-share.ts';
import { getPart } from '../shared/transfer/part-requests.ts';
import { newPatience } from '../shared/transfer/patience.ts';
import { partReceiver, receiveRange } from '../shared/transfer/receive.ts';
import { knownBody } from '../shared/transfer/sealed-part.ts';
import type { Device } from './device.ts';
import type { Progress } from './progress.ts';
import type { Site } from './site.ts';

/** What a link says. */
export interface ShareLink {
  readonly origin: string;
  /** 16 bytes. */
  readonly id: Bytes;
  readonly linkSecret: Bytes | null;
}

/** Throws link-cut where it is not whole, needs-newer where its version is not known. */
export async function parseLink(text: string): Promise<ShareLink> {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  const path = url && /^\/s\/([\w-]+)$/.exec(url.pathname);
  if (!url || !path || !/^https?:$/.test(url.protocol)) throw new SealdropError('link-cut');
  const id = parseShareId(path[1] ?? '');
  const fragment = url.hash.slice(1);
  return { origin: url.origin, id, linkSecret: fragment ? await parseFragment(id, fragment) : null };
}

export interface OpenedLink {
  readonly share: OpenedShare;
  /**
   * Verified bytes of all files, from `start` on, in pieces that end where parts do. `grant`: what the download is counted by,
   * 16 bytes. The memory of a piece is used again for the next.
   */
  readonly content: (start: number, grant: Bytes, progress: Progress) => AsyncGenerator<Bytes, void, void>;
}

export interface LinkPorts {
  /** Asked once, where the link needs one. */
  readonly passphrase: () => Promise<string>;
  /** While its sender is still at it. */
  readonly onUploading: (percent: number) => void;
  /** Ends whatever waits. */
  readonly signal?: AbortSignal;
}

const never = new AbortController().signal;

/** Throws whatever opening a share throws, cancelled. */
export async function openLink(
  { id, linkSecret }: ShareLink,
  { site, device }: { readonly site: Site; readonly device: Device },
  asked: LinkPorts,
): Promise<OpenedLink> {
  const { signal = never } = asked;
  const own = await device.loadOwnShare(id);
  const opening = { id, linkSecret, own, signal };
  const memory: PassphraseMemory = new Map();
  const answer = await device.waitUntilReady(opening, (received, total) =>
    asked.onUploading(Math.floor((100 * received) / Math.max(1, total))),
  );
  const openedOrLocked = await device.openReady(opening, answer, memory, null);
  let share =
    openedOrLocked === 'locked'
      ? await device.openReady(opening, answer, memory, await asked.passphrase())
      : openedOrLocked;
  if (share === 'locked') throw new SealdropError('wrong-passphrase');
  const first = share;

  async function readAgain(stop: AbortSignal): Promise<void> {
    const again = await site.client.share(id, stop);
    if (again.state === 'ended') throw new SealdropError('ended', { details: { reason: again.reason } });
    // What was ready once never goes back.
    if (again.state !== 'ready') throw new SealdropError('rolled-back');
    const fresh = await device.openReady({ ...opening, signal: stop }, again, memory, null);
    if (fresh === 'locked') throw new SealdropError('link-replaced');
    requireSameBody(first.manifest, fresh.manifest);
    share = fresh;
  }

  async function* content(start: number, grant: Bytes, progress: Progress) {
    const { manifest, isOwn } = first;
    const { geometry, digests } = manifest;
    const controller = new AbortController();
    const stop = () => controller.abort();
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    const urls = bodyUrls({
      client: site.client,
      id,
      token: () => (share as OpenedShare).token,
      grant: async () => (isOwn ? null : grant),
      readAgain,
    });
    const retry = {
      signal: controller.signal,
      clock: systemClock,
      onReconnecting: (waits: boolean) => progress.phase(waits ? 'Reconnecting' : 'Saving'),
    };
    const refused = async () => urls.refused();
    const line = {
      retry,
      patience: newPatience(),
      fetch: site.fetch,
      url: () => urls.url(retry.signal),
      refused,
    };
    const receive = partReceiver(await knownBody(manifest, id), digests, {
      get: (range, room) => getPart(range, room, line),
      onMismatch: urls.refused,
    });
    const free: Bytes[] = [];
    const range = { start, end: geometry.bodySize };
    try {
      yield* receiveRange(geometry, range, {
        part: (index) => receive(index, free.pop() ?? null),
        reuse: (part) => {
          if (part.buffer.byteLength >= plainPart(geometry, 0).size) free.push(part);
        },
        signal: retry.signal,
      });
    } finally {
      signal.removeEventListener('abort', stop);
      stop();
    }
  }

  return { share: first, content };
}

/** A grant for a download that is not gone on with. */
export function newGrant(): Bytes {
  return random(16);
}
