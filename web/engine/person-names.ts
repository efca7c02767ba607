/** People as the page names them: by petname, by own name, else by what their card says. */
import { type Bytes, fromBase64Url, toBase64Url } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import { loadIdentity } from '../vault/identities.ts';
import { loadPerson } from '../vault/people.ts';
import type { PersonName } from './people-protocol.ts';

/** The 32 bytes of a fingerprint in base64url. Throws bad-request where the text is none. */
export function fingerprintFrom(text: string): Bytes {
  const bytes = fromBase64Url(text);
  if (bytes?.length !== 32) throw new SealdropError('bad-request');
  return bytes;
}

/** A name for each fingerprint; empty where nothing is known of them here. */
export function namesOf(fingerprints: readonly Bytes[]): Promise<PersonName[]> {
  return Promise.all(
    fingerprints.map(async (bytes) => {
      const fingerprint = toBase64Url(bytes);
      const person = await loadPerson(bytes);
      if (person) return { fingerprint, name: person.petname, verified: person.verified };
      const own = await loadIdentity(bytes);
      return { fingerprint, name: own?.name ?? '', verified: own !== null };
    }),
  );
}
