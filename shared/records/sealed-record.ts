/**
 * What a device keeps for itself is sealed by its device key (AES-256-GCM): one form for every record, wherever it lies.
 * Where the key is, and what it can protect from, differs: docs/decisions/0020.
 */
import { type Bytes, concat, random } from '../bytes.ts';
import { SealdropError } from '../errors.ts';

const IV_SIZE = 12;

/** IV (12 bytes), ciphertext, tag. `aad` names what the record is and which share it belongs to. */
export async function sealRecord(key: CryptoKey, plain: Bytes, aad: Bytes): Promise<Bytes> {
  const iv = random(IV_SIZE);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: aad }, key, plain);
  return concat(iv, new Uint8Array(sealed));
}

/** Throws damaged where the record was not sealed by this key for this `aad`. */
export async function openRecord(key: CryptoKey, sealed: Bytes, aad: Bytes): Promise<Bytes> {
  const iv = sealed.slice(0, IV_SIZE);
  try {
    const algorithm = { name: 'AES-GCM', iv, additionalData: aad };
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.slice(IV_SIZE)));
  } catch (error) {
    throw new SealdropError('damaged', { cause: error });
  }
}
