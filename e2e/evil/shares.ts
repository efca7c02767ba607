/**
 * Shares made by the core itself, outside of a browser, with every secret at hand: what an adversary tampers with, and
 * what hostile senders and fellow recipients can make. Sealed by shared/, so that all but the one wrong thing is right.
 */
import { type Bytes, concat, random, sha256, toBase64Url } from '../../shared/bytes.ts';
import { bodyGeometry, plainPart, storedPart } from '../../shared/crypto/body.ts';
import {
  decodeHeader,
  encodeCore,
  encodeHeader,
  type Header,
  type HeaderCore,
  macInput,
} from '../../shared/crypto/header.ts';
import { hmacSha256 } from '../../shared/crypto/hkdf.ts';
import { type Identity, oneOffIdentity } from '../../shared/crypto/identity.ts';
import { type EpochKeys, epochKeys } from '../../shared/crypto/key-schedule.ts';
import { type Manifest, sealManifest } from '../../shared/crypto/manifest.ts';
import { type HeaderIssue, type Recipient, sealHeader } from '../../shared/crypto/seal-header.ts';
import { ownerCommitOf, shareIdOf } from '../../shared/crypto/share-id.ts';
import type { PassphraseKey } from '../../shared/crypto/stanza.ts';
import { formatLink } from '../../shared/link.ts';
import { newBody, plaintextIn, sealPart } from '../../shared/transfer/sealed-part.ts';

/** What a server holds of one share. */
export interface Held {
  readonly id: Bytes;
  readonly header: Bytes;
  /** Sealed. */
  readonly manifest: Bytes;
  readonly body: Bytes;
}

export interface MadeShare extends Held {
  readonly plain: Manifest;
  readonly issue: HeaderIssue;
  readonly identity: Identity;
  readonly keys: EpochKeys;
  readonly secret: Bytes;
  readonly linkSecret: Bytes;
}

export interface Contents {
  readonly files: readonly { readonly path: string; readonly bytes: Bytes; readonly type?: string }[];
  readonly note?: string;
  readonly passphrase?: PassphraseKey | null;
  /** Who signs it; else a one-off identity. */
  readonly by?: Identity;
  /** Whom it is for; then nobody opens it by link. */
  readonly people?: readonly Recipient[];
  /** 1: a delivery to the inbox of the one person that it is for. */
  readonly deliver?: 0 | 1;
  /** Unix seconds. */
  readonly created?: number;
}

const CREATED = 1_750_000_000;

/** A body with its digests, as a sender makes it. */
async function sealBody(
  id: Bytes,
  { files, note = '' }: Contents,
): Promise<{ plain: Manifest; body: Bytes }> {
  const content = concat(...files.map(({ bytes }) => bytes));
  const geometry = bodyGeometry(content.length);
  const bodyKey = random(32);
  const body = new Uint8Array(geometry.objectSize);
  const digests: Bytes[] = [];
  const { bodyHeader, body: sealing } = await newBody(bodyKey, id, geometry);
  for (let index = 0; index < geometry.parts; index++) {
    const { offset, size } = plainPart(geometry, index);
    const stored = storedPart(geometry, index);
    const part = new Uint8Array(stored.size);
    plaintextIn(geometry, index, part).set(content.subarray(offset, offset + size));
    const { bytes, sha256: digest } = await sealPart(sealing, index, part, null);
    body.set(bytes, stored.offset);
    digests.push(digest);
  }
  const plain: Manifest = {
    bodyKey,
    bodyHeader,
    geometry,
    digests: concat(...digests),
    files: files.map(({ path, bytes, type = '' }) => ({ path, size: bytes.length, type, modified: null })),
    note,
  };
  return { plain, body };
}

/** A whole share. `alter` changes the manifest before it is sealed, as a hostile sender's own program can. */
export async function makeShare(
  contents: Contents,
  alter: (manifest: Manifest) => Manifest = (manifest) => manifest,
): Promise<MadeShare> {
  const { people = [], created = CREATED } = contents;
  const identity = contents.by ?? (await oneOffIdentity(CREATED));
  const [token, r, secret, linkSecret] = [random(32), random(16), random(32), random(32)];
  const id = await shareIdOf(await ownerCommitOf(identity.fingerprint, r), await sha256(token));
  const context = { suite: 1 as const, id, epoch: 1 };
  const { plain, body } = await sealBody(id, contents);
  const keys = await epochKeys(secret, context);
  const manifest = await sealManifest(alter(plain), keys.manifestKey, context);
  const issue: HeaderIssue = {
    context,
    rev: 1,
    created,
    secret,
    identity,
    token,
    r,
    manifest: { hash: await sha256(manifest), size: manifest.length },
    link: people.length > 0 ? null : { secret: linkSecret, passphrase: contents.passphrase ?? null },
    people,
    deliver: contents.deliver ?? 0,
  };
  const { header } = await sealHeader(issue);
  return { id, header, manifest, body, plain, issue, identity, keys, secret, linkSecret };
}

export function linkTo(origin: string, { id, linkSecret }: MadeShare): Promise<string> {
  return formatLink(origin, id, linkSecret);
}

/** The address of a share for named people. */
export function addressOf(origin: string, { id }: Held): string {
  return `${origin}/s/${toBase64Url(id)}`;
}

/** The next epoch, by the share's own sender: new secret, new access, the same body. */
export async function nextEpochOf(
  share: MadeShare,
  people: readonly Recipient[] = share.issue.people,
): Promise<MadeShare> {
  const context = { ...share.issue.context, epoch: share.issue.context.epoch + 1 };
  const secret = random(32);
  const keys = await epochKeys(secret, context);
  const manifest = await sealManifest(share.plain, keys.manifestKey, context);
  const reference = { hash: await sha256(manifest), size: manifest.length };
  const issue: HeaderIssue = { ...share.issue, context, secret, rev: 1, people, manifest: reference };
  const { header } = await sealHeader(issue);
  return { ...share, header, manifest, issue, keys, secret };
}

/** The same epoch with a later rev and another manifest, as a hostile sender's own program can issue it. */
export async function reissued(
  share: MadeShare,
  rev: number,
  alter: (manifest: Manifest) => Manifest,
): Promise<MadeShare> {
  const manifest = await sealManifest(alter(share.plain), share.keys.manifestKey, share.issue.context);
  const issue = { ...share.issue, rev, manifest: { hash: await sha256(manifest), size: manifest.length } };
  return { ...share, issue, manifest, header: (await sealHeader(issue)).header };
}

/**
 * The header with another core, as somebody makes it who can open the share and therefore has its mac key, but not its
 * signing key: the signature stays that of the old core.
 */
export async function remade(
  share: MadeShare,
  change: (core: HeaderCore) => Partial<HeaderCore>,
): Promise<Bytes> {
  const decoded: Header = decodeHeader(share.header);
  const coreBytes = encodeCore({ ...decoded.core, ...change(decoded.core) });
  const mac = await hmacSha256(share.keys.headerMac, macInput(coreBytes, decoded.proof));
  return encodeHeader(coreBytes, decoded.proof, mac);
}

/** The header with another core by somebody who has no key at all: proof and mac stay as they were. */
export function recored(share: Held, change: (core: HeaderCore) => Partial<HeaderCore>): Bytes {
  const decoded = decodeHeader(share.header);
  return encodeHeader(encodeCore({ ...decoded.core, ...change(decoded.core) }), decoded.proof, decoded.mac);
}
