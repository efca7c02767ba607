/**
 * Telling the server of one's own cards and successions, so that others find them by fingerprint. Tried again whenever
 * request links or the inbox are listed; nothing waits for it.
 */
import { hasCode } from '../../shared/errors.ts';
import type { IdentityRecord } from '../vault/identities.ts';
import { loadIdentity, saveIdentity } from '../vault/identities.ts';
import { emitKeysChanged } from './events.ts';
import { client } from './server.ts';

/** Sends what the server has not had yet. Throws nothing: what fails waits for the next time. */
export async function announce(records: readonly IdentityRecord[]): Promise<void> {
  for (const { identity, published, succession } of records) {
    if (published && !succession) continue;
    // Two tabs that list at once tell it once.
    await navigator.locks.request('sealdrop-announce', async () => {
      try {
        if (!published) await publishCard(identity.fingerprint);
        if (succession) await publishSuccession(identity.fingerprint);
      } catch {
        // Offline, or the successor's card is not there yet.
      }
    });
  }
}

/** Puts the card of a key pair, unless the server has had it. Throws what the server says. */
export async function publishCard(fingerprint: IdentityRecord['identity']['fingerprint']): Promise<void> {
  const record = await loadIdentity(fingerprint);
  if (!record || record.published) return;
  try {
    await client.putCard(record.identity);
  } catch (error) {
    // A later card of the same keys, from another device.
    if (!hasCode(error, 'stale')) throw error;
  }
  const latest = await loadIdentity(fingerprint);
  if (latest) await saveIdentity({ ...latest, published: true });
  emitKeysChanged();
}

async function publishSuccession(fingerprint: IdentityRecord['identity']['fingerprint']): Promise<void> {
  const record = await loadIdentity(fingerprint);
  if (!record?.succession || !record.successor) return;
  await publishCard(record.successor);
  await client.putSuccession(record.identity, record.succession);
  const latest = await loadIdentity(fingerprint);
  if (latest) await saveIdentity({ ...latest, succession: null });
}
