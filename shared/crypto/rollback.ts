/**
 * Rollback memory: what a client remembers of the newest header it has verified, so that a server cannot show an
 * older state, or two states with the same numbers. docs/format.md, "Rollback".
 */
import { type Bytes, equal, sha256 } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { decodeHeader } from './header.ts';

export interface SeenHeader {
  readonly epoch: number;
  readonly rev: number;
  /** SHA-256 of core, 32 bytes. */
  readonly coreHash: Bytes;
}

/** What a header of one's own is remembered by. */
export async function seenHeader(header: Bytes): Promise<SeenHeader> {
  const { core, coreBytes } = decodeHeader(header);
  return { epoch: core.epoch, rev: core.rev, coreHash: await sha256(coreBytes) };
}

/** What to remember from now on. Throws rolled-back where `shown` is older than `seen`, or its twin. */
export function checkRollback(seen: SeenHeader | null, shown: SeenHeader): SeenHeader {
  const { epoch, rev, coreHash } = shown;
  if (seen) {
    const older = epoch < seen.epoch || (epoch === seen.epoch && rev < seen.rev);
    const twin = epoch === seen.epoch && rev === seen.rev && !equal(coreHash, seen.coreHash);
    if (older || twin) throw new SealdropError('rolled-back');
  }
  return { epoch, rev, coreHash };
}
