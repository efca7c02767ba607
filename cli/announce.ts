/** Telling a server of one's own key pairs, so that others find them there by fingerprint. */
import type { Identity } from '../shared/crypto/identity.ts';
import { hasCode } from '../shared/errors.ts';
import type { Home } from './home.ts';
import { loadIdentity, saveIdentity } from './keys.ts';
import type { Site } from './site.ts';

/** Puts the card of a key pair, unless this server has had it. Throws what the server says. */
export async function publishCard(home: Home, { client, origin }: Site, identity: Identity): Promise<void> {
  const record = await loadIdentity(home, identity.fingerprint);
  if (record?.published.includes(origin)) return;
  try {
    await client.putCard(identity);
  } catch (error) {
    // A later card of the same keys, from another device.
    if (!hasCode(error, 'stale')) throw error;
  }
  // As it is now: another command may have changed it meanwhile, as where it was given a successor.
  const latest = await loadIdentity(home, identity.fingerprint);
  if (latest) await saveIdentity(home, { ...latest, published: [...latest.published, origin] });
}

/** Tells a server whom a key pair was replaced by, unless it knows. The cards of both must be there. */
export async function publishSuccession(
  home: Home,
  { client, origin }: Site,
  identity: Identity,
): Promise<void> {
  const record = await loadIdentity(home, identity.fingerprint);
  if (!record?.succession || record.told.includes(origin)) return;
  await client.putSuccession(identity, record.succession);
  const latest = await loadIdentity(home, identity.fingerprint);
  if (latest) await saveIdentity(home, { ...latest, told: [...latest.told, origin] });
}
