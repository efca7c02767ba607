/** HPKE of suite 1 by two libraries that share no code: what one seals, the other opens. */
import { Aes256Gcm, CipherSuite, DhkemP384HkdfSha384, HkdfSha256 } from '@hpke/core';
import { expect, it } from 'vitest';
import { type Bytes, random, toHex } from '../bytes.ts';
import { openHpke, sealHpke } from './hpke.ts';
import { oneOffIdentity } from './identity.ts';

const theirs = new CipherSuite({
  kem: new DhkemP384HkdfSha384(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
const [info, plaintext] = [random(50), random(32)];

// Given the pair: from a private key alone that cannot be read out it derives a wrong public key about half the time.
async function setUp() {
  const { encryption } = await oneOffIdentity(1_750_000_000);
  return encryption;
}

const bytesOf = (buffer: ArrayBuffer | Uint8Array): Bytes => new Uint8Array(buffer);

it('what hpke seals, @hpke/core opens', async () => {
  for (let i = 0; i < 8; i++) {
    const pair = await setUp();
    const { enc, ct } = await sealHpke(pair.publicKey, plaintext, info);
    const opened = await theirs.open({ recipientKey: pair, enc: enc.buffer, info: info.buffer }, ct.buffer);
    expect(toHex(bytesOf(opened))).toBe(toHex(plaintext));
  }
});

it('what @hpke/core seals, hpke opens, and no other info does', async () => {
  for (let i = 0; i < 8; i++) {
    const pair = await setUp();
    const sealed = await theirs.seal(
      { recipientPublicKey: pair.publicKey, info: info.buffer },
      plaintext.buffer,
    );
    const [enc, ct] = [bytesOf(sealed.enc), bytesOf(sealed.ct)];
    const opened = await openHpke(pair, enc, ct, info);
    expect(opened && toHex(opened)).toBe(toHex(plaintext));
    expect(await openHpke(pair, enc, ct, random(50))).toBeNull();
  }
});
