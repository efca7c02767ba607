/**
 * FLOE's known answers (c2sp.org/FLOE), made by its C++ and Go implementations. The files come from outside
 * (scripts/vectors-plugin.mjs); without them these tests are skipped.
 */
/// <reference path="../outside-vectors.d.ts" />
import { floe } from 'virtual:outside-vectors';
import { describe, expect, test } from 'vitest';
import { type Bytes, fromHex, toHex, utf8 } from '../bytes.ts';
import { floeDecryptAll, floeEncryptAll } from './floe.ts';

const key: Bytes = new Uint8Array(32);
const aad = utf8('This is AAD');

/** The parameters that a file's name stands for. */
function parametersOf(file: string) {
  if (file.includes('_64_')) return { segmentSize: 64, rotationMask: 20 };
  if (file.includes('_4K_')) return { segmentSize: 4_096, rotationMask: 20 };
  if (file.includes('rotation')) return { segmentSize: 40, rotationMask: 2 };
  throw new Error(`no parameters are known for ${file}`);
}

const ciphertexts = Object.keys(floe ?? {}).filter((file) => file.endsWith('_ct.txt'));

describe('FLOE vectors', () => {
  test.skipIf(floe === null)('all known pairs are there (skipped where VECTORS_DIR has none)', () => {
    expect(ciphertexts.length).toBeGreaterThanOrEqual(5);
  });
});

for (const file of ciphertexts) {
  const ciphertext = fromHex(floe?.[file] ?? '');
  const plaintext = (floe?.[file.replace('_ct.txt', '_pt.txt')] ?? '').toLowerCase();
  const options = { key, aad, parameters: parametersOf(file) };

  describe(file, () => {
    test('decrypts to the known plaintext', async () => {
      expect(toHex(await floeDecryptAll(options, ciphertext))).toBe(plaintext);
    });

    test('is encrypted again to the same length and comes back', async () => {
      const again = await floeEncryptAll(options, fromHex(plaintext));
      expect(again.length).toBe(ciphertext.length);
      expect(toHex(await floeDecryptAll(options, again))).toBe(plaintext);
    });

    test('is refused when cut, extended, or under other associated data', async () => {
      await expect(floeDecryptAll(options, ciphertext.slice(0, -1))).rejects.toThrow('damaged');
      await expect(
        floeDecryptAll(options, ciphertext.slice(0, -options.parameters.segmentSize)),
      ).rejects.toThrow('damaged');
      await expect(floeDecryptAll(options, new Uint8Array([...ciphertext, 0]))).rejects.toThrow('damaged');
      await expect(floeDecryptAll({ ...options, aad: utf8('This is aad') }, ciphertext)).rejects.toThrow(
        'damaged',
      );
    });
  });
}
