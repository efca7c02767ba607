/** Ciphertexts that open under two keys: GCM takes them; stanzas and FLOE, which both commit to their key, do not. */
import { describe, expect, it } from 'vitest';
import { type Bytes, bigEndian, concat, equal, random, utf8 } from '../bytes.ts';
import { GCM_IV_SIZE, openGcm } from './aes-gcm.ts';
import { floeDecryptAll } from './floe.ts';
import { contextLabel } from './key-schedule.ts';
import { SHARE_FLOE } from './manifest.ts';
import { openHeaderByLink } from './open-header.ts';
import { twoKeyCiphertext, twoPassphraseShare } from './salamander.test-data.ts';

const none = new Uint8Array(0);

describe('one ciphertext under two keys', () => {
  it('is taken by AES-GCM', async () => {
    const keys: [Bytes, Bytes] = [random(32), random(32)];
    const iv = random(GCM_IV_SIZE);
    const aad = random(9);
    const sealed = await twoKeyCiphertext(keys, { iv, aad, start: random(48) });
    const plains = await Promise.all(keys.map((key) => openGcm(key, iv, sealed, aad)));
    expect(plains.map((plain) => plain?.length)).toEqual([64, 64]);
    expect(equal(plains[0] ?? none, plains[1] ?? none)).toBe(false);
  });

  it('is no stanza for two passphrases: the header commits to one share secret', async () => {
    const outputs: [Bytes, Bytes] = [random(32), random(32)];
    const share = await twoPassphraseShare(random(100), outputs, random(16));
    expect(equal(...share.secrets)).toBe(false);
    const open = (output: Bytes) =>
      openHeaderByLink(share.header, share.id, share.linkSecret, async () => output);
    expect(await open(outputs[0])).toMatchObject({ epoch: 1 });
    await expect(open(outputs[1])).rejects.toThrowError('damaged');
    await expect(open(random(32))).rejects.toThrowError('wrong-passphrase');
  });

  it('is no manifest for two keys: its FLOE header commits to one', async () => {
    const aad = contextLabel('manifestAad', { suite: 1, id: random(16), epoch: 1 });
    const iv = random(32);
    const keys: [Bytes, Bytes] = [random(32), random(32)];
    const [one, two] = await Promise.all(keys.map((key) => floeKeys(key, iv, aad)));
    if (!one || !two) throw new Error('no keys');
    const segmentIv = random(GCM_IV_SIZE);
    const position = concat(bigEndian(0, 8), Uint8Array.of(1));
    const sealed = await twoKeyCiphertext([one.segment, two.segment], {
      iv: segmentIv,
      aad: position,
      start: random(4_080),
    });
    const segment = concat(bigEndian(4 + segmentIv.length + sealed.length, 4), segmentIv, sealed);
    const open = (key: Bytes, tag: Bytes) =>
      floeDecryptAll({ key, aad, parameters: SHARE_FLOE }, concat(PARAMETERS, iv, tag, segment));
    expect((await open(keys[0], one.tag)).length).toBe(4_096);
    // The segment by itself opens under both: it is the tag in the header that decides.
    expect((await open(keys[1], two.tag)).length).toBe(4_096);
    await expect(open(keys[1], one.tag)).rejects.toThrowError('damaged');
    await expect(open(keys[0], two.tag)).rejects.toThrowError('damaged');
  });
});

const PARAMETERS = concat(bigEndian(0, 2), bigEndian(262_144, 4), bigEndian(32, 4));

/** Header tag and key of the first segments, as docs/format.md, "FLOE", has them. */
async function floeKeys(key: Bytes, iv: Bytes, aad: Bytes): Promise<{ tag: Bytes; segment: Bytes }> {
  const derive = async (from: Bytes, purpose: Bytes, size: number): Promise<Bytes> => {
    const algorithm = { name: 'HMAC', hash: 'SHA-384' };
    const mac = await crypto.subtle.importKey('raw', from, algorithm, false, ['sign']);
    const info = concat(PARAMETERS, iv, purpose, aad, Uint8Array.of(1));
    return new Uint8Array(await crypto.subtle.sign('HMAC', mac, info)).slice(0, size);
  };
  const message = await derive(key, utf8('MESSAGE_KEY:'), 48);
  return {
    tag: await derive(key, utf8('HEADER_TAG:'), 32),
    segment: await derive(message, concat(utf8('DEK:'), bigEndian(0, 8)), 32),
  };
}
