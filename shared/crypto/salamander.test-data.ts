/**
 * Invisible salamanders: one AES-256-GCM ciphertext with one tag that opens under two keys, which GCM permits, for its
 * tag is a polynomial that whoever holds both keys can solve. What shows that the format's commitments are needed.
 */
import { type Bytes, concat, random, sha256 } from '../bytes.ts';
import { GCM_IV_SIZE, openGcm } from './aes-gcm.ts';
import { hkdfSha256 } from './hkdf.ts';
import { contextLabel, epochKeys } from './key-schedule.ts';
import { sealManifest } from './manifest.ts';
import { sealShare, signedAnew } from './share.test-data.ts';

const ZERO = new Uint8Array(16);
const R = 0xe1n << 120n;

function toNumber(block: Uint8Array): bigint {
  let value = 0n;
  for (let i = 0; i < 16; i++) value = (value << 8n) | BigInt(block[i] ?? 0);
  return value;
}

function toBlock(value: bigint): Bytes {
  const block = new Uint8Array(16);
  for (let i = 15, rest = value; i >= 0; i--, rest >>= 8n) block[i] = Number(rest & 0xffn);
  return block;
}

/** Product in GCM's field (NIST SP 800-38D, 6.3). */
function times(x: bigint, y: bigint): bigint {
  let product = 0n;
  let shifted = y;
  for (let i = 127n; i >= 0n; i--) {
    if ((x >> i) & 1n) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ R : shifted >> 1n;
  }
  return product;
}

/** x to the power 2^128 - 2. */
function inverse(x: bigint): bigint {
  let result = 1n << 127n;
  let power = x;
  for (let i = 1; i < 128; i++) {
    power = times(power, power);
    result = times(result, power);
  }
  return result;
}

/** AES of one block: the first block of CBC with a zero IV, for WebCrypto has no ECB. */
async function aes(key: Bytes, block: Bytes): Promise<bigint> {
  const cbc = await crypto.subtle.importKey('raw', key, 'AES-CBC', false, ['encrypt']);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-CBC', iv: ZERO }, cbc, block);
  return toNumber(new Uint8Array(sealed, 0, 16));
}

function blocksOf(bytes: Uint8Array): bigint[] {
  return Array.from({ length: Math.ceil(bytes.length / 16) }, (_, i) =>
    toNumber(bytes.subarray(16 * i, 16 * i + 16)),
  );
}

/**
 * A ciphertext and tag that open under both keys with this IV and AAD: `start` (a multiple of 16 bytes, any bytes),
 * one block that makes it so, the tag. The two plaintexts are what they come to be.
 */
export async function twoKeyCiphertext(
  keys: readonly [Bytes, Bytes],
  { iv, aad, start }: { readonly iv: Bytes; readonly aad: Bytes; readonly start: Bytes },
): Promise<Bytes> {
  const lengths = (BigInt(aad.length * 8) << 64n) | BigInt((start.length + 16) * 8);
  const counter = concat(iv, Uint8Array.of(0, 0, 0, 1));
  const states = await Promise.all(
    keys.map(async (key) => ({ hash: await aes(key, ZERO), mask: await aes(key, counter) })),
  );
  const tagOf = ({ hash, mask }: { hash: bigint; mask: bigint }, last: bigint): bigint => {
    let sum = 0n;
    for (const block of [...blocksOf(aad), ...blocksOf(start), last, lengths]) sum = times(sum ^ block, hash);
    return sum ^ mask;
  };
  const [one, two] = states as [(typeof states)[number], (typeof states)[number]];
  // The tags differ by what the last block, times the difference of the squares of both hash keys, must make up for.
  const difference = tagOf(one, 0n) ^ tagOf(two, 0n);
  const last = times(difference, inverse(times(one.hash, one.hash) ^ times(two.hash, two.hash)));
  return concat(start, toBlock(last), toBlock(tagOf(one, last)));
}

/**
 * A share whose one stanza gives two share secrets, one for each Argon2id output, as a hostile sender can make it: header
 * and manifest are whole for the first of them.
 */
export async function twoPassphraseShare(plain: Bytes, outputs: readonly [Bytes, Bytes], argonSalt: Bytes) {
  const share = await sealShare(plain);
  const { context } = share.issue;
  const wrapSalt = random(16);
  const wrapKey = (output: Bytes) =>
    hkdfSha256(concat(share.linkSecret, output), wrapSalt, contextLabel('stanzaLinkPassphrase', context), 32);
  const keys: [Bytes, Bytes] = [await wrapKey(outputs[0]), await wrapKey(outputs[1])];
  const iv = new Uint8Array(GCM_IV_SIZE);
  const aad = new Uint8Array(0);
  const ct = await twoKeyCiphertext(keys, { iv, aad, start: random(16) });
  const secrets = await Promise.all(keys.map((key) => openGcm(key, iv, ct, aad)));
  const [secret, other] = secrets;
  if (!secret || !other) throw new Error('no salamander');
  const check = await hkdfSha256(share.linkSecret, wrapSalt, contextLabel('stanzaLinkKnown', context), 16);
  const epoch = await epochKeys(secret, context);
  const sealed = await sealManifest(share.manifest, epoch.manifestKey, context);
  const manifest = { hash: await sha256(sealed), size: sealed.length };
  const header = await signedAnew({ ...share.issue, secret, manifest }, epoch, () => ({
    stanzas: [{ type: 4, wrapSalt, argonSalt, check, ct }],
  }));
  return { ...share, header, sealed, secrets: [secret, other] as const };
}
