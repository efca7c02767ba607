/** The key pairs that one run of a command has unlocked: each asked for once, and only where it is needed. */
import { type Bytes, equal, toBase64Url } from '../shared/bytes.ts';
import type { Identity } from '../shared/crypto/identity.ts';
import { hasCode, SealdropError } from '../shared/errors.ts';
import type { Console } from './console.ts';
import type { Home } from './home.ts';
import { defaultIdentity, type KeyRecord, listIdentities, unlock } from './keys.ts';
import { givenPassphrase, ofKeyPair, readPassphrase } from './passphrases.ts';

export interface Keyring {
  /** An unlocked one; null where it is not unlocked. */
  readonly find: (fingerprint: Bytes) => Identity | null;
  /** Unlocks one. Throws wrong-backup-passphrase, PassphraseNeededError. */
  readonly unlock: (record: KeyRecord) => Promise<Identity>;
  /** The same where its passphrase need not be asked for, else null. */
  readonly unlockQuietly: (record: KeyRecord) => Promise<Identity | null>;
  /**
   * All that open by the same passphrase as the default one, or as those that were unlocked before. Throws as unlock does where
   * none opens, key-missing where there are none.
   */
  readonly unlockAll: () => Promise<readonly Identity[]>;
}

/** `file`: of the passphrase. */
export function newKeyring(home: Home, console: Console, file: string | undefined): Keyring {
  const open = new Map<string, Identity>();
  let passphrase: string | null = null;

  async function unlockBy(record: KeyRecord, typed: string): Promise<Identity> {
    const identity = await unlock(home, record, typed);
    passphrase = typed;
    open.set(toBase64Url(record.fingerprint), identity);
    return identity;
  }

  const find = (fingerprint: Bytes) => open.get(toBase64Url(fingerprint)) ?? null;

  async function unlockOne(record: KeyRecord): Promise<Identity> {
    const wanted = ofKeyPair(record.name, file);
    return find(record.fingerprint) ?? (await unlockBy(record, await readPassphrase(console, wanted)));
  }

  return {
    find,
    unlock: unlockOne,
    unlockQuietly: async (record) => {
      const given = await givenPassphrase(console, ofKeyPair(record.name, file));
      return given === null ? find(record.fingerprint) : await unlockOne(record);
    },
    unlockAll: async () => {
      const first = await defaultIdentity(home);
      if (!first) throw new SealdropError('key-missing');
      if (passphrase === null) await unlockOne(first);
      for (const record of await listIdentities(home)) {
        if (find(record.fingerprint) || equal(record.fingerprint, first.fingerprint)) continue;
        // One with another passphrase stays locked: to be told which it is, a person names it.
        await unlockBy(record, passphrase ?? '').catch((error: unknown) => {
          if (!hasCode(error, 'wrong-backup-passphrase')) throw error;
        });
      }
      return [...open.values()];
    },
  };
}
