/**
 * The fragments of share links and request links: base58 of a version, a secret and a checksum. The checksum covers
 * what the path names as well, so a cut or damaged link is told from a wrong one. docs/format.md, "Links".
 */
import { base58 } from '@scure/base';
import { type Bytes, concat, equal, sha256 } from './bytes.ts';
import { type Label, labelled } from './crypto/labels.ts';
import { SealdropError } from './errors.ts';
import { FRAGMENT_MAX_CHARACTERS } from './limits.ts';

const CHECK_SIZE = 4;

export interface FragmentKind {
  /** Label of the checksum. */
  readonly label: Label;
  /** The first byte. */
  readonly version: number;
  /** Bytes of the secret. */
  readonly size: number;
}

/** The fragment for a secret. `named`: what the link's path names, as bytes. */
export async function formatFragment(kind: FragmentKind, named: Bytes, secret: Bytes): Promise<string> {
  const payload = concat(Uint8Array.of(kind.version), secret);
  return base58.encode(concat(payload, await checksum(kind.label, named, payload)));
}

/** The secret of a fragment. Throws link-cut where it is not whole, needs-newer where its version is not known. */
export async function openFragment(kind: FragmentKind, named: Bytes, fragment: string): Promise<Bytes> {
  if (fragment.length > FRAGMENT_MAX_CHARACTERS) throw new SealdropError('link-cut');
  const bytes = decodeBase58(fragment);
  if (bytes?.length !== 1 + kind.size + CHECK_SIZE) throw new SealdropError('link-cut');
  const payload = bytes.slice(0, 1 + kind.size);
  if (!equal(await checksum(kind.label, named, payload), bytes.subarray(1 + kind.size)))
    throw new SealdropError('link-cut');
  if (payload[0] !== kind.version) throw new SealdropError('needs-newer');
  return payload.slice(1);
}

function decodeBase58(text: string): Bytes | null {
  try {
    return new Uint8Array(base58.decode(text));
  } catch {
    return null;
  }
}

async function checksum(label: Label, named: Bytes, payload: Bytes): Promise<Bytes> {
  return (await sha256(labelled(label, named, payload))).slice(0, CHECK_SIZE);
}
