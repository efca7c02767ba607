/** The opened link of this tab: one at a time; its states go to the page as events, its downloads come from here. */
import { type Bytes, random } from '../../shared/bytes.ts';
import { asSealdropError, hasCode, SealdropError } from '../../shared/errors.ts';
import { linkFragment, parseFragment, parseShareId } from '../../shared/link.ts';
import { type BodyUrls, bodyUrls } from '../../shared/share/body-url.ts';
import {
  type OpenedShare,
  type Opening,
  type PassphraseMemory,
  requireSameBody,
} from '../../shared/share/open-share.ts';
import { loadOwnShare } from '../vault/own-shares.ts';
import { forgetOldTabs, keepTab, loadTab, saveTab } from '../vault/tabs.ts';
import { emit } from './events.ts';
import { openReady, waitUntilReady } from './opened-share.ts';
import type { Commands, OpenState, Reportable } from './protocol.ts';
import { senderOf } from './sender.ts';
import { client } from './server.ts';
import {
  discardAllUnfinished,
  discardUnfinished,
  listUnfinished,
  unfinishedGrant,
} from './unfinished-saves.ts';

interface Current {
  readonly opening: Opening;
  readonly tab: string;
  readonly memory: PassphraseMemory;
  share: OpenedShare | null;
  grant: Bytes | null;
  readonly urls: BodyUrls;
}

let current: Current | null = null;
/** Ends with the next call of open, and whatever was begun for this one with it. */
let newest = new AbortController();

/** Opens a link in place of the one before; resolves when it is taken up, states follow as events. */
export async function open({ shareId, fragment, tab }: Commands['open']['in']): Promise<void> {
  newest.abort();
  current = null;
  const controller = new AbortController();
  newest = controller;
  show(tab, { state: 'loading' });
  try {
    const id = parseShareId(shareId);
    await forgetOldTabs();
    const own = await loadOwnShare(id);
    let linkSecret: Bytes | null;
    let grant: Bytes | null;
    // An empty fragment is the same as none.
    if (fragment) {
      linkSecret = await parseFragment(id, fragment);
      grant = await keepTab(tab, id, linkSecret);
    } else {
      const stored = await loadTab(tab, id);
      linkSecret = stored?.linkSecret ?? null;
      grant = stored?.grant ?? null;
    }
    if (!grant) {
      // A save that was broken off goes on as the download that it was counted as.
      grant = await unfinishedGrant(id);
      if (grant && linkSecret) await saveTab(tab, id, { linkSecret, grant });
    }
    // Another link was opened while this one was looked up.
    if (controller.signal.aborted) return;
    const opening = { id, linkSecret, own, signal: controller.signal };
    current = newCurrent(opening, tab, grant);
    void showWhenReady(current);
  } catch (error) {
    if (!controller.signal.aborted) show(tab, { state: 'failed', error: wire(error) });
  }
}

function newCurrent(opening: Opening, tab: string, grant: Bytes | null): Current {
  const urls = bodyUrls({
    client,
    id: opening.id,
    token: () => (opened.share as OpenedShare).token,
    grant: () => grantOf(opened),
    readAgain: async (signal) => {
      ({ share: opened.share } = await readAgain(opened, opened.share as OpenedShare, signal));
    },
  });
  const opened: Current = { opening, tab, memory: new Map(), share: null, grant, urls };
  return opened;
}

/** Tries a passphrase. Throws wrong-passphrase, and what opening throws. */
export async function unlock({ tab, passphrase }: Commands['unlock']['in']): Promise<void> {
  await showOpened(requireCurrent(tab), passphrase);
}

function requireCurrent(tab: string): Current {
  if (current?.tab !== tab) throw new SealdropError('cancelled');
  return current;
}

async function showWhenReady(opened: Current): Promise<void> {
  try {
    await showOpened(opened, null);
  } catch (error) {
    await discardIfEnded(opened.opening.id, error);
    if (opened === current) show(opened.tab, { state: 'failed', error: wire(error) });
  }
}

/** Of a share that has ended nothing stays here that was not saved to its end. A limit can still be raised. */
export async function discardIfEnded(id: Bytes, error: unknown): Promise<void> {
  if (hasCode(error, 'ended') && error.details.reason !== 'limit') await discardAllUnfinished(id);
}

async function showOpened(opened: Current, passphrase: string | null): Promise<void> {
  const { opening, grant, memory, tab } = opened;
  const answer = await waitUntilReady(opening, (received, total) => {
    if (opened === current) show(tab, { state: 'uploading', received, total });
  });
  // A grant from before a reload goes on; without one there is nothing to come.
  if (answer.exhausted && !grant && !opening.own)
    throw new SealdropError('ended', { details: { reason: 'limit' } });
  const share = await openReady(opening, answer, memory, passphrase);
  if (opened !== current) return;
  if (share === 'locked') {
    show(tab, { state: 'locked', expires: answer.expires, report: reportable(opening, false) });
    return;
  }
  opened.share = share;
  // Whoever opens a link waits for neither the inbox nor people.
  if (share.isDelivery && !share.isOwn) void tellSeen(opening.id);
  await showShare(opened, share);
}

async function showShare({ opening, tab }: Current, share: OpenedShare): Promise<void> {
  const { files, note, geometry } = share.manifest;
  show(tab, {
    state: 'open',
    files: files.map(({ path, size, type, modified }) => ({ path, size, type, modified })),
    size: geometry.bodySize,
    note,
    sender: await senderOf(share),
    expires: share.expires,
    report: reportable(opening, share.isOwn),
    unfinished: await listUnfinished(opening.id, share.manifest),
  });
}

