/** What the specs about people do again and again: somebody with a key pair in the page, and a contact of theirs. */
import type { Page } from '@playwright/test';
import { random } from '../../shared/bytes.ts';
import { decodeHeader, type HeaderCore } from '../../shared/crypto/header.ts';
import { formatRequestLink } from '../../shared/request-link.ts';
import { importKnown, type KnownKeyPair, knownKeyPair } from '../known-keys.ts';
import { addPerson } from '../people-steps.ts';
import { cardsOf } from './hosting.ts';
import type { EvilServer } from './server.ts';
import { type Held, recored } from './shares.ts';

/** A contact link of somebody who has no page here. */
export function contactLinkOf(origin: string, { identity }: KnownKeyPair): Promise<string> {
  return formatRequestLink(origin, identity.fingerprint, random(16));
}

/** Bob holds the page and has Ada among his People, unverified; nobody else knows any of their private keys. */
export async function acquainted(
  evil: EvilServer,
  page: Page,
  folder: string,
): Promise<{ ada: KnownKeyPair; bob: KnownKeyPair }> {
  const [ada, bob] = await Promise.all([knownKeyPair('Ada'), knownKeyPair('Bob')]);
  await importKnown(page, bob, folder);
  evil.tamper = cardsOf(ada);
  await addPerson(page, 'Ada', await contactLinkOf(evil.origin, ada));
  evil.reset();
  return { ada, bob };
}

type Stanzas = HeaderCore['stanzas'];

/** A core with other stanzas, and a sealed box of the size that goes with them. */
export function otherStanzas(stanzas: Stanzas): (core: HeaderCore) => Partial<HeaderCore> {
  return ({ ownerBox }) => ({
    stanzas,
    ownerBox: { enc: ownerBox.enc, ct: random(512 + 34 * stanzas.length + 16) },
  });
}

export function stanzasOf({ header }: Held): Stanzas {
  return decodeHeader(header).core.stanzas;
}

/** The share with other stanzas, by somebody who has no key at all. */
export function withStanzas<T extends Held>(share: T, stanzas: Stanzas): T {
  return { ...share, header: recored(share, otherStanzas(stanzas)) };
}
