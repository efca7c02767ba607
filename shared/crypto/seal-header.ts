/** Issues a header: stanzas, owner box, core, signature, proof, mac. docs/format.md, "Header". */
import { type Bytes, random, sha256 } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { GCM_IV_SIZE, sealGcm } from './aes-gcm.ts';
import { cborMap, encodeCbor } from './cbor.ts';
import { encodeCore, encodeHeader, type HeaderCore, macInput } from './header.ts';
import { hmacSha256 } from './hkdf.ts';
import type { Identity } from './identity.ts';
import { headerSignatureInput, SIGNATURE } from './key-card.ts';
import { type EpochKeys, epochKeys, type ShareContext } from './key-schedule.ts';
import { sealOwnerBox } from './owner-box.ts';
import { sealPersonStanza } from './person-stanza.ts';
import { type PassphraseKey, sealLinkPassphraseStanza, sealLinkStanza } from './stanza.ts';
import type { Stanza } from './stanza-fields.ts';

/** Who can open a share by link. */
export interface LinkAccess {
  /** Link secret, 32 bytes. */
  readonly secret: Bytes;
  readonly passphrase: PassphraseKey | null;
}

/** A person who can open a share: of their key card, what was checked against its fingerprint. */
export interface Recipient {
  /** 32 bytes. */
  readonly fingerprint: Bytes;
  /** ECDH P-384, public. */
  readonly encryptionKey: CryptoKey;
}

export interface HeaderIssue {
  readonly context: ShareContext;
  readonly rev: number;
  /** Unix seconds of the first issue. */
  readonly created: number;
  /** Share secret of the epoch, 32 bytes. */
  readonly secret: Bytes;
  readonly identity: Identity;
  readonly token: Bytes;
  readonly r: Bytes;
  /** SHA-256 and size of the sealed manifest. */
  readonly manifest: { readonly hash: Bytes; readonly size: number };
  /** null: nobody opens it by link. */
  readonly link: LinkAccess | null;
  readonly people: readonly Recipient[];
  /** 1: a delivery to an inbox, which has exactly one person and no link. */
  readonly deliver: 0 | 1;
}

/**
 * The header's bytes, and SHA-256 of the access token for the API. Throws bad-request where nobody could open it, or
 * where it is a delivery to more or other than one person.
 */
export async function sealHeader(issue: HeaderIssue): Promise<{ header: Bytes; accessHash: Bytes }> {
  const { context, secret, identity, link, people } = issue;
  const isDelivery = people.length === 1 && link === null;
  if ((issue.deliver === 1 && !isDelivery) || (people.length === 0 && link === null)) {
    throw new SealdropError('bad-request');
  }
  const keys = await epochKeys(secret, context);
  const stanzas = await sealStanzas(issue);
  const ownerSecrets = {
    token: issue.token,
    r: issue.r,
    s: secret,
    link: link?.secret ?? null,
    argon: link?.passphrase ?? null,
    people: people.map(({ fingerprint }) => fingerprint),
  };
  const core: HeaderCore = {
    v: 1,
    suite: context.suite,
    id: context.id,
    epoch: context.epoch,
    rev: issue.rev,
    created: issue.created,
    deliver: issue.deliver,
    commit: keys.commit,
    tokenHash: await sha256(issue.token),
    manifest: issue.manifest.hash,
    manifestSize: issue.manifest.size,
    stanzas,
    ownerBox: await sealOwnerBox(ownerSecrets, identity.encryption.publicKey, context, stanzas.length),
  };
  const coreBytes = encodeCore(core);
  const proof = await sealProof(keys, coreBytes, identity, issue.r);
  const mac = await hmacSha256(keys.headerMac, macInput(coreBytes, proof));
  return { header: encodeHeader(coreBytes, proof, mac), accessHash: await sha256(keys.access) };
}

/** One for each way to open, in an order that tells nothing. */
async function sealStanzas({ context, secret, link, people }: HeaderIssue): Promise<Stanza[]> {
  const stanzas: Stanza[] = await Promise.all(
    people.map(({ encryptionKey }) => sealPersonStanza(secret, encryptionKey, context)),
  );
  if (link?.passphrase) {
    stanzas.push(await sealLinkPassphraseStanza(secret, link.secret, link.passphrase, context));
  } else if (link) {
    stanzas.push(await sealLinkStanza(secret, link.secret, context));
  }
  return shuffled(stanzas);
}

/** By 64 random bits each: a modulo of few bits would favour some orders. */
function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: new DataView(random(8).buffer).getBigUint64(0) }))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ item }) => item);
}

/** IV, then AES-256-GCM over CBOR {card, r, sig}: who signed is shown only to those who can open. */
async function sealProof(keys: EpochKeys, coreBytes: Bytes, identity: Identity, r: Bytes): Promise<Bytes> {
  const input = headerSignatureInput(identity.fingerprint, coreBytes);
  const sig = new Uint8Array(await crypto.subtle.sign(SIGNATURE, identity.signing.privateKey, input));
  const iv = random(GCM_IV_SIZE);
  const plain = encodeCbor(cborMap({ card: identity.card, r, sig }));
  const sealed = await sealGcm(keys.proofKey, iv, plain, new Uint8Array(0));
  const proof = new Uint8Array(iv.length + sealed.length);
  proof.set(iv);
  proof.set(sealed, iv.length);
  return proof;
}
