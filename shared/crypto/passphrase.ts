/**
 * Argon2id (RFC 9106), version 0x13, with one set of parameters: 64 MiB, three passes, one lane. About a quarter
 * of a second and WebAssembly: in the browser it runs in a worker of its own. docs/format.md, "Stanzas".
 */
import { argon2id } from 'hash-wasm';
import { type Bytes, utf8 } from '../bytes.ts';

/** 32 bytes from the passphrase's NFKC form in UTF-8 and a salt of 16 bytes. The passphrase is not empty. */
export async function passphraseOutput(passphrase: string, salt: Bytes): Promise<Bytes> {
  const output = await argon2id({
    // One passphrase, however the keyboard composed it.
    password: utf8(passphrase.normalize('NFKC')),
    salt,
    memorySize: 65_536,
    iterations: 3,
    parallelism: 1,
    hashLength: 32,
    outputType: 'binary',
  });
  return new Uint8Array(output);
}
