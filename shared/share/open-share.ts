/**
 * A share as a device sees it: fetched, verified in the one order of checks, and read again whenever the server says
 * that it has changed. By link secret, or, for shares of one's own, by what is kept of them.
 */
import { type Bytes, equal, toHex } from '../bytes.ts';
import type { Fetch } from '../call.ts';
import type { Client } from '../client.ts';
import { type Clock, sleep } from '../clock.ts';
import type { ShareAnswer } from '../contract.ts';
import { decodeHeader } from '../crypto/header.ts';
import type { KeyCard } from '../crypto/key-card.ts';
import type { Manifest } from '../crypto/manifest.ts';
import { type OpenedHeader, openHeaderByKeys, openHeaderByLink } from '../crypto/open-header.ts';
import type { SeenHeader } from '../crypto/rollback.ts';
import { SealdropError } from '../errors.ts';
import type { OwnShareRecord } from '../records/own-share.ts';
import { receiveManifest } from '../transfer/receive-manifest.ts';
import { retrying } from '../transfer/retry.ts';
import type { Publisher } from './publish.ts';

/** Pause between looks at an upload that is still running, in milliseconds. */
const LOOK_AGAIN = 1_500;

/** How this device may open the share. */
export interface Opening {
  readonly id: Bytes;
  readonly linkSecret: Bytes | null;
  /** Where this device made the share. */
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

/** Argon2 outputs by salt, so that a share that changed under it is not asked about again. */
export type PassphraseMemory = Map<string, Bytes>;

/** What opening shares needs of the device that does it. */
export interface OpenPorts {
  readonly client: Pick<Client, 'share' | 'manifestUrl'>;
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Compares with what was seen before, and remembers. Throws rolled-back. */
  readonly rememberHeader: (id: Bytes, shown: SeenHeader) => Promise<void>;
  /** Argon2id's output for a passphrase and a salt. */
  readonly derivePassphrase: (passphrase: string, salt: Bytes) => Promise<Bytes>;
  readonly openOwn: Publisher['openOwn'];
  /** The record of a share that an identity here has signed on another device; null where none has. */
  readonly adoptShare: (id: Bytes, header: Bytes, signal: AbortSignal) => Promise<OwnShareRecord | null>;
  /**
   * The header of such a share, for who would rather read it like anybody else than show a server its owner token; null where
   * none here has signed it, or all of them are adopted.
   */
  readonly openAsSigner: (id: Bytes, header: Bytes) => Promise<OpenedHeader | null>;
  /** Key pairs that a share may be sealed to. */
  readonly keyPairs: () => Promise<readonly CryptoKeyPair[]>;
}

/** A reader's side of shares. */
export function shareOpener(ports: OpenPorts) {
  const { client, fetch, clock, rememberHeader, derivePassphrase, openOwn } = ports;
  const { adoptShare, openAsSigner, keyPairs } = ports;

  /** Waits until the share is ready, telling its progress meanwhile. Throws ended, not-found, server-unreachable. */
  async function waitUntilReady(
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

  /**
   * Opens a ready share, or answers "locked" where it needs a passphrase that `memory` and `passphrase` do not have.
   * Throws every code of docs/format.md, "Reading a share".
   */
  async function openReady(
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
      const opened =
        (await openAsSigner(id, answer.header)) ??
        (await openHeaderByKeys(answer.header, id, await keyPairs()));
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
      fetch: fetch,
      url: async () => (await client.manifestUrl(id, token, signal)).url,
      signal,
      clock,
    });
  }

  return { waitUntilReady, openReady };
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
