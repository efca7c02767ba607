/**
 * Makes a package of files, without a server: a share as Send makes one, whose parts go into the package as they are sealed.
 * docs/package.md, "Making one".
 */
import { type Bytes, concat, random, sha256 } from '../bytes.ts';
import { type BodyGeometry, bodyGeometry } from '../crypto/body.ts';
import type { Identity } from '../crypto/identity.ts';
import { epochKeys } from '../crypto/key-schedule.ts';
import { type ManifestFile, sealedManifestSize, sealManifest } from '../crypto/manifest.ts';
import { type Recipient, sealHeader } from '../crypto/seal-header.ts';
import { ownerCommitOf, shareIdOf } from '../crypto/share-id.ts';
import type { PassphraseKey } from '../crypto/stanza.ts';
import { SealdropError } from '../errors.ts';
import { linkFragment } from '../link.ts';
import { inOrder } from '../transfer/lanes.ts';
import type { PartSource } from '../transfer/part-sender.ts';
import { newBody, sealPart } from '../transfer/sealed-part.ts';
import { requirePackable, writePackage } from './write-package.ts';

export interface PackWish {
  /** At least one; their paths can be sent (sendablePaths). */
  readonly files: readonly ManifestFile[];
  /** Their bytes, end to end, in parts of this geometry. */
  readonly parts: (geometry: BodyGeometry) => PartSource;
  readonly note: string;
  /** Who signs it. */
  readonly identity: Identity;
  readonly people: readonly Recipient[];
  /** Whether whoever has the code can open it, and what else that takes; null where only the people can. */
  readonly code: { readonly passphrase: PassphraseKey | null } | null;
  /** Unix seconds. */
  readonly now: number;
  readonly signal: AbortSignal;
}

export interface PackedShare {
  /** The package's bytes, once. Throws cancelled, and what reading the files throws. */
  readonly content: AsyncGenerator<Bytes, void, void>;
  /** What opens it beside the people's keys; null where nothing does. */
  readonly code: string | null;
}

/** Parts that are read and sealed ahead of whoever takes the bytes. */
const AHEAD = 3;

/** Throws too-large, too-many-files, bad-request where nobody could open it. */
export async function packShare(wish: PackWish): Promise<PackedShare> {
  const { files, identity, people, note, signal } = wish;
  if (people.length === 0 && !wish.code) throw new SealdropError('bad-request');
  const geometry = bodyGeometry(files.reduce((sum, { size }) => sum + size, 0));
  requirePackable(geometry.objectSize);
  sealedManifestSize({ files, note, geometry });
  const token = random(32);
  const r = random(16);
  const secret = random(32);
  const bodyKey = random(32);
  const linkSecret = random(32);
  const id = await shareIdOf(await ownerCommitOf(identity.fingerprint, r), await sha256(token));
  const context = { suite: 1 as const, id, epoch: 1 };
  const { bodyHeader, body } = await newBody(bodyKey, id, geometry);
  const source = wish.parts(geometry);
  const digests: Bytes[] = [];

  async function* sealed() {
    const parts = inOrder(AHEAD, Array(geometry.parts).keys(), async (index) => {
      if (signal.aborted) throw new SealdropError('cancelled');
      return await sealPart(body, index, await source.read(index), null);
    });
    for await (const { bytes, sha256: digest } of parts) {
      digests.push(digest);
      yield bytes;
      source.reuse(bytes);
    }
  }

  async function head() {
    const manifest = { bodyKey, bodyHeader, geometry, digests: concat(...digests), files, note };
    const sealedManifest = await sealManifest(
      manifest,
      (await epochKeys(secret, context)).manifestKey,
      context,
    );
    const { header } = await sealHeader({
      context,
      rev: 1,
      created: wish.now,
      secret,
      identity,
      token,
      r,
      manifest: { hash: await sha256(sealedManifest), size: sealedManifest.length },
      link: wish.code && { secret: linkSecret, passphrase: wish.code.passphrase },
      people,
      deliver: 0,
    });
    return { header, manifest: sealedManifest };
  }

  return {
    content: writePackage(sealed(), head),
    code: wish.code ? await linkFragment(id, linkSecret) : null,
  };
}
