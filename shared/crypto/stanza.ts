/**
 * Link stanzas: wrapping the share secret of an epoch to a link secret (type 3), or to a link secret and a
 * passphrase (type 4). docs/format.md, "Stanzas".
 *
 * The IV is twelve zero bytes: safe only because salt and wrapSalt are fresh each time a stanza is written, so
 * that every key seals one message. Never copy a stanza's salt.
 */
import { type Bytes, concat, equal, random } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { GCM_IV_SIZE, openGcm, sealGcm } from './aes-gcm.ts';
import { hkdfSha256 } from './hkdf.ts';
import { contextLabel, type ShareContext } from './key-schedule.ts';
import type { LinkPassphraseStanza, LinkStanza, Stanza } from './stanza-fields.ts';

/** What opens a type 4 stanza beside the link secret: Argon2id's output (32 bytes) and the salt (16) it came from. */
export interface PassphraseKey {
  readonly salt: Bytes;
  readonly output: Bytes;
}

const ZERO_IV = new Uint8Array(GCM_IV_SIZE);
const NO_AAD = new Uint8Array(0);

/** A type 3 stanza: the share secret (32 bytes) wrapped to the link secret (32). */
export async function sealLinkStanza(
  secret: Bytes,
  linkSecret: Bytes,
  context: ShareContext,
): Promise<LinkStanza> {
  const salt = random(16);
  const key = await hkdfSha256(linkSecret, salt, contextLabel('stanzaLink', context), 32);
  const ct = await sealGcm(key, ZERO_IV, secret, NO_AAD);
  return { type: 3, salt, check: await linkCheck(linkSecret, salt, context), ct };
}

/** A type 4 stanza. The passphrase's salt and output may be those of an earlier issue; the wrap salt is fresh. */
export async function sealLinkPassphraseStanza(
  secret: Bytes,
  linkSecret: Bytes,
  passphrase: PassphraseKey,
  context: ShareContext,
): Promise<LinkPassphraseStanza> {
  const wrapSalt = random(16);
  const key = await passphraseWrapKey(linkSecret, passphrase.output, wrapSalt, context);
  const ct = await sealGcm(key, ZERO_IV, secret, NO_AAD);
  const check = await linkCheck(linkSecret, wrapSalt, context);
  return { type: 4, wrapSalt, argonSalt: passphrase.salt, check, ct };
}

/**
 * The one stanza of type 3 or 4 that this link secret belongs to. Throws link-replaced where there is none (the
 * sender changed who can open), needs-newer where an unknown type might be the one.
 */
export async function findLinkStanza(
  stanzas: readonly Stanza[],
  linkSecret: Bytes,
  context: ShareContext,
): Promise<LinkStanza | LinkPassphraseStanza> {
  for (const stanza of stanzas) {
    if (stanza.type !== 3 && stanza.type !== 4) continue;
    const salt = stanza.type === 3 ? stanza.salt : stanza.wrapSalt;
    if (equal(await linkCheck(linkSecret, salt, context), stanza.check)) return stanza;
  }
  if (stanzas.some(({ type }) => type === 'unknown')) throw new SealdropError('needs-newer');
  throw new SealdropError('link-replaced');
}

/** The share secret of a type 3 stanza that `findLinkStanza` found. Throws damaged where it does not open. */
export async function openLinkStanza(
  stanza: LinkStanza,
  linkSecret: Bytes,
  context: ShareContext,
): Promise<Bytes> {
  const key = await hkdfSha256(linkSecret, stanza.salt, contextLabel('stanzaLink', context), 32);
  return requireSecret(await openGcm(key, ZERO_IV, stanza.ct, NO_AAD), 'damaged');
}

/** The share secret of a type 4 stanza, from Argon2id's output. Throws wrong-passphrase where it does not open. */
export async function openLinkPassphraseStanza(
  stanza: LinkPassphraseStanza,
  linkSecret: Bytes,
  passphraseOutput: Bytes,
  context: ShareContext,
): Promise<Bytes> {
  const key = await passphraseWrapKey(linkSecret, passphraseOutput, stanza.wrapSalt, context);
  return requireSecret(await openGcm(key, ZERO_IV, stanza.ct, NO_AAD), 'wrong-passphrase');
}

function requireSecret(secret: Bytes | null, code: 'damaged' | 'wrong-passphrase'): Bytes {
  if (!secret) throw new SealdropError(code);
  return secret;
}

function passphraseWrapKey(
  linkSecret: Bytes,
  output: Bytes,
  wrapSalt: Bytes,
  context: ShareContext,
): Promise<Bytes> {
  const info = contextLabel('stanzaLinkPassphrase', context);
  return hkdfSha256(concat(linkSecret, output), wrapSalt, info, 32);
}

/** Says "this link" before any Argon2 runs, so that a wrong passphrase and a replaced link are told apart. */
function linkCheck(linkSecret: Bytes, salt: Bytes, context: ShareContext): Promise<Bytes> {
  return hkdfSha256(linkSecret, salt, contextLabel('stanzaLinkKnown', context), 16);
}
