/**
 * Share ids that name their owner without showing them: the id is a hash over a commitment to the signer's
 * fingerprint and the hash of the owner token, so that nobody can squat an id, reuse it, or put another owner's
 * share there. docs/format.md, "Share id".
 */
import { type Bytes, sha256 } from '../bytes.ts';
import { labelled } from './labels.ts';

export const SHARE_ID_SIZE = 16;

/** ownerCommit (32 bytes) from the signer's fingerprint (32) and r (16 random bytes), which hides it. */
export function ownerCommitOf(fingerprint: Bytes, r: Bytes): Promise<Bytes> {
  return sha256(labelled('owner', fingerprint, r));
}

/** The share id (16 bytes) from ownerCommit (32) and tokenHash = SHA-256(owner token) (32). */
export async function shareIdOf(ownerCommit: Bytes, tokenHash: Bytes): Promise<Bytes> {
  return (await sha256(labelled('shareId', ownerCommit, tokenHash))).slice(0, SHARE_ID_SIZE);
}
