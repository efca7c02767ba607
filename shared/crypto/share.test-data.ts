/** A small share made by the real code, for tests that then damage it. */
import { type Bytes, concat, random, sha256 } from '../bytes.ts';
import { newBody, plaintextIn, sealPart } from '../transfer/sealed-part.ts';
import { GCM_IV_SIZE, sealGcm } from './aes-gcm.ts';
import { bodyGeometry, plainPart, storedPart } from './body.ts';
import { cborMap, encodeCbor } from './cbor.ts';
import { decodeHeader, encodeCore, encodeHeader, type HeaderCore, macInput } from './header.ts';
import { hmacSha256 } from './hkdf.ts';
import { oneOffIdentity } from './identity.ts';
import { headerSignatureInput, SIGNATURE } from './key-card.ts';
import { type EpochKeys, epochKeys } from './key-schedule.ts';
import { type Manifest, sealManifest } from './manifest.ts';
import { type HeaderIssue, sealHeader } from './seal-header.ts';
import { ownerCommitOf, shareIdOf } from './share-id.ts';
import type { PassphraseKey } from './stanza.ts';

export async function sealBody(id: Bytes, plain: Bytes): Promise<{ manifest: Manifest; object: Bytes }> {
  const geometry = bodyGeometry(plain.length);
  const bodyKey = random(32);
  const object = new Uint8Array(geometry.objectSize);
  const { bodyHeader, body } = await newBody(bodyKey, id, geometry);
  const digests = new Uint8Array(32 * geometry.parts);
  for (let index = 0; index < geometry.parts; index++) {
    const { offset, size } = plainPart(geometry, index);
    const stored = storedPart(geometry, index);
    const part = new Uint8Array(stored.size);
    plaintextIn(geometry, index, part).set(plain.subarray(offset, offset + size));
    const { bytes, sha256: digest } = await sealPart(body, index, part, null);
    object.set(bytes, stored.offset);
    digests.set(digest, 32 * index);
  }
  const files = [{ path: 'file.bin', size: plain.length, type: '', modified: null }];
  return {
    manifest: { bodyKey, bodyHeader, geometry, digests, files, note: 'a note' },
    object,
  };
}

/** Header, sealed manifest and body object, with every secret behind them. */
export async function sealShare(plain: Bytes, passphrase: PassphraseKey | null = null) {
  const identity = await oneOffIdentity(1_750_000_000);
  const [token, r, secret, linkSecret] = [random(32), random(16), random(32), random(32)];
  const ownerCommit = await ownerCommitOf(identity.fingerprint, r);
  const id = await shareIdOf(ownerCommit, await sha256(token));
  const context = { suite: 1 as const, id, epoch: 1 };
  const { manifest, object } = await sealBody(id, plain);
  const keys = await epochKeys(secret, context);
  const sealed = await sealManifest(manifest, keys.manifestKey, context);
  const issue = {
    context,
    rev: 1,
    created: 1_750_000_000,
    secret,
    identity,
    token,
    r,
    manifest: { hash: await sha256(sealed), size: sealed.length },
    link: { secret: linkSecret, passphrase },
    people: [],
    deliver: 0 as const,
  };
  const { header, accessHash } = await sealHeader(issue);
  return { id, issue, header, accessHash, keys, manifest, sealed, object, linkSecret, secret, identity };
}

/** A header with another core, signed by the share's own sender: what a hostile sender's program can issue. */
export async function signedAnew(
  issue: HeaderIssue,
  keys: EpochKeys,
  change: (core: HeaderCore) => Partial<HeaderCore>,
): Promise<Bytes> {
  const { core } = decodeHeader((await sealHeader(issue)).header);
  const coreBytes = encodeCore({ ...core, ...change(core) });
  const { identity, r } = issue;
  const input = headerSignatureInput(identity.fingerprint, coreBytes);
  const sig = new Uint8Array(await crypto.subtle.sign(SIGNATURE, identity.signing.privateKey, input));
  const iv = random(GCM_IV_SIZE);
  const plain = encodeCbor(cborMap({ card: identity.card, r, sig }));
  const proof = concat(iv, await sealGcm(keys.proofKey, iv, plain, new Uint8Array(0)));
  return encodeHeader(coreBytes, proof, await hmacSha256(keys.headerMac, macInput(coreBytes, proof)));
}
