/**
 * Rollback memory: what a client remembers of the newest header it has verified, so that a server cannot show an
 * older state, or two states with the same numbers. docs/format.md, "Rollback".
 */
import { type Bytes, equal } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import type { OpenedHeader } from './open-header.ts';

export interface SeenHeader {
  readonly epoch: number;
  readonly rev: number;
  /** SHA-256 of core, 32 bytes. */
  readonly coreHash: Bytes;
}

/** What to remember from now on. Throws rolled-back where `opened` is older than `seen`, or its twin. */
export function checkRollback(seen: SeenHeader | null, opened: OpenedHeader): SeenHeader {
  const { epoch, rev } = opened.core;
  const { coreHash } = opened;
  if (seen) {
    const older = epoch < seen.epoch || (epoch === seen.epoch && rev < seen.rev);
    const twin = epoch === seen.epoch && rev === seen.rev && !equal(coreHash, seen.coreHash);
    if (older || twin) throw new SealdropError('rolled-back');
  }
  return { epoch, rev, coreHash };
}
