/**
 * What a change of who can open a share means: within an epoch only ways to open are added; whatever takes one away, or
 * changes what is inside, starts the next one. docs/format.md, "Changing who can open".
 */
import { type Bytes, equal, random } from '../bytes.ts';
import type { PassphraseKey } from '../crypto/stanza.ts';
import { SealdropError } from '../errors.ts';
import { STANZAS_MAX } from '../limits.ts';
import type { Access } from '../records/own-share.ts';

/** Only what is to change: as differences, so that two changes at once can be merged. */
export interface AccessChange {
  /** The key of a new passphrase of the link, null for none. */
  readonly argon?: PassphraseKey | null;
  readonly message?: string;
  /** Whether whoever has the link can open it. */
  readonly link?: boolean;
  /** Fingerprints, 32 bytes each. */
  readonly add?: readonly Bytes[];
  readonly remove?: readonly Bytes[];
}

/** What becomes of an epoch's state; numbers and share secret are the caller's. */
export interface PlannedAccess {
  /** none: all of it holds already. rev: only ways to open are added. epoch: everything is keyed anew. */
  readonly kind: 'none' | 'rev' | 'epoch';
  readonly wanted: Pick<Access, 'argon' | 'message' | 'linkSecret' | 'people'>;
}

const has = (people: readonly Bytes[], person: Bytes) => people.some((one) => equal(one, person));

/** Throws bad-request where nobody could open it any more, or more people than a header has room for. */
export function planAccess(before: Access, change: AccessChange): PlannedAccess {
  const { add = [], remove = [], message = before.message } = change;
  const kept = before.people.filter((person) => !has(remove, person));
  const added = add.filter((person, i) => !has(before.people, person) && !has(add.slice(0, i), person));
  const removes = kept.length < before.people.length;

  const hadLink = before.linkSecret !== null;
  const hasLink = change.link ?? hadLink;
  // Who is removed may have been given the link as well.
  const keepsLink = hasLink && hadLink && !removes;
  const linkSecret = hasLink ? (keepsLink ? before.linkSecret : random(32)) : null;
  const argon = hasLink ? (change.argon === undefined ? before.argon : change.argon) : null;

  const people = [...kept, ...added];
  if (people.length === 0 && !hasLink) throw new SealdropError('bad-request');
  if (people.length + (hasLink ? 1 : 0) > STANZAS_MAX) throw new SealdropError('bad-request');
  const changesLink = hadLink && (!hasLink || !samePassphrase(before.argon, argon));
  const wanted = { argon, message, linkSecret, people };
  if (removes || changesLink || message !== before.message) return { kind: 'epoch', wanted };
  return { kind: added.length > 0 || (hasLink && !hadLink) ? 'rev' : 'none', wanted };
}

function samePassphrase(a: PassphraseKey | null, b: PassphraseKey | null): boolean {
  return a === null || b === null ? a === b : equal(a.salt, b.salt) && equal(a.output, b.output);
}
