/**
 * Makes an identity that is kept: keys, card and backup in one step, for keys in a browser cannot be read out later.
 * The backup is opened again before anything is answered. docs/format.md, "Key backup".
 */
import { type Bytes, equal } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { NAME_MAX_CHARACTERS } from '../limits.ts';
import { type Backup, type BackupPassphrase, openBackup, sealBackup } from './backup.ts';
import { type Identity, importIdentity } from './identity.ts';
import { sealKeyCard } from './key-card.ts';
import { generatePkcs8, importKeyPair } from './key-pair.ts';
import { decodePkcs8, spkiOf } from './pkcs8.ts';

export interface NewIdentity {
  /** At most 64 code points, possibly empty; public to whoever has the card. */
  readonly name: string;
  /** Unix seconds. */
  readonly now: number;
  /** Asked twice: to seal the backup, and to open it again. */
  readonly passphrase: BackupPassphrase;
  /** An encryption key from elsewhere, as PKCS#8 in the one form (readKeyPem); without it a fresh one is made. */
  readonly encryption?: Bytes;
}

/**
 * The identity, whose private keys cannot be read out, and its sealed backup. Throws bad-request for a name that no
 * card takes, damaged where the given key is none, or the backup does not open to what was sealed.
 */
export async function createIdentity(wanted: NewIdentity): Promise<{ identity: Identity; backup: Bytes }> {
  const { passphrase } = wanted;
  const made = await newKeys(wanted);
  const { sig, enc, card } = made;
  const backup = await sealBackup(made, passphrase);
  const opened = await openBackup(backup, passphrase);
  try {
    if (!equal(opened.sig, sig) || !equal(opened.enc, enc) || !equal(opened.card, card)) {
      throw new SealdropError('damaged');
    }
    // From the bytes of the backup, not from what it was made of: what works now is what can be restored.
    return { identity: await importIdentity(opened), backup };
  } finally {
    forgetBackup(made);
    forgetBackup(opened);
  }
}

/**
 * Keys and card that can be read out, for whoever seals them at once; forgetBackup is theirs to call. Throws bad-request for
 * a name that no card takes.
 */
export async function newKeys({
  name,
  now,
  encryption,
}: Pick<NewIdentity, 'name' | 'now' | 'encryption'>): Promise<Backup> {
  if ([...name].length > NAME_MAX_CHARACTERS) throw new SealdropError('bad-request');
  const [sig, enc] = await Promise.all([
    generatePkcs8('ECDSA'),
    encryption ? encryption.slice() : generatePkcs8('ECDH'),
  ]);
  const spki = (pkcs8: Bytes) => spkiOf(decodePkcs8(pkcs8).point);
  const { privateKey } = await importKeyPair(sig, 'ECDSA');
  const card = await sealKeyCard(
    { name, created: now, sig: spki(sig), enc: spki(enc), pq: null },
    privateKey,
  );
  return { sig, enc, seed: null, card };
}

/** Overwrites the private keys of an opened backup, as far as a language with garbage collection can. */
export function forgetBackup({ sig, enc, seed }: Backup): void {
  for (const bytes of [sig, enc, seed]) bytes?.fill(0);
}
