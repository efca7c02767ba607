/** Issues a header: stanzas, owner box, core, signature, proof, mac. docs/format.md, "Header". */
import { type Bytes, random, sha256 } from '../bytes.ts';
import { GCM_IV_SIZE, sealGcm } from './aes-gcm.ts';
import { cborMap, encodeCbor } from './cbor.ts';
import { encodeCore, encodeHeader, type HeaderCore, macInput } from './header.ts';
import { hmacSha256 } from './hkdf.ts';
import type { Identity } from './identity.ts';
import { headerSignatureInput, SIGNATURE } from './key-card.ts';
import { type EpochKeys, epochKeys, type ShareContext } from './key-schedule.ts';
import { sealOwnerBox } from './owner-box.ts';
import { type PassphraseKey, sealLinkPassphraseStanza, sealLinkStanza } from './stanza.ts';

/** Who can open a share by link. */
export interface LinkAccess {
  /** Link secret, 32 bytes. */
  readonly secret: Bytes;
  readonly passphrase: PassphraseKey | null;
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
  readonly link: LinkAccess;
}

/** The header's bytes, and SHA-256 of the access token for the API. */
export async function sealHeader(issue: HeaderIssue): Promise<{ header: Bytes; accessHash: Bytes }> {
  const { context, secret, identity, link } = issue;
  const keys = await epochKeys(secret, context);
  const stanza = link.passphrase
    ? await sealLinkPassphraseStanza(secret, link.secret, link.passphrase, context)
    : await sealLinkStanza(secret, link.secret, context);
  const stanzas = [stanza];
  const ownerSecrets = {
    token: issue.token,
    r: issue.r,
    s: secret,
    link: link.secret,
    argon: link.passphrase,
    people: [],
  };
  const core: HeaderCore = {
    v: 1,
    suite: context.suite,
    id: context.id,
    epoch: context.epoch,
    rev: issue.rev,
    created: issue.created,
    deliver: 0,
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
