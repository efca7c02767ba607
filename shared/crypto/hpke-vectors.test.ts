/**
 * The KEM of suite 1 against vectors of draft-ietf-hpke-pq, which come from outside (scripts/vectors-plugin.mjs);
 * without them this is skipped. Their one entry for P-384 has another KDF and AEAD, so the KEM alone is compared.
 */
/// <reference path="../outside-vectors.d.ts" />
import { hpkePq } from 'virtual:outside-vectors';
import { KEM_DHKEM_P384_HKDF_SHA384 } from 'hpke';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes.ts';

interface KemVector {
  readonly kem_id: number;
  readonly ikmR: string;
  readonly skRm: string;
  readonly pkRm: string;
  readonly enc: string;
  readonly shared_secret: string;
}

const vector = (hpkePq as readonly KemVector[] | null)?.find(({ kem_id }) => kem_id === 0x0011);

describe('hpke-pq/test-vectors.json', () => {
  test.skipIf(!hpkePq)('there is an entry for P-384 (skipped where VECTORS_DIR has none)', () => {
    expect(vector).toBeDefined();
  });

  if (!vector) return;

  test('DHKEM(P-384, HKDF-SHA384) derives the known key pair', async () => {
    const kem = KEM_DHKEM_P384_HKDF_SHA384();
    expect(kem.id).toBe(vector.kem_id);
    const { privateKey, publicKey } = await kem.DeriveKeyPair(fromHex(vector.ikmR), true);
    expect(toHex(await kem.SerializePrivateKey(privateKey))).toBe(vector.skRm);
    expect(toHex(await kem.SerializePublicKey(publicKey))).toBe(vector.pkRm);
  });

  test('and decapsulates to the known shared secret', async () => {
    const kem = KEM_DHKEM_P384_HKDF_SHA384();
    const publicKey = await kem.DeserializePublicKey(fromHex(vector.pkRm));
    const { privateKey } = await kem.DeriveKeyPair(fromHex(vector.ikmR), false);
    expect(toHex(await kem.Decap(fromHex(vector.enc), privateKey, publicKey))).toBe(vector.shared_secret);
  });
});
