/**
 * The same multipart upload with another library's encryption in its worker: their ciphertext is cut into parts, hashed
 * and put, four at a time. It is filled or cut to the size of the object that the product makes of the file, a difference of
 * less than two thousandths.
 */
import { type Bytes, fromBase64Url, sha256 } from '../../shared/bytes.ts';
import { createClient, type SentPart } from '../../shared/client.ts';
import { type BodyGeometry, bodyGeometry, storedPart } from '../../shared/crypto/body.ts';
import type { RivalUpload } from '../shapes.ts';
import { slices } from './pieces.ts';
import { type PartUrl, putPart, type ShareGo } from './put-part.ts';

export interface RivalUploadInput extends RivalUpload {
  readonly file: File;
}

type Encryption = (file: File) => AsyncIterable<Uint8Array>;

const MESSAGE = 262_144;
const client = createClient(location.origin, (url, init) => fetch(url, init));

/** Loaded and made ready outside the clock. */
const rivals: Readonly<Record<RivalUpload['rival'], () => Promise<Encryption>>> = {
  async age() {
    const { Encrypter, generateX25519Identity, identityToRecipient } = await import('age-encryption');
    const recipient = await identityToRecipient(await generateX25519Identity());
    return async function* (file) {
      const encrypter = new Encrypter();
      encrypter.addRecipient(recipient);
      const reader = (await encrypter.encrypt(file.stream())).getReader();
      for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
    };
  },
  async sodium() {
    const { default: sodium } = await import('libsodium-wrappers');
    await sodium.ready;
    const key = sodium.crypto_secretstream_xchacha20poly1305_keygen();
    return async function* (file) {
      const { state, header } = sodium.crypto_secretstream_xchacha20poly1305_init_push(key);
      yield header;
      const { crypto_secretstream_xchacha20poly1305_TAG_MESSAGE: message } = sodium;
      for await (const slice of slices(file)) {
        for (let at = 0; at < slice.length; at += MESSAGE) {
          const plain = slice.subarray(at, at + MESSAGE);
          yield sodium.crypto_secretstream_xchacha20poly1305_push(state, plain, null, message);
        }
      }
    };
  },
};

export async function rivalUpload({ file, rival, connections }: RivalUploadInput) {
  const geometry = bodyGeometry(file.size);
  const encrypt = await rivals[rival]();
  return async (go: ShareGo): Promise<SentPart[]> => {
    const id = fromBase64Url(go.id) as Bytes;
    const token = fromBase64Url(go.token) as Bytes;
    const parts = cut(encrypt(file), geometry);
    const sent: SentPart[] = [];
    async function lane(): Promise<void> {
      for (let next = await parts.next(); !next.done; next = await parts.next()) {
        const [number, bytes] = next.value;
        const part = { number, size: bytes.length, sha256: await sha256(bytes) };
        const [url] = (await client.presignParts(id, token, [part])).parts;
        sent.push({ number, sha256: part.sha256, etag: await putPart(url as PartUrl, bytes) });
      }
    }
    await Promise.all(Array.from({ length: connections }, lane));
    return sent;
  };
}

/** Parts by number, of the sizes that the API wants. */
async function* cut(
  pieces: AsyncIterable<Uint8Array>,
  geometry: BodyGeometry,
): AsyncGenerator<readonly [number, Bytes]> {
  let index = 0;
  let part = new Uint8Array(storedPart(geometry, 0).size);
  let filled = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const taken = piece.subarray(at, at + part.length - filled);
      part.set(taken, filled);
      at += taken.length;
      filled += taken.length;
      if (filled < part.length) continue;
      yield [++index, part];
      if (index === geometry.parts) return;
      part = new Uint8Array(storedPart(geometry, index).size);
      filled = 0;
    }
  }
  yield [++index, part];
}
