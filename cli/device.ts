/** The work on shares (shared/share/) with what the command line has for it: its records, its locks, its key pairs. */
import { join } from 'node:path';
import { type Bytes, toBase64Url } from '../shared/bytes.ts';
import { systemClock } from '../shared/clock.ts';
import { decodeCbor, encodeCbor } from '../shared/crypto/cbor.ts';
import { asArray, asBytes, asUint } from '../shared/crypto/fields.ts';
import { openHeaderByOwner } from '../shared/crypto/open-header.ts';
import { passphraseOutput } from '../shared/crypto/passphrase.ts';
import { checkRollback, type SeenHeader } from '../shared/crypto/rollback.ts';
import type { OwnShareRecord } from '../shared/records/own-share.ts';
import { shareAdopter } from '../shared/share/adopt-share.ts';
import { shareOpener } from '../shared/share/open-share.ts';
import { publisher } from '../shared/share/publish.ts';
import { recipientFinder } from '../shared/share/recipients.ts';
import { loadContact } from './contacts.ts';
import type { Home } from './home.ts';
import type { Keyring } from './keyring.ts';
import { loadIdentity } from './keys.ts';
import { withLock } from './lock.ts';
import { loadOwnShare, lockOf, saveOwnShare } from './own-shares.ts';
import type { Site } from './site.ts';

const never = new AbortController().signal;

export type Device = ReturnType<typeof deviceAt>;

/** This user's side of the shares at one server. */
export function deviceAt(home: Home, site: Site, keyring: Keyring) {
  const { client, fetch, origin } = site;
  const clock = systemClock;

  const saveOwn = (record: OwnShareRecord) => saveOwnShare(home, { origin, record });

  /** A share of another server is nobody's here: this one could end it there with the owner token that it would be shown. */
  async function loadOwn(id: Bytes): Promise<OwnShareRecord | null> {
    const known = await loadOwnShare(home, id, keyring.find);
    return known?.origin === origin ? known.record : null;
  }

  /** Two that run at once must not let the older state overwrite the newer. */
  async function rememberHeader(id: Bytes, shown: SeenHeader): Promise<void> {
    const name = toBase64Url(id);
    const records = home.records('seen');
    await withLock(join(home.folder, 'seen', `${name}.lock`), never, async () => {
      const plain = await records.load(name);
      const { epoch, rev, coreHash } = checkRollback(plain && decodeSeen(plain), shown);
      await records.save(name, encodeCbor([epoch, rev, coreHash]));
    });
  }

  const recipientsOf = recipientFinder({
    client,
    keptCard: async (fingerprint) =>
      (await loadContact(home, fingerprint))?.card ?? (await loadIdentity(home, fingerprint))?.card ?? null,
  });

  const publishing = publisher({ client, fetch, clock, saveOwnShare: saveOwn, rememberHeader, recipientsOf });
  const { openOwn } = publishing;
  const identities = keyring.unlockAll;
  const adopt = shareAdopter({ identities, openOwn, saveOwnShare: saveOwn });
  /** For who ends a share by its address: that server is to be told to. */
  const adoptShare: typeof adopt = async (id, header, signal) => {
    const known = await loadOwnShare(home, id, keyring.find);
    return known && known.origin !== origin ? null : await adopt(id, header, signal);
  };
  const opening = shareOpener({
    client,
    fetch,
    clock,
    rememberHeader,
    derivePassphrase: passphraseOutput,
    openOwn,
    // An address that somebody gave them names the server: it gets the owner token of nothing that was not sent by it from here.
    adoptShare: async () => null,
    openAsSigner: async (id, header) => {
      for (const identity of await identities()) {
        const byOwner = await openHeaderByOwner(header, id, identity);
        if (byOwner) return byOwner.opened;
      }
      return null;
    },
    keyPairs: async () => (await identities()).map(({ encryption }) => encryption),
  });

  return {
    ...publishing,
    ...opening,
    adoptShare,
    loadOwnShare: loadOwn,
    saveOwnShare: saveOwn,
    recipientsOf,
    withShare: <T>(id: Bytes, signal: AbortSignal, work: () => Promise<T>) =>
      withLock(lockOf(home, id, 'shares'), signal, work),
  };
}

function decodeSeen(plain: Bytes): SeenHeader {
  const [epoch, rev, coreHash] = asArray(decodeCbor(plain), 3, 3);
  return {
    epoch: asUint(epoch, 1, 2 ** 32 - 1),
    rev: asUint(rev, 1, 2 ** 32 - 1),
    coreHash: asBytes(coreHash, 32),
  };
}
