/** Records sealed by the server's key: what opens, what does not, and how they are found. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bytes, concat, fromHex, random, toHex, utf8 } from '../../shared/bytes.ts';
import { labels } from '../../shared/crypto/labels.ts';
import { decrypt, encrypt } from './aead.ts';
import { serverLabels } from './labels.ts';
import { AlteredRecord, deriveRecordKeys, KEY_ID_SIZE, keyIdOf } from './record-keys.ts';

const hex = (text: string) => fromHex(text.replaceAll(' ', ''));

describe('A256CBC-HS512', () => {
  // RFC 7518, appendix B.3.
  const keys = {
    authentication: hex(
      '00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f',
    ),
    encryption: hex(
      '20 21 22 23 24 25 26 27 28 29 2a 2b 2c 2d 2e 2f 30 31 32 33 34 35 36 37 38 39 3a 3b 3c 3d 3e 3f',
    ),
  };
  const plaintext = utf8(
    'A cipher system must not be required to be secret, and it must be able to fall into the hands of the enemy without inconvenience',
  );
  const aad = utf8('The second principle of Auguste Kerckhoffs');
  const iv = hex('1a f3 8c 2d c2 b9 6f fd d8 66 94 09 23 41 bc 04');
  const sealed = concat(
    iv,
    hex(
      `4a ff aa ad b7 8c 31 c5 da 4b 1b 59 0d 10 ff bd 3d d8 d5 d3 02 42 35 26 91 2d a0 37 ec bc c7 bd
       82 2c 30 1d d6 7c 37 3b cc b5 84 ad 3e 92 79 c2 e6 d1 2a 13 74 b7 7f 07 75 53 df 82 94 10 44 6b
       36 eb d9 70 66 29 6a e6 42 7e a7 5c 2e 08 46 a1 1a 09 cc f5 37 0d c8 0b fe cb ad 28 c7 3f 09 b3
       a3 b7 5e 66 2a 25 94 41 0a e4 96 b2 e2 e6 60 9e 31 e6 e0 2c c8 37 f0 53 d2 1f 37 ff 4f 51 95 0b
       be 26 38 d0 9d d7 a4 93 09 30 80 6d 07 03 b1 f6`.replaceAll(/\s/g, ''),
    ),
    hex('4d d3 b4 c0 88 a7 f4 5c 21 68 39 64 5b 20 12 bf 2e 62 69 a8 c5 6a 81 6d bc 1b 26 77 61 95 5b c5'),
  );

  it('is that of RFC 7518', () => {
    expect(toHex(encrypt(keys, aad, plaintext, iv))).toBe(toHex(sealed));
    expect(decrypt(keys, aad, sealed)).toEqual(plaintext);
  });

  it('refuses every changed bit, every other length and other additional data', () => {
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = sealed.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(decrypt(keys, aad, changed), String(bit)).toBeNull();
    }
    for (let size = 0; size < sealed.length; size++)
      expect(decrypt(keys, aad, sealed.slice(0, size))).toBeNull();
    expect(decrypt(keys, aad, concat(sealed, new Uint8Array(16)))).toBeNull();
    expect(decrypt(keys, aad.slice(1), sealed)).toBeNull();
  });

  it('opens what it has sealed, of any length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 40 }), (text, data) => {
        const bytes = concat(encrypt(keys, concat(data), concat(text)));
        expect(bytes.length).toBe(16 + (Math.floor(text.length / 16) + 1) * 16 + 32);
        expect(decrypt(keys, concat(data), bytes)).toEqual(concat(text));
      }),
    );
  });
});

describe('record keys', () => {
  const place = random(32);
  const record = random(77);
  const other = async () => await deriveRecordKeys(random(32));

  it('seal equal records differently, and open them in their place alone', async () => {
    const keys = await deriveRecordKeys(random(32));
    const sealed = keys.seal('recordCard', place, record);
    expect(keys.seal('recordCard', place, record)).not.toEqual(sealed);
    expect(keys.open('recordCard', place, sealed)).toEqual(record);
    expect(() => keys.open('recordCard', random(32), sealed)).toThrow(AlteredRecord);
    expect(() => keys.open('recordReport', place, sealed)).toThrow(AlteredRecord);
  });

  it('open nothing of another environment', async () => {
    const keys = await deriveRecordKeys(random(32));
    const sealed = (await other()).seal('recordCard', place, record);
    expect(() => keys.open('recordCard', place, sealed)).toThrow(AlteredRecord);
    // Nor where it says that it is of this one.
    const renamed = concat(keys.ids[0], sealed.slice(KEY_ID_SIZE));
    expect(() => keys.open('recordCard', place, renamed)).toThrow(AlteredRecord);
    for (const bytes of [new Uint8Array(0), keys.ids[0], concat(keys.ids[0], random(48))]) {
      expect(() => keys.open('recordCard', place, bytes)).toThrow(AlteredRecord);
    }
  });

  it('open and find with the key before, and seal with the new one', async () => {
    const [first, second] = [random(32), random(32)];
    const before = await deriveRecordKeys(first);
    const keys = await deriveRecordKeys(second, first);
    const sealed = before.seal('recordDelivery', place, record);
    expect(keys.open('recordDelivery', place, sealed)).toEqual(record);
    const again = keys.seal('recordDelivery', place, record);
    expect(keyIdOf(again)).toEqual((await deriveRecordKeys(second)).ids[0]);
    expect(() => before.open('recordDelivery', place, again)).toThrow(AlteredRecord);
    expect(keys.indexes('indexFingerprint', place)).toEqual([
      keys.index('indexFingerprint', place),
      before.index('indexFingerprint', place),
    ]);
    expect((await deriveRecordKeys(first, first)).ids).toHaveLength(1);
  });

  it('find a value for one purpose by an index that says nothing for another', async () => {
    const keys = await deriveRecordKeys(random(32));
    const seen = new Set<string>();
    for (const label of ['indexFingerprint', 'indexRequestToken', 'indexNonce'] as const) {
      seen.add(toHex(keys.index(label, place)));
      seen.add(toHex((await other()).index(label, place)));
    }
    expect(seen.size).toBe(6);
    expect(keys.index('indexNonce', place)).toEqual(keys.index('indexNonce', place));
  });

  it('are all different, and say nothing of the key', async () => {
    const key: Bytes = random(32);
    const { ids, urlSecrets } = await deriveRecordKeys(key);
    expect(new Set([key, ids[0], urlSecrets[0]].map(toHex)).size).toBe(3);
  });
});

it('labels are unique and prefix-free, those of the format too', () => {
  const ended = [...Object.values(labels), ...Object.values(serverLabels)].map((label) => `${label}\0`);
  for (const [i, label] of ended.entries()) {
    expect(ended.filter((other, at) => at !== i && other.startsWith(label))).toEqual([]);
  }
});
