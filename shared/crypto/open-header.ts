/**
 * Opens a header in the one order of checks, for here the server is the adversary: nothing of it is shown, stored or
 * acted on before the signature holds. docs/format.md, "Reading a share".
 */
import { type Bytes, equal, sha256 } from '../bytes.ts';
import { hasCode, SealdropError } from '../errors.ts';
import { CARD_MAX } from '../limits.ts';
import { GCM_IV_SIZE, openGcm } from './aes-gcm.ts';
import { decodeCbor } from './cbor.ts';
import { asBytes, asRecord } from './fields.ts';
import { decodeHeader, type Header, type HeaderCore, macInput } from './header.ts';
import { hmacSha256 } from './hkdf.ts';
import type { Identity } from './identity.ts';
import { headerSignatureInput, type KeyCard, openKeyCard, SIGNATURE, SIGNATURE_SIZE } from './key-card.ts';
import { type EpochKeys, epochKeys, type ShareContext } from './key-schedule.ts';
import { type OwnerSecrets, openOwnerBox } from './owner-box.ts';
import { openPersonStanzas } from './person-stanza.ts';
import type { SeenHeader } from './rollback.ts';
import { ownerCommitOf, shareIdOf } from './share-id.ts';
import { findLinkStanza, openLinkPassphraseStanza, openLinkStanza } from './stanza.ts';

/** A header whose every check holds. */
export interface OpenedHeader extends SeenHeader {
  readonly core: HeaderCore;
  readonly context: ShareContext;
  readonly keys: EpochKeys;
  readonly card: KeyCard;
  /** The card as it was encoded, inside the proof. */
  readonly cardBytes: Bytes;
}

/** Argon2id's output (32 bytes) for a salt (16), asked for only where a stanza needs it; null: no passphrase yet. */
export type PassphraseSource = ((salt: Bytes) => Promise<Bytes>) | null;

/**
 * Opens a header for the holder of a link secret; own keys play no part. Answers "locked" where a passphrase is
 * needed and none was given. Throws damaged, needs-newer, link-replaced, wrong-passphrase, sender-changed.
 */
export async function openHeaderByLink(
  bytes: Bytes,
  id: Bytes,
  linkSecret: Bytes,
  passphrase: PassphraseSource,
): Promise<OpenedHeader | 'locked'> {
  const header = decodeFor(bytes, id);
  const context = contextOf(header.core);
  const stanza = await findLinkStanza(header.core.stanzas, linkSecret, context);
  let secret: Bytes;
  if (stanza.type === 3) {
    secret = await openLinkStanza(stanza, linkSecret, context);
  } else {
    if (!passphrase) return 'locked';
    const output = await passphrase(stanza.argonSalt);
    secret = await openLinkPassphraseStanza(stanza, linkSecret, output, context);
  }
  return verify(header, secret);
}

/**
 * Opens a header for whoever holds one of these key pairs; only for an address without a link secret, for anybody can
 * seal to a public key. Throws not-addressed where there are stanzas for persons and none opens, link-cut where there are
 * none, damaged, needs-newer, sender-changed.
 */
export async function openHeaderByKeys(
  bytes: Bytes,
  id: Bytes,
  keyPairs: readonly CryptoKeyPair[],
): Promise<OpenedHeader> {
  const header = decodeFor(bytes, id);
  const { core } = header;
  const { stanzas, commit } = core;
  const found = await openPersonStanzas({ stanzas, keyPairs, context: contextOf(core), commit });
  if (!found) throw refusalOf(core);
  return verify(header, found.secret);
}

/** Opens a header for its owner, who holds the share secret. Throws damaged, needs-newer, sender-changed. */
export async function openHeaderBySecret(bytes: Bytes, id: Bytes, secret: Bytes): Promise<OpenedHeader> {
  return verify(decodeFor(bytes, id), secret);
}

