/**
 * Wycheproof against the primitives that the format stands on, in whichever engine runs this. Its files come
 * from outside (scripts/vectors-plugin.mjs); without them these tests are skipped.
 */
/// <reference path="../outside-vectors.d.ts" />
import { wycheproof } from 'virtual:outside-vectors';
import { describe, expect, test } from 'vitest';
import { type Bytes, concat, fromHex, toHex } from '../bytes.ts';
import { openGcm, sealGcm } from './aes-gcm.ts';
import { hkdfSha256 } from './hkdf.ts';

interface Case {
  readonly tcId: number;
  readonly comment: string;
  readonly result: 'valid' | 'invalid' | 'acceptable';
}

interface VectorFile<Group> {
  readonly numberOfTests: number;
  readonly testGroups: readonly Group[];
}

interface GcmGroup {
  readonly ivSize: number;
  readonly keySize: number;
  readonly tests: readonly (Case & Record<'key' | 'iv' | 'aad' | 'msg' | 'ct' | 'tag', string>)[];
}
interface EcdhGroup {
  readonly tests: readonly (Case & { public: JsonWebKey; private: JsonWebKey; shared: string })[];
}
interface EcdsaGroup {
  readonly publicKeyDer: string;
  readonly tests: readonly (Case & { msg: string; sig: string })[];
}
interface HkdfGroup {
  readonly tests: readonly (Case & Record<'ikm' | 'salt' | 'info' | 'okm', string> & { size: number })[];
}

/** The file's tests under its name; without the file one skipped test says why. */
function suite<Group>(file: string, body: (vectors: VectorFile<Group>) => void) {
  const vectors = wycheproof?.[file] as VectorFile<Group> | undefined;
  describe(file, () => {
    test.skipIf(!vectors)('the file is there (skipped where VECTORS_DIR has none)', () => {
      expect(vectors?.testGroups.length).toBeGreaterThan(0);
    });
    if (vectors) body(vectors);
  });
}

const title = (one: Case) => `${one.tcId} ${one.result}: ${one.comment}`;

suite<GcmGroup>('aes_gcm_test.json', ({ testGroups }) => {
  const ours = testGroups.filter(({ ivSize }) => ivSize === 96);
  const tested = ours.filter(({ keySize }) => keySize === 128 || keySize === 256);

  // Chromium has no AES-192, and the format none either; IVs are always 96 bits.
  test('left out: the 64 tests with 192-bit keys, and no other with a 96-bit IV', () => {
    const left = ours.filter((group) => !tested.includes(group));
    expect(left.map(({ keySize, tests }) => [keySize, tests.length])).toEqual([[192, 64]]);
  });

  for (const { keySize, tests } of tested) {
    for (const one of tests) {
      test(`${keySize} bits, ${title(one)}`, async () => {
        const [key, iv, aad, plaintext] = [one.key, one.iv, one.aad, one.msg].map(fromHex) as [
          Bytes,
          Bytes,
          Bytes,
          Bytes,
        ];
        const sealed = concat(fromHex(one.ct), fromHex(one.tag));
        const opened = await openGcm(key, iv, sealed, aad);
        expect(opened && toHex(opened)).toBe(one.result === 'valid' ? one.msg : null);
        const again = toHex(await sealGcm(key, iv, plaintext, aad));
        if (one.result === 'valid') expect(again).toBe(toHex(sealed));
        else expect(again).not.toBe(toHex(sealed));
      });
    }
  }
});

suite<EcdhGroup>('ecdh_secp384r1_webcrypto_test.json', ({ testGroups }) => {
  const algorithm = { name: 'ECDH', namedCurve: 'P-384' };

  async function derive(one: EcdhGroup['tests'][number]): Promise<string> {
    const mine = await crypto.subtle.importKey('jwk', one.private, algorithm, false, ['deriveBits']);
    const theirs = await crypto.subtle.importKey('jwk', one.public, algorithm, false, []);
    return toHex(new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, mine, 384)));
  }

  for (const one of testGroups.flatMap(({ tests }) => tests)) {
    test(title(one), async () => {
      if (one.result === 'valid') expect(await derive(one)).toBe(one.shared);
      else await expect(derive(one)).rejects.toThrow();
    });
  }
});

suite<EcdsaGroup>('ecdsa_secp384r1_sha384_p1363_test.json', ({ testGroups }) => {
  for (const { publicKeyDer, tests } of testGroups) {
    for (const one of tests) {
      test(title(one), async () => {
        const algorithm = { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' };
        const key = await crypto.subtle.importKey('spki', fromHex(publicKeyDer), algorithm, false, [
          'verify',
        ]);
        const holds = await crypto.subtle.verify(algorithm, key, fromHex(one.sig), fromHex(one.msg));
        expect(holds).toBe(one.result === 'valid');
      });
    }
  }
});

suite<HkdfGroup>('hkdf_sha256_test.json', ({ testGroups }) => {
  for (const one of testGroups.flatMap(({ tests }) => tests)) {
    test(title(one), async () => {
      const derived = hkdfSha256(fromHex(one.ikm), fromHex(one.salt), fromHex(one.info), one.size);
      if (one.result === 'valid') expect(toHex(await derived)).toBe(one.okm);
      else await expect(derived).rejects.toThrow();
    });
  }
});