/**
 * Adds whoever signed the open share to this person's People. Their card is the one that the signature was checked with:
 * the server is asked for nothing, so it does not learn whose share was opened.
 */
export async function addSender(tab: string): Promise<void> {
  const opened = requireCurrent(tab);
  const { share } = opened;
  if (!share || (await senderOf(share)).kind !== 'named') throw new SealdropError('bad-request');
  const { addSigner } = await import('./people.ts');
  await addSigner(share);
  if (opened === current) await showShare(opened, share);
}

async function tellSeen(id: Bytes): Promise<void> {
  // It stays new where that cannot be loaded.
  const inbox = await import('./inbox.ts').catch(() => null);
  await inbox?.markSeen(id);
}

function reportable({ linkSecret, own }: Opening, isOwn: boolean): Reportable {
  if (isOwn || own) return null;
  return linkSecret ? 'with-link' : 'without-link';
}

/** Tells the operator about the open share. What is in it stays unknown to them, unless its link is handed over. */
export async function report({ tab, text, handOver }: Commands['report']['in']): Promise<void> {
  const { id, linkSecret } = requireCurrent(tab).opening;
  const fragment = handOver && linkSecret ? await linkFragment(id, linkSecret) : null;
  await client.report(id, { text, fragment });
}

/** Gives up a save of the open share that was broken off. Throws saving-in-other-tab. */
export async function discardSave({ tab, path }: Commands['discard-save']['in']): Promise<void> {
  await discardUnfinished(requireCurrent(tab).opening.id, path);
  await showUnfinished(tab);
}

/** Tells the page anew which saves of the open share can be gone on with. */
export async function showUnfinished(tab: string): Promise<void> {
  if (current?.tab === tab && current.share) await showShare(current, current.share);
}

/** What a download needs of the opened share. */
export interface DownloadSource {
  readonly id: Bytes;
  readonly manifest: OpenedShare['manifest'];
  /** Unix seconds. */
  readonly expires: number;
  /** Aborts when another link is opened in this tab. */
  readonly closed: AbortSignal;
  /** What the download is counted by, made at the first call; null for a share of one's own. */
  readonly grant: () => Promise<Bytes | null>;
  /** A URL for the body, renewed where it has expired or the share's access has changed. */
  readonly bodyUrl: (signal: AbortSignal) => Promise<string>;
  /** Forgets a URL that the store refused. */
  readonly refused: () => void;
}

/** What a package is made from: a share whose every check holds, and its header. */
export interface PackedSource
  extends Pick<DownloadSource, 'id' | 'manifest' | 'closed' | 'bodyUrl' | 'refused'> {
  readonly token: Bytes;
  readonly header: Bytes;
}

/** The share that is open under `tab`. Throws cancelled where another link has taken its place. */
export function downloadSource(tab: string): DownloadSource {
  const opened = requireCurrent(tab);
  if (!opened.share) throw new SealdropError('unexpected');
  const { url, refused } = opened.urls;
  return {
    id: opened.opening.id,
    manifest: opened.share.manifest,
    expires: opened.share.expires,
    closed: opened.opening.signal,
    grant: () => grantOf(opened),
    bodyUrl: url,
    refused,
  };
}

/** The same share, with its header as it is now and the token that fetches its manifest. Throws what opening throws. */
export async function packedSource(tab: string, signal: AbortSignal): Promise<PackedSource> {
  const source = downloadSource(tab);
  const opened = requireCurrent(tab);
  // Throws where it is not open.
  const { share, header } = await readAgain(opened, opened.share as OpenedShare, signal);
  opened.share = share;
  return { ...source, manifest: share.manifest, token: share.token, header };
}

async function grantOf(opened: Current): Promise<Bytes | null> {
  if (opened.share?.isOwn) return null;
  const { opening, tab } = opened;
  if (!opened.grant) {
    opened.grant = random(16);
    // Kept before it is used: after a reload the same grant is the same download.
    if (opening.linkSecret) {
      await saveTab(tab, opening.id, { linkSecret: opening.linkSecret, grant: opened.grant });
    }
  }
  return opened.grant;
}

/** The owner changed who can open: the header is checked again, and the download goes on if the body is the same. */
async function readAgain(
  opened: Current,
  before: OpenedShare,
  signal: AbortSignal,
): Promise<{ share: OpenedShare; header: Bytes }> {
  const opening = { ...opened.opening, signal };
  const answer = await client.share(opening.id, signal);
  if (answer.state === 'ended') throw new SealdropError('ended', { details: { reason: answer.reason } });
  // What was ready once never goes back.
  if (answer.state !== 'ready') throw new SealdropError('rolled-back');
  const share = await openReady(opening, answer, opened.memory, null);
  // A passphrase was set or changed meanwhile: the page asks for it, and the grant stays.
  if (share === 'locked') {
    opened.share = null;
    show(opened.tab, { state: 'locked', expires: answer.expires, report: reportable(opening, false) });
    throw new SealdropError('cancelled');
  }
  requireSameBody(before.manifest, share.manifest);
  return { share, header: answer.header };
}

function show(tab: string, state: OpenState): void {
  emit({ type: 'open', tab, state });
}

function wire(error: unknown) {
  const { code, details } = asSealdropError(error);
  return { code, details };
}
