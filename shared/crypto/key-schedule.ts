/**
 * From the share secret of an epoch to its five keys: HKDF-SHA-256 with suite, share id and epoch in the salt, so
 * that no key fits another share, epoch or suite. docs/format.md, "Key schedule".
 */
import { type Bytes, bigEndian } from '../bytes.ts';
import type { Suite } from './header.ts';
import { hkdfSha256 } from './hkdf.ts';
import { type Label, labelled } from './labels.ts';

/** What names one state of one share: it stands in every salt, info and aad. */
export interface ShareContext {
  readonly suite: Suite;
  /** 16 bytes. */
  readonly id: Bytes;
  readonly epoch: number;
}

/** 32 bytes each. */
export interface EpochKeys {
  /** In clear in the header: commits to the share secret. */
  readonly commit: Bytes;
  readonly headerMac: Bytes;
  readonly manifestKey: Bytes;
  readonly proofKey: Bytes;
  /** The access token; the API keeps its SHA-256. */
  readonly access: Bytes;
}

/** The label, 00, suite (2 bytes), share id (16), epoch (4). */
export function contextLabel(label: Label, { suite, id, epoch }: ShareContext): Bytes {
  return labelled(label, bigEndian(suite, 2), id, bigEndian(epoch, 4));
}

/** All keys of an epoch from its share secret (32 bytes). */
export async function epochKeys(secret: Bytes, context: ShareContext): Promise<EpochKeys> {
  const salt = contextLabel('share', context);
  const expand = (label: Label) => hkdfSha256(secret, salt, labelled(label), 32);
  const [commit, headerMac, manifestKey, proofKey, access] = await Promise.all([
    expand('commit'),
    expand('headerMac'),
    expand('manifestKey'),
    expand('proofKey'),
    expand('access'),
  ]);
  return { commit, headerMac, manifestKey, proofKey, access };
}
