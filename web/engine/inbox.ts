/**
 * The inbox: deliveries to one's own key pairs. The server says only that something came; name, size and sender are read
 * by opening header and manifest here, as any reader would. docs/format.md, "Request links".
 */
import { type Bytes, toBase64Url } from '../../shared/bytes.ts';
import type { Identity } from '../../shared/crypto/identity.ts';
import { type OpenedHeader, openHeaderByKeys } from '../../shared/crypto/open-header.ts';
import { asSealdropError, hasCode, SealdropError } from '../../shared/errors.ts';
import { parseShareId } from '../../shared/link.ts';
import { inLanes } from '../../shared/transfer/lanes.ts';
import { receiveManifest } from '../../shared/transfer/receive-manifest.ts';
import { isDismissed, rememberDismissed } from '../vault/deliveries.ts';
import { listIdentities } from '../vault/identities.ts';
import { announce } from './announce.ts';
import { emitKeysChanged } from './events.ts';
import type { Delivery } from './people-protocol.ts';
import { senderOf } from './sender.ts';
import { client, clock, storeFetch } from './server.ts';

/** Deliveries opened at once. */
const OPENING = 4;
/** Pages of the inbox that are read at most: a server could go on for ever. */
const PAGES_MAX = 50;
/** A sender's date that is further than this from the arrival is shown, in seconds. */
const DATE_SLACK = 86_400;
const never = new AbortController().signal;

type Entry = Awaited<ReturnType<typeof client.inbox>>['entries'][number];

/** What was read of a delivery's manifest; it never changes. Who its sender is to this person does. */
const read = new Map<string, Pick<Delivery, 'name' | 'files' | 'size'>>();

/** Deliveries to all key pairs, newest first. An entry that is no delivery is not shown. Throws what the server says. */
export async function listInbox(): Promise<Delivery[]> {
  const deliveries: Delivery[] = [];
  const records = await listIdentities();
  void announce(records);
  for (const { identity, published } of records) {
    // A card that the server never had has no inbox.
    if (!published) continue;
    await inLanes(OPENING, await entriesOf(identity), async (entry) => {
      const delivery = await shown(entry, identity);
      if (delivery) deliveries.push(delivery);
    });
  }
  return deliveries.toSorted((a, b) => b.arrived - a.arrived);
}

/** Each delivery once, however often the server lists it. */
async function entriesOf(identity: Identity): Promise<Entry[]> {
  const entries = new Map<string, Entry>();
  let cursor: Bytes | null = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    const answer: Awaited<ReturnType<typeof client.inbox>> = await client.inbox(identity, cursor);
    const before = entries.size;
    for (const entry of answer.entries) entries.set(toBase64Url(entry.id), entry);
    cursor = answer.cursor;
    // A page with nothing new leads nowhere.
    if (!cursor || entries.size === before) break;
  }
  return [...entries.values()];
}

async function shown(entry: Entry, identity: Identity): Promise<Delivery | null> {
  const { id, arrived, expires, isNew } = entry;
  if (await isDismissed(id)) return null;
  const shareId = toBase64Url(id);
  const bare = { shareId, arrived, expires, isNew, signedAt: null };
  try {
    const opened = await openHeaderByKeys(entry.header, id, [identity.encryption]);
    // Sealed to a key of ours, but not by the way of a request link: anybody could put it here.
    if (opened.core.deliver !== 1) return null;
    const { created } = opened.core;
    const contents = read.get(shareId) ?? (await readContents(id, opened));
    read.set(shareId, contents);
    const sender = await senderOf({ isOwn: false, card: opened.card });
    const signedAt = Math.abs(created - arrived) > DATE_SLACK ? created : null;
    return { ...bare, ...contents, sender, problem: null, signedAt };
  } catch (error) {
    return { ...bare, ...unread(entry.bodySize, error) };
  }
}

async function readContents(id: Bytes, opened: OpenedHeader) {
  const { files, geometry } = await receiveManifest(opened, {
    fetch: storeFetch,
    url: async () => (await client.manifestUrl(id, opened.keys.access)).url,
    signal: never,
    clock,
  });
  return {
    name: files[0]?.path ?? null,
    files: files.length,
    size: geometry.bodySize,
  };
}

function unread(size: number, error: unknown) {
  const { code, details } = asSealdropError(error);
  return {
    name: null,
    files: 0,
    size,
    sender: { kind: 'not-identified' } as const,
    problem: { code, details },
  };
}

/** How many deliveries wait. Throws what the server says. */
export async function countDeliveries(identity: Identity): Promise<number> {
  return (await entriesOf(identity)).length;
}

/** Tells the server that a delivery was opened; whether it hears it changes nothing here. */
export async function markSeen(id: Bytes): Promise<void> {
  await atItsInbox((identity) => client.markDelivery(identity, id, 'seen')).catch(() => undefined);
}

export async function dismissDelivery(shareId: string): Promise<void> {
  const id = parseShareId(shareId);
  await rememberDismissed([id]);
  await atItsInbox((identity) => client.markDelivery(identity, id, 'dismissed')).catch((error: unknown) => {
    // It is out of sight here; where it has ended there is nothing left to tell.
    if (!hasCode(error, 'ended', 'not-found', 'server-unreachable')) throw error;
  });
  emitKeysChanged();
}

/** The same for many: hidden here at once; the server is told as far as it listens. */
export async function dismissDeliveries(shareIds: readonly string[]): Promise<void> {
  const ids = shareIds.map(parseShareId);
  await rememberDismissed(ids);
  emitKeysChanged();
  const own = (await listIdentities()).filter(({ published }) => published);
  const tell = async (id: Bytes) => {
    for (const { identity } of own) {
      const told = await client.markDelivery(identity, id, 'dismissed').then(
        () => true,
        (error: unknown) => {
          if (!hasCode(error, 'ended', 'not-found')) throw error;
          return false;
        },
      );
      if (told) return;
    }
  };
  // Lanes end with the first failure: thousands of questions would not be answered better than one.
  void inLanes(OPENING, ids, tell).catch(() => undefined);
}

export async function deleteDelivery(shareId: string): Promise<void> {
  const id = parseShareId(shareId);
  await atItsInbox((identity) => client.deleteDelivery(identity, id)).catch((error: unknown) => {
    // What is not there, or has ended, is deleted.
    if (!hasCode(error, 'ended', 'not-found')) throw error;
  });
  emitKeysChanged();
}

/** Asks as each key pair in turn: the server alone knows whose inbox a delivery lies in. Throws not-found for none. */
async function atItsInbox(ask: (identity: Identity) => Promise<unknown>): Promise<void> {
  for (const { identity, published } of await listIdentities()) {
    if (!published) continue;
    try {
      await ask(identity);
      emitKeysChanged();
      return;
    } catch (error) {
      if (!hasCode(error, 'not-found')) throw error;
    }
  }
  throw new SealdropError('not-found');
}
