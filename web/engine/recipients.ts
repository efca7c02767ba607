/** Those who are to open a share, by the cards that this browser keeps, else by the server's. */
import { recipientFinder } from '../../shared/share/recipients.ts';
import { loadIdentity } from '../vault/identities.ts';
import { loadPerson } from '../vault/people.ts';
import { client } from './server.ts';

/** A recipient for each fingerprint (32 bytes). Throws as recipientFinder says. */
export const recipientsOf = recipientFinder({
  client,
  keptCard: async (fingerprint) =>
    (await loadPerson(fingerprint))?.card ?? (await loadIdentity(fingerprint))?.identity.card ?? null,
});
