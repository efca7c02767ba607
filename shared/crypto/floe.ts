/**
 * FLOE (c2sp.org/FLOE): AES-256-GCM in segments with random access, key commitment and a random IV a segment.
 * KDF is HKDF-Expand-SHA-384; segment length and rotation mask are parameters. This file takes whatever the
 * specification allows, an empty last segment included. docs/format.md, "FLOE".
 */
import { type Bytes, bigEndian, concat, equal, random, utf8 } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { FLOE_HEADER_SIZE } from './manifest-size.ts';

export interface FloeParameters {
  /** ENC_SEG_LEN, bytes of a stored segment: 33 to 2^31. */
  readonly segmentSize: number;
  /** 2^rotationMask segments share a derived key; the specification's value for AES-256-GCM is 20. */
  readonly rotationMask: number;
}

export interface FloeOptions {
  /** 32 bytes. */
  readonly key: Bytes;
  readonly aad: Bytes;
  readonly parameters: FloeParameters;
}

export interface FloeEncryption {
  /** 74 bytes: parameters, IV, header tag. */
  readonly header: Bytes;
  /** One sealed segment. A plaintext that is not full must be final; each position is sealed once. */
  readonly seal: (plaintext: Bytes, position: number, final: boolean) => Promise<Bytes>;
  /** The same, written into `target` at `offset`; answers the bytes written. */
  readonly sealInto: (
    target: Bytes,
    offset: number,
    plaintext: Bytes,
    position: number,
    final: boolean,
  ) => Promise<number>;
}

export interface FloeDecryption {
  /** The plaintext of one segment. Throws damaged where it is not the segment of this position and finality. */
  readonly open: (segment: Bytes, position: number, final: boolean) => Promise<Bytes>;
}

export const FLOE_ROTATION_MASK = 20;
const LENGTH_SIZE = 4;
const IV_SIZE = 12;
const TAG_SIZE = 16;
const OVERHEAD = LENGTH_SIZE + IV_SIZE + TAG_SIZE;
const NOT_FINAL = 0xffff_ffff;
const FLOE_IV_SIZE = 32;
const PARAMETERS_SIZE = 10;
const SEGMENTS_MAX = 2 ** 40;
const CACHED_KEYS_MAX = 4;

/** Bytes of plaintext in a full segment. */
function floePlainSize(parameters: FloeParameters): number {
  return parameters.segmentSize - OVERHEAD;
}

/** A new message under `key`, with a fresh IV. Throws bad-request where key or parameters are out of range. */
export async function startFloeEncryption(options: FloeOptions): Promise<FloeEncryption> {
  checkOptions(options);
  const { aad, parameters } = options;
  const iv = random(FLOE_IV_SIZE);
  const state = await deriveState(options, iv);
  const full = floePlainSize(parameters);

  async function sealInto(
    target: Bytes,
    offset: number,
    plaintext: Bytes,
    position: number,
    final: boolean,
  ): Promise<number> {
    const fits = final ? plaintext.length <= full : plaintext.length === full;
    if (!fits || position >= SEGMENTS_MAX) throw new SealdropError('bad-request');
    const segmentIv = random(IV_SIZE);
    const key = await state.segmentKey(position);
    const sealed = await crypto.subtle.encrypt(gcm(segmentIv, position, final), key, plaintext);
    const size = LENGTH_SIZE + IV_SIZE + sealed.byteLength;
    target.set(bigEndian(final ? size : NOT_FINAL, LENGTH_SIZE), offset);
    target.set(segmentIv, offset + LENGTH_SIZE);
    target.set(new Uint8Array(sealed), offset + LENGTH_SIZE + IV_SIZE);
    return size;
  }

  return {
    header: concat(encodeParameters(parameters), iv, await state.kdf(options.key, aad, 'HEADER_TAG:', 32)),
    sealInto,
    seal: async (plaintext, position, final) => {
      const segment = new Uint8Array(plaintext.length + OVERHEAD);
      await sealInto(segment, 0, plaintext, position, final);
      return segment;
    },
  };
}

/**
 * Reads a message with this header. Throws damaged where the header is not one of these parameters, this key and
 * this aad (the header tag commits to all three).
 */
export async function startFloeDecryption(options: FloeOptions, header: Bytes): Promise<FloeDecryption> {
  checkOptions(options);
  const { parameters } = options;
  if (header.length !== FLOE_HEADER_SIZE) throw new SealdropError('damaged');
  if (!equal(header.subarray(0, PARAMETERS_SIZE), encodeParameters(parameters)))
    throw new SealdropError('damaged');
  const state = await deriveState(options, header.slice(PARAMETERS_SIZE, PARAMETERS_SIZE + FLOE_IV_SIZE));
  const tag = await state.kdf(options.key, options.aad, 'HEADER_TAG:', 32);
  if (!equal(tag, header.subarray(PARAMETERS_SIZE + FLOE_IV_SIZE))) throw new SealdropError('damaged');

  return {
    open: async (segment, position, final) => {
      const word = readLengthWord(segment);
      const fits = final
        ? segment.length >= OVERHEAD && segment.length <= parameters.segmentSize && word === segment.length
        : segment.length === parameters.segmentSize && word === NOT_FINAL;
      if (!fits || position >= SEGMENTS_MAX) throw new SealdropError('damaged');
      const key = await state.segmentKey(position);
      const iv = segment.slice(LENGTH_SIZE, LENGTH_SIZE + IV_SIZE);
      try {
        const sealed = segment.subarray(LENGTH_SIZE + IV_SIZE);
        return new Uint8Array(await crypto.subtle.decrypt(gcm(iv, position, final), key, sealed));
      } catch (error) {
        throw new SealdropError('damaged', { cause: error });
      }
    },
  };
}