/**
 * Opens a header for whoever holds the identity that signed it, through its owner box: what another device of the
 * owner issued. Answers null where the box is not this identity's, or does not keep its promises: it is ignored then, and
 * the other ways of reading a share say what is wrong, if anything is. Throws damaged and needs-newer where the header
 * cannot be decoded or is of another share.
 */
export async function openHeaderByOwner(
  bytes: Bytes,
  id: Bytes,
  identity: Identity,
): Promise<{ opened: OpenedHeader; secrets: OwnerSecrets } | null> {
  const header = decodeFor(bytes, id);
  const { core } = header;
  const secrets = await openOwnerBox(
    core.ownerBox,
    identity.encryption,
    contextOf(core),
    core.stanzas.length,
  );
  if (!secrets || !equal(await sha256(secrets.token), core.tokenHash)) return null;
  const opened = await verify(header, secrets.s).catch((error: unknown) => {
    if (hasCode(error, 'damaged', 'sender-changed', 'needs-newer')) return null;
    throw error;
  });
  return opened && equal(opened.card.fingerprint, identity.fingerprint) ? { opened, secrets } : null;
}

/** Why a header does not open for somebody who has no link secret and no key that fits: an error that is to be thrown. */
function refusalOf({ stanzas }: HeaderCore): SealdropError {
  // Type 2 needs a KEM that this version does not have.
  if (stanzas.some(({ type }) => type === 'unknown' || type === 2)) return new SealdropError('needs-newer');
  return new SealdropError(stanzas.some(({ type }) => type === 1) ? 'not-addressed' : 'link-cut');
}

function decodeFor(bytes: Bytes, id: Bytes): Header {
  const header = decodeHeader(bytes);
  if (!equal(header.core.id, id)) throw new SealdropError('damaged');
  // Suite 2 is parsed, for the API stores it, but this version cannot open it.
  if (header.core.suite !== 1) throw new SealdropError('needs-newer');
  return header;
}

function contextOf({ suite, id, epoch }: HeaderCore): ShareContext {
  return { suite, id, epoch };
}

/** Steps 3 (commit) to 7 (signature). */
async function verify(header: Header, secret: Bytes): Promise<OpenedHeader> {
  const { core, coreBytes, proof, mac } = header;
  const context = contextOf(core);
  if (secret.length !== 32) throw new SealdropError('damaged');
  const keys = await epochKeys(secret, context);
  if (!equal(keys.commit, core.commit)) throw new SealdropError('damaged');
  if (!equal(await hmacSha256(keys.headerMac, macInput(coreBytes, proof)), mac))
    throw new SealdropError('damaged');

  const { card: cardBytes, r, sig } = await openProof(keys, proof);
  const card = await openKeyCard(cardBytes);
  const ownerCommit = await ownerCommitOf(card.fingerprint, r);
  if (!equal(await shareIdOf(ownerCommit, core.tokenHash), core.id))
    throw new SealdropError('sender-changed');
  const signed = headerSignatureInput(card.fingerprint, coreBytes);
  if (!(await crypto.subtle.verify(SIGNATURE, card.verifyKey, sig, signed)))
    throw new SealdropError('damaged');

  const { epoch, rev } = core;
  return { core, context, keys, card, cardBytes, epoch, rev, coreHash: await sha256(coreBytes) };
}

async function openProof(keys: EpochKeys, proof: Bytes): Promise<{ card: Bytes; r: Bytes; sig: Bytes }> {
  const iv = proof.slice(0, GCM_IV_SIZE);
  const plain = await openGcm(keys.proofKey, iv, proof.slice(GCM_IV_SIZE), new Uint8Array(0));
  if (!plain) throw new SealdropError('damaged');
  const map = asRecord(decodeCbor(plain), ['card', 'r', 'sig']);
  return {
    card: asBytes(map.get('card'), 1, CARD_MAX),
    r: asBytes(map.get('r'), 16),
    sig: asBytes(map.get('sig'), SIGNATURE_SIZE),
  };
}
