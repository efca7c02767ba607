/** The opened link of this tab: one at a time; its states go to the page as events, its downloads come from here. */
import { type Bytes, random } from '../../shared/bytes.ts';
import { asSealdropError, hasCode, SealdropError } from '../../shared/errors.ts';
import { parseFragment, parseShareId } from '../../shared/link.ts';
import { loadOwnShare } from '../vault/own-shares.ts';
import { loadTab, saveTab } from '../vault/tabs.ts';
import { emit } from './events.ts';
import {
  type OpenedShare,
  type Opening,
  openReady,
  type PassphraseMemory,
  requireSameBody,
  waitUntilReady,
} from './opened-share.ts';
import type { Commands, OpenState } from './protocol.ts';
import { client } from './server.ts';

/** URLs are renewed this many seconds before they expire. */
const RENEW_BEFORE = 30;

interface Current {
  readonly opening: Opening;
  readonly tab: string;
  readonly controller: AbortController;
  readonly memory: PassphraseMemory;
  share: OpenedShare | null;
  grant: Bytes | null;
  url: { url: string; expires: number } | null;
}

let current: Current | null = null;
/** The newest call of open, whose states alone reach the page. */
let newest: AbortController | null = null;

/** Opens a link in place of the one before; resolves at once, states follow as events. */
export async function open({ shareId, fragment, tab }: Commands['open']['in']): Promise<void> {
  current?.controller.abort();
  current = null;
  newest?.abort();
  const controller = new AbortController();
  newest = controller;
  show({ state: 'loading' });
  try {
    const id = parseShareId(shareId);
    const own = await loadOwnShare(id);
    const stored = fragment === null ? await loadTab(tab, id) : null;
    const linkSecret = fragment === null ? (stored?.linkSecret ?? null) : await parseFragment(id, fragment);
    const grant = stored?.grant ?? null;
    if (linkSecret) await saveTab(tab, id, { linkSecret, grant });
    // Another link was opened while this one was looked up.
    if (controller.signal.aborted) return;
    const opening = { id, linkSecret, own, signal: controller.signal };
    current = { opening, tab, controller, memory: new Map(), share: null, grant, url: null };
    void showWhenReady(current);
  } catch (error) {
    if (!controller.signal.aborted) show({ state: 'failed', error: wire(error) });
  }
}

/** Tries a passphrase. Throws wrong-passphrase, and what opening throws. */
export async function unlock(passphrase: string): Promise<void> {
  if (!current) throw new SealdropError('unexpected');
  await showOpened(current, passphrase);
}

async function showWhenReady(opened: Current): Promise<void> {
  try {
    await showOpened(opened, null);
  } catch (error) {
    if (opened === current) show({ state: 'failed', error: wire(error) });
  }
}

async function showOpened(opened: Current, passphrase: string | null): Promise<void> {
  const { opening, grant, memory } = opened;
  const answer = await waitUntilReady(opening, (received, total) => {
    if (opened === current) show({ state: 'uploading', received, total });
  });
  // A grant from before a reload goes on; without one there is nothing to come.
  if (answer.exhausted && !grant && !opening.own)
    throw new SealdropError('ended', { details: { reason: 'limit' } });
  const share = await openReady(opening, answer, memory, passphrase);
  if (opened !== current) return;
  if (share === 'locked') {
    show({ state: 'locked', expires: answer.expires });
    return;
  }
  opened.share = share;
  const { files, note, geometry } = share.manifest;
  show({
    state: 'open',
    files,
    size: geometry.bodySize,
    note,
    sender: { kind: share.isOwn ? 'self' : 'not-identified' },
    expires: share.expires,
  });
}

/** What a download needs of the opened share. */
export interface DownloadSource {
  readonly id: Bytes;
  readonly manifest: OpenedShare['manifest'];
  /** A URL for the body, renewed where it has expired or the share's access has changed. */
  readonly bodyUrl: (signal: AbortSignal) => Promise<string>;
  /** Forgets a URL that the store refused. */
  readonly refused: () => void;
}

/** Throws unexpected where nothing is open. */
export function downloadSource(): DownloadSource {
  const opened = current;
  if (!opened?.share) throw new SealdropError('unexpected');
  // Lanes that need a URL at once share one question.
  let asking: Promise<string> | null = null;
  return {
    id: opened.opening.id,
    manifest: opened.share.manifest,
    bodyUrl: (signal) => {
      asking ??= bodyUrl(opened, signal).finally(() => {
        asking = null;
      });
      return asking;
    },
    refused: () => {
      opened.url = null;
    },
  };
}

async function bodyUrl(opened: Current, signal: AbortSignal): Promise<string> {
  const now = Date.now() / 1000;
  if (opened.url && opened.url.expires - RENEW_BEFORE > now) return opened.url.url;
  const { opening } = opened;
  const share = opened.share as OpenedShare;
  if (!share.isOwn && !opened.grant) {
    opened.grant = random(16);
    // Kept before it is used: after a reload the same grant is the same download.
    if (opening.linkSecret) {
      await saveTab(opened.tab, opening.id, { linkSecret: opening.linkSecret, grant: opened.grant });
    }
  }
  const grant = share.isOwn ? null : opened.grant;
  try {
    opened.url = await client.bodyUrl(opening.id, share.token, grant, signal);
  } catch (error) {
    if (!hasCode(error, 'stale', 'wrong-token')) throw error;
    await readAgain(opened, share);
    opened.url = await client.bodyUrl(opening.id, opened.share?.token ?? share.token, grant, signal);
  }
  return opened.url.url;
}

/** The owner changed who can open: the header is checked again, and the download goes on if the body is the same. */
async function readAgain(opened: Current, before: OpenedShare): Promise<void> {
  const answer = await waitUntilReady(opened.opening, () => undefined);
  const share = await openReady(opened.opening, answer, opened.memory, null);
  // A passphrase was set meanwhile: who opened without one has to open again.
  if (share === 'locked') throw new SealdropError('link-replaced');
  requireSameBody(before.manifest, share.manifest);
  opened.share = share;
}

function show(state: OpenState): void {
  emit({ type: 'open', state });
}

function wire(error: unknown) {
  const { code, details } = asSealdropError(error);
  return { code, details };
}
