/** The inbox of this browser's key pairs (shared/share/inbox.ts), and what is done with deliveries. */
import { type Bytes } from '../../shared/bytes.ts';
import type { Identity } from '../../shared/crypto/identity.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import { parseShareId } from '../../shared/link.ts';
import { inboxReader, type ReadDelivery } from '../../shared/share/inbox.ts';
import { inLanes } from '../../shared/transfer/lanes.ts';
import { forgetDismissed, isDismissed, rememberDismissed } from '../vault/deliveries.ts';
import { listIdentities } from '../vault/identities.ts';
import { announce } from './announce.ts';
import { emitKeysChanged } from './events.ts';
import type { Delivery } from './people-protocol.ts';
import { wireError } from './rpc.ts';
import { senderOf } from './sender.ts';
import { client, clock, storeFetch } from './server.ts';
import { canTakeBack } from './undo.ts';

/** Questions asked at once. */
const ASKING = 4;

const { readInbox, countDeliveries } = inboxReader({ client, fetch: storeFetch, clock, isDismissed });

export { countDeliveries };

/** Deliveries to all key pairs, newest first. Throws what the server says. */
export async function listInbox(): Promise<Delivery[]> {
  const deliveries: Delivery[] = [];
  const records = await listIdentities();
  void announce(records);
  for (const { identity, published } of records) {
    // A card that the server never had has no inbox.
    if (!published) continue;
    for (const delivery of await readInbox(identity)) deliveries.push(await withSender(delivery));
  }
  return deliveries.toSorted((a, b) => b.arrived - a.arrived);
}

/** Who sent it, to this person. What fails is said of this delivery, and keeps no other from being listed. */
async function withSender({ card, ...delivery }: ReadDelivery): Promise<Delivery> {
  const nobody = { ...delivery, sender: { kind: 'not-identified' } } as const;
  if (!card) return nobody;
  try {
    return { ...delivery, sender: await senderOf({ isOwn: false, card }) };
  } catch (error) {
    return { ...nobody, problem: wireError(error) };
  }
}

/** Tells the server that a delivery was opened; whether it hears it changes nothing here. */
export async function markSeen(id: Bytes): Promise<void> {
  await atItsInbox((identity) => client.markDelivery(identity, id, 'seen')).catch(() => undefined);
}

/** Puts a delivery out of sight, so that it can be taken back. */
export async function dismissDelivery(shareId: string): Promise<void> {
  const id = parseShareId(shareId);
  await rememberDismissed([id]);
  await atItsInbox((identity) => client.markDelivery(identity, id, 'dismissed')).catch((error: unknown) => {
    // It is out of sight here; where it has ended there is nothing left to tell.
    if (!hasCode(error, 'ended', 'not-found', 'server-unreachable')) throw error;
  });
  emitKeysChanged();
  canTakeBack(() => bringBack([id]));
}

/** The same for many: hidden here at once; the server is told as far as it listens. */
export async function dismissDeliveries(shareIds: readonly string[]): Promise<void> {
  const ids = shareIds.map(parseShareId);
  await rememberDismissed(ids);
  emitKeysChanged();
  let isWanted = true;
  const telling = tellOfMany(ids, 'dismissed', () => isWanted).catch(() => undefined);
  canTakeBack(async () => {
    isWanted = false;
    // What is on its way would come after the word that takes it back.
    await telling;
    await bringBack(ids);
  });
}

async function bringBack(ids: readonly Bytes[]): Promise<void> {
  // First: a list that is read meanwhile would not have them.
  await tellOfMany(ids, 'restored', () => true);
  await forgetDismissed(ids);
  emitKeysChanged();
}

/** Tells the server of each, as long as `goesOn`. Throws its first refusal: thousands of questions would not be answered better than one. */
async function tellOfMany(
  ids: readonly Bytes[],
  change: 'dismissed' | 'restored',
  goesOn: () => boolean,
): Promise<void> {
  const own = (await listIdentities()).filter(({ published }) => published);
  await inLanes(ASKING, ids, async (id) => {
    for (const { identity } of own) {
      if (!goesOn()) return;
      const told = await client.markDelivery(identity, id, change).then(
        () => true,
        (error: unknown) => {
          if (!hasCode(error, 'ended', 'not-found')) throw error;
          return false;
        },
      );
      if (told) return;
    }
  });
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
