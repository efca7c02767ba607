/**
 * Which header may follow which. The API cannot check signatures, for it knows no keys; it checks what readers would
 * refuse anyway and what would otherwise cost the owner the share. docs/format.md, "Changing who can open".
 */
import { equal } from '../shared/bytes.ts';
import type { HeaderCore } from '../shared/crypto/header.ts';

/** What stands in the header and what the access hash beside it is. */
export interface Issue {
  readonly core: HeaderCore;
  readonly accessHash: Uint8Array;
}

/** Whether `next` may be the first header (`previous` is null) or replace `previous`. */
export function mayFollow(previous: Issue | null, next: Issue): boolean {
  const { epoch, rev } = next.core;
  if (!previous) return epoch === 1 && rev === 1;
  const before = previous.core;
  const sameManifest =
    equal(before.manifest, next.core.manifest) && before.manifestSize === next.core.manifestSize;
  const sameAccess = equal(previous.accessHash, next.accessHash);
  // A delivery is what its sender first made it; a share keeps the time of its first issue, and never gets weaker.
  if (before.deliver === 1 || before.created !== next.core.created || before.suite > next.core.suite)
    return false;
  if (epoch === before.epoch) return rev === before.rev + 1 && sameManifest && sameAccess;
  return (
    epoch === before.epoch + 1 && rev === 1 && !equal(before.manifest, next.core.manifest) && !sameAccess
  );
}
