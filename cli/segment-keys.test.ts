/** Node's own AES-256-GCM against WebCrypto's and against Wycheproof's vectors. */
/// <reference path="../shared/outside-vectors.d.ts" />
import { wycheproof } from 'virtual:outside-vectors';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bytes, concat, fromHex, random, toHex, utf8 } from '../shared/bytes.ts';
import { importGcmKey } from '../shared/crypto/aes-gcm.ts';
import { SEGMENT_PLAINTEXT } from '../shared/crypto/body.ts';
import { floeDecryptAll, floeEncryptAll } from '../shared/crypto/floe.ts';
import { useSegmentKeys } from '../shared/crypto/segment-keys.ts';
import { nodeSegmentKey } from './segment-keys.ts';

const raw = random(32);
const iv = random(12);
const aad = utf8('where it stands');

describe.each([0, 1, 15, 16, 17, SEGMENT_PLAINTEXT])('%i bytes', (size) => {
  const plaintext = random(size);

  test('are sealed into the same bytes as by WebCrypto, and each opens the other’s', async () => {
    const [web, node] = [await importGcmKey(raw), await nodeSegmentKey(raw)];
    const sealed = await node.seal(iv, aad, plaintext);
    expect(toHex(sealed)).toBe(toHex(await web.seal(iv, aad, plaintext)));
    expect(toHex(await node.open(iv, aad, sealed))).toBe(toHex(plaintext));
    expect(toHex(await web.open(iv, aad, sealed))).toBe(toHex(plaintext));
  });
});

test('every single-byte change is refused, and so is what is cut', async () => {
  const key = await nodeSegmentKey(raw);
  const sealed = await key.seal(iv, aad, utf8('a plaintext'));
  for (const at of sealed.keys()) {
    const changed = sealed.slice();
    changed[at] = (changed[at] as number) ^ 1;
    await expect(key.open(iv, aad, changed)).rejects.toThrow();
    await expect(key.open(iv, aad, sealed.slice(0, at))).rejects.toThrow();
  }
  await expect(key.open(iv, utf8('elsewhere'), sealed)).rejects.toThrow();
  await expect(key.open(random(12), aad, sealed)).rejects.toThrow();
  await expect((await nodeSegmentKey(random(32))).open(iv, aad, sealed)).rejects.toThrow();
});

test('what is read may be changed as soon as the promise is there', async () => {
  const key = await nodeSegmentKey(raw);
  const plaintext = utf8('a plaintext');
  const sealing = key.seal(iv, aad, plaintext);
  plaintext.fill(0);
  const sealed = await sealing;
  const opening = key.open(iv, aad, sealed);
  sealed.fill(0);
  expect(await opening).toEqual(utf8('a plaintext'));
});

describe('FLOE by it', () => {
  const options = { key: raw, aad, parameters: { segmentSize: 64, rotationMask: 1 } };
  const plaintext = random(500);
  beforeEach(() => useSegmentKeys(nodeSegmentKey));
  afterEach(() => useSegmentKeys(importGcmKey));

  test('is opened by WebCrypto, and the other way round; a changed byte is damage', async () => {
    const byNode = await floeEncryptAll(options, plaintext);
    useSegmentKeys(importGcmKey);
    expect(await floeDecryptAll(options, byNode)).toEqual(plaintext);
    const byWeb = await floeEncryptAll(options, plaintext);
    useSegmentKeys(nodeSegmentKey);
    expect(await floeDecryptAll(options, byWeb)).toEqual(plaintext);
    byWeb[byWeb.length - 1] = (byWeb.at(-1) as number) ^ 1;
    await expect(floeDecryptAll(options, byWeb)).rejects.toThrow('damaged');
  });
});

interface GcmVectors {
  readonly testGroups: readonly {
    readonly ivSize: number;
    readonly keySize: number;
    readonly tests: readonly Record<'key' | 'iv' | 'aad' | 'msg' | 'ct' | 'tag' | 'result', string>[];
  }[];
}

describe('Wycheproof', () => {
  const vectors = wycheproof?.['aes_gcm_test.json'] as GcmVectors | undefined;
  test.skipIf(!vectors)('its vectors hold (skipped where VECTORS_DIR has none)', async () => {
    const ours = vectors?.testGroups.filter(({ ivSize, keySize }) => ivSize === 96 && keySize === 256) ?? [];
    const tests = ours.flatMap((group) => group.tests);
    expect(tests.length).toBeGreaterThan(50);
    for (const one of tests) {
      const at = (name: 'key' | 'iv' | 'aad' | 'msg' | 'ct' | 'tag'): Bytes => fromHex(one[name]);
      const key = await nodeSegmentKey(at('key'));
      const sealed = concat(at('ct'), at('tag'));
      const opened = await key.open(at('iv'), at('aad'), sealed).then(toHex, () => null);
      expect(opened).toBe(one.result === 'valid' ? one.msg : null);
      const again = toHex(await key.seal(at('iv'), at('aad'), at('msg')));
      expect(again === toHex(sealed)).toBe(one.result === 'valid');
    }
  });
});
