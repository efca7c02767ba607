/**
 * A share as this tab sees it: fetched, verified in the one order of checks, and read again whenever the server says
 * that it has changed. By link secret, or, for shares of one's own, by what the vault keeps.
 */
import { type Bytes, equal, toHex } from '../../shared/bytes.ts';
import { sleep } from '../../shared/clock.ts';
import type { ShareAnswer } from '../../shared/contract.ts';
import { decodeHeader } from '../../shared/crypto/header.ts';
import type { KeyCard } from '../../shared/crypto/key-card.ts';
import type { Manifest } from '../../shared/crypto/manifest.ts';
import { type OpenedHeader, openHeaderByKeys, openHeaderByLink } from '../../shared/crypto/open-header.ts';
import { SealdropError } from '../../shared/errors.ts';
import { receiveManifest } from '../../shared/transfer/receive-manifest.ts';
import { retrying } from '../../shared/transfer/retry.ts';
import { listIdentities } from '../vault/identities.ts';
import type { OwnShareRecord } from '../vault/own-shares.ts';
import { rememberHeader } from '../vault/seen-headers.ts';
import { adoptShare } from './adopt-share.ts';
import { derivePassphrase } from './passphrase.ts';
import { openOwn } from './publish.ts';
import { client, clock, storeFetch } from './server.ts';

/** Pause between looks at an upload that is still running, in milliseconds. */
const LOOK_AGAIN = 1_500;

/** How this tab may open the share. */
export interface Opening {
  readonly id: Bytes;
  readonly linkSecret: Bytes | null;
  /** Where this browser made the share. */
  readonly own: OwnShareRecord | null;
  readonly signal: AbortSignal;
}

/** A share whose every check holds. */
export interface OpenedShare {
  readonly manifest: Manifest;
  /** The bearer token for its URLs: the owner token for one's own shares, else the access token of this epoch. */
  readonly token: Bytes;
  readonly isOwn: boolean;
  /** Sent to an inbox by a request link. */
  readonly isDelivery: boolean;
  /** Of whoever signed it. */
  readonly card: KeyCard;
  /** The same card as bytes. */
  readonly cardBytes: Bytes;
  /** Unix seconds. */
  readonly expires: number;
}

export type ReadyAnswer = Extract<ShareAnswer, { state: 'ready' }>;

/** Waits until the share is ready, telling its progress meanwhile. Throws ended, not-found, server-unreachable. */
export async function waitUntilReady(
  { id, signal }: Opening,
  onUploading: (received: number, total: number) => void,
): Promise<ReadyAnswer> {
  for (let waited = false; ; waited = true) {
    const ask = () => client.share(id, signal);
    // The first question fails at once, so that the person learns of it; later ones are tried again.
    const answer = waited
      ? await retrying(ask, { signal, clock, onReconnecting: () => undefined })
      : await ask();
    if (answer.state === 'ready') return answer;
    if (answer.state === 'ended') throw new SealdropError('ended', { details: { reason: answer.reason } });
    onUploading(answer.received, answer.total);
    await sleep(LOOK_AGAIN, signal, clock);
    if (signal.aborted) throw new SealdropError('cancelled');
  }
}

/** Argon2 outputs of this tab by salt, so that a share that changed under it is not asked about again. */
export type PassphraseMemory = Map<string, Bytes>;

/**
 * Opens a ready share, or answers "locked" where it needs a passphrase that `memory` and `passphrase` do not have.
 * Throws every code of docs/format.md, "Reading a share".
 */
export async function openReady(
  opening: Opening,
  answer: ReadyAnswer,
  memory: PassphraseMemory,
  passphrase: string | null,
): Promise<OpenedShare | 'locked'> {
  const { id, linkSecret, own, signal } = opening;
  if (!linkSecret) {
    const mine = own ?? (await adoptShare(id, answer.header, signal));
    if (mine) {
      const { manifest, opened } = await openOwn(mine, answer.header, signal);
      return {
        manifest,
        token: mine.token,
        isOwn: true,
        isDelivery: opened.core.deliver === 1,
        card: opened.card,
        cardBytes: opened.cardBytes,
        expires: answer.expires,
      };
    }
    const pairs = (await listIdentities()).map(({ identity }) => identity.encryption);
    const opened = await openHeaderByKeys(answer.header, id, pairs);
    return openedByOther(opening, answer, opened);
  }
  const opened = await openByLink(answer.header, id, linkSecret, memory, passphrase);
  if (opened === 'locked') return opened;
  return openedByOther(opening, answer, opened);
}

/** Steps 8 and 9: memory, then the manifest. */
async function openedByOther(
  { id, own, signal }: Opening,
  { expires }: ReadyAnswer,
  opened: OpenedHeader,
): Promise<OpenedShare> {
  await rememberHeader(id, opened);
  const token = own ? own.token : opened.keys.access;
  const manifest = await fetchManifest(id, token, opened, signal);
  const isDelivery = opened.core.deliver === 1;
  const { card, cardBytes } = opened;
  return { manifest, token, isOwn: own !== null, isDelivery, card, cardBytes, expires };
}

async function openByLink(
  header: Bytes,
  id: Bytes,
  linkSecret: Bytes,
  memory: PassphraseMemory,
  passphrase: string | null,
): Promise<OpenedHeader | 'locked'> {
  const known = await openHeaderByLink(header, id, linkSecret, null);
  if (known !== 'locked') return known;
  const { stanzas } = decodeHeader(header).core;
  const salts = stanzas.flatMap((stanza) => (stanza.type === 4 ? [toHex(stanza.argonSalt)] : []));
  if (passphrase === null && !salts.some((salt) => memory.has(salt))) return 'locked';
  return openHeaderByLink(header, id, linkSecret, async (salt) => {
    const remembered = memory.get(toHex(salt));
    if (remembered && passphrase === null) return remembered;
    const output = await derivePassphrase(passphrase ?? '', salt);
    memory.set(toHex(salt), output);
    return output;
  });
}

async function fetchManifest(
  id: Bytes,
  token: Bytes,
  opened: OpenedHeader,
  signal: AbortSignal,
): Promise<Manifest> {
  return await receiveManifest(opened, {
    fetch: storeFetch,
    url: async () => (await client.manifestUrl(id, token, signal)).url,
    signal,
    clock,
  });
}

/** Throws damaged unless a share that was read again still has the same body. */
export function requireSameBody(before: Manifest, after: Manifest): void {
  const same =
    equal(before.bodyKey, after.bodyKey) &&
    equal(before.bodyHeader, after.bodyHeader) &&
    equal(before.digests, after.digests) &&
    before.geometry.bodySize === after.geometry.bodySize;
  if (!same) throw new SealdropError('damaged');
}