/** The whole ciphertext, header first, of a plaintext that fits in memory. An empty one is one empty segment. */
export async function floeEncryptAll(options: FloeOptions, plaintext: Bytes): Promise<Bytes> {
  const encryption = await startFloeEncryption(options);
  const full = floePlainSize(options.parameters);
  const segments = Math.max(1, Math.ceil(plaintext.length / full));
  const ciphertext = new Uint8Array(FLOE_HEADER_SIZE + plaintext.length + OVERHEAD * segments);
  ciphertext.set(encryption.header);
  let offset = FLOE_HEADER_SIZE;
  for (let i = 0; i < segments; i++) {
    const piece = plaintext.subarray(i * full, (i + 1) * full);
    offset += await encryption.sealInto(ciphertext, offset, piece, i, i === segments - 1);
  }
  return ciphertext;
}

/** The plaintext of a whole ciphertext in memory. Finality comes from the length, never from a length word. */
export async function floeDecryptAll(options: FloeOptions, ciphertext: Bytes): Promise<Bytes> {
  const decryption = await startFloeDecryption(options, ciphertext.slice(0, FLOE_HEADER_SIZE));
  const body = ciphertext.subarray(FLOE_HEADER_SIZE);
  const { segmentSize } = options.parameters;
  const segments = Math.ceil(body.length / segmentSize);
  // Without a final segment nothing says that the message ends here.
  if (segments === 0) throw new SealdropError('damaged');
  const pieces: Bytes[] = [];
  for (let i = 0; i < segments; i++) {
    const segment = body.subarray(i * segmentSize, (i + 1) * segmentSize);
    pieces.push(await decryption.open(segment, i, i === segments - 1));
  }
  return concat(...pieces);
}

/** The length word of a segment (BE32), or -1 where there are not even four bytes. */
function readLengthWord(segment: Uint8Array): number {
  if (segment.length < LENGTH_SIZE) return -1;
  return new DataView(segment.buffer, segment.byteOffset).getUint32(0);
}

/** Whether a segment says of itself that it is not the last; for readers of streams without a known end. */
export function isInnerSegment(segment: Uint8Array): boolean {
  return readLengthWord(segment) === NOT_FINAL;
}

function checkOptions({ key, parameters: { segmentSize, rotationMask } }: FloeOptions): void {
  const ok =
    key.length === 32 &&
    Number.isInteger(segmentSize) &&
    segmentSize > OVERHEAD &&
    segmentSize <= 2 ** 31 &&
    Number.isInteger(rotationMask) &&
    rotationMask >= 0 &&
    rotationMask <= 40;
  if (!ok) throw new SealdropError('bad-request');
}

function encodeParameters({ segmentSize }: FloeParameters): Bytes {
  const aeadId = 0;
  const kdfId = 0;
  return concat(Uint8Array.of(aeadId, kdfId), bigEndian(segmentSize, 4), bigEndian(FLOE_IV_SIZE, 4));
}

function gcm(iv: Bytes, position: number, final: boolean): AesGcmParams {
  const additionalData = concat(bigEndian(position, 8), Uint8Array.of(final ? 1 : 0));
  return { name: 'AES-GCM', iv, additionalData };
}

async function deriveState({ key, aad, parameters }: FloeOptions, iv: Bytes) {
  const prefix = concat(encodeParameters(parameters), iv);

  /** FLOE_KDF: HKDF-Expand of at most 48 bytes is a single HMAC-SHA-384 with the counter 01. */
  async function kdf(prk: Bytes, context: Bytes, purpose: string | Bytes, length: number): Promise<Bytes> {
    const algorithm = { name: 'HMAC', hash: 'SHA-384' };
    const imported = await crypto.subtle.importKey('raw', prk, algorithm, false, ['sign']);
    const name = typeof purpose === 'string' ? utf8(purpose) : purpose;
    const info = concat(prefix, name, context, Uint8Array.of(1));
    return new Uint8Array(await crypto.subtle.sign('HMAC', imported, info)).slice(0, length);
  }

  const messageKey = await kdf(key, aad, 'MESSAGE_KEY:', 48);
  const rotation = 2 ** parameters.rotationMask;
  const keys = new Map<number, Promise<CryptoKey>>();

  async function derive(masked: number): Promise<CryptoKey> {
    const raw = await kdf(messageKey, aad, concat(utf8('DEK:'), bigEndian(masked, 8)), 32);
    return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  }

  function segmentKey(position: number): Promise<CryptoKey> {
    const masked = position - (position % rotation);
    const known = keys.get(masked);
    if (known) return known;
    const made = derive(masked);
    keys.set(masked, made);
    for (const oldest of keys.keys()) {
      if (keys.size <= CACHED_KEYS_MAX) break;
      keys.delete(oldest);
    }
    return made;
  }

  return { kdf, segmentKey };
}
