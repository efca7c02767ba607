/**
 * FLOE (c2sp.org/FLOE): AES-256-GCM in segments with random access, key commitment and a random IV a segment.
 * KDF is HKDF-Expand-SHA-384; segment length and rotation mask are parameters. This file takes whatever the
 * specification allows, an empty last segment included. docs/format.md, "FLOE".
 */
import { type Bytes, bigEndian, concat, equal, random, utf8 } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import type { GcmKey } from './aes-gcm.ts';
import { FLOE_HEADER_SIZE } from './manifest-size.ts';
import { segmentKey } from './segment-keys.ts';

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

/**
 * One message under its key: everything that sealing and opening its segments takes. It survives structured clone, so
 * that other workers can take part, and no key can be read out of it.
 */
export interface FloeMessage {
  readonly parameters: FloeParameters;
  readonly aad: Bytes;
  /** 32 bytes. */
  readonly iv: Bytes;
  /** MESSAGE_KEY, as a key of HMAC-SHA-384 that cannot be extracted. */
  readonly messageKey: CryptoKey;
}

/** What is to be sealed as which segment. */
export interface FloeSegment {
  /** Full, but for the final segment. */
  readonly plaintext: Bytes;
  readonly position: number;
  readonly final: boolean;
  /** 12 bytes, for this plaintext at this position alone; random where there is none. */
  readonly iv?: Bytes;
}

/**
 * Writes a sealed segment into `target` at `offset`; answers the bytes written. Throws bad-request where it does not fit.
 * The plaintext is read before this returns its promise, so it may stand where something is written later.
 */
export type SealSegment = (target: Bytes, offset: number, segment: FloeSegment) => Promise<number>;

/**
 * The plaintext of one segment. Throws damaged where it is not the segment of this position and finality. The segment is
 * read before this returns its promise.
 */
export type OpenSegment = (segment: Bytes, position: number, final: boolean) => Promise<Bytes>;

export interface FloeEncryption {
  /** 74 bytes: parameters, IV, header tag. */
  readonly header: Bytes;
  /** One sealed segment. A plaintext that is not full must be final; each position is sealed once. */
  readonly seal: (plaintext: Bytes, position: number, final: boolean) => Promise<Bytes>;
}

export interface FloeDecryption {
  readonly open: OpenSegment;
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

/** Bytes of plaintext in a full segment. */
function floePlainSize(parameters: FloeParameters): number {
  return parameters.segmentSize - OVERHEAD;
}

/** A new message under `key`, with a fresh IV. Throws bad-request where key or parameters are out of range. */
export async function newFloeMessage(
  options: FloeOptions,
): Promise<{ readonly header: Bytes; readonly message: FloeMessage }> {
  checkOptions(options);
  const { parameters } = options;
  const iv = random(FLOE_IV_SIZE);
  const header = concat(encodeParameters(parameters), iv, await headerTag(options, iv));
  return { header, message: await messageOf(options, iv) };
}

/**
 * The message with this header. Throws damaged where the header is not one of these parameters, this key and this aad
 * (the header tag commits to all three).
 */
export async function knownFloeMessage(options: FloeOptions, header: Bytes): Promise<FloeMessage> {
  checkOptions(options);
  if (header.length !== FLOE_HEADER_SIZE) throw new SealdropError('damaged');
  if (!equal(header.subarray(0, PARAMETERS_SIZE), encodeParameters(options.parameters)))
    throw new SealdropError('damaged');
  const iv = header.slice(PARAMETERS_SIZE, PARAMETERS_SIZE + FLOE_IV_SIZE);
  const tag = await headerTag(options, iv);
  if (!equal(tag, header.subarray(PARAMETERS_SIZE + FLOE_IV_SIZE))) throw new SealdropError('damaged');
  return messageOf(options, iv);
}

/** Seals the `count` segments of a message from position `first` on. */
export async function floeSealer(message: FloeMessage, first: number, count: number): Promise<SealSegment> {
  const full = floePlainSize(message.parameters);
  const keyOf = await segmentKeys(message, first, count);
  return async (target, offset, { plaintext, position, final, iv = random(IV_SIZE) }) => {
    const fits = final ? plaintext.length <= full : plaintext.length === full;
    if (!fits || position >= SEGMENTS_MAX) throw new SealdropError('bad-request');
    const sealed = await keyOf(position).seal(iv, segmentAad(position, final), plaintext);
    const size = LENGTH_SIZE + IV_SIZE + sealed.length;
    target.set(bigEndian(final ? size : NOT_FINAL, LENGTH_SIZE), offset);
    target.set(iv, offset + LENGTH_SIZE);
    target.set(sealed, offset + LENGTH_SIZE + IV_SIZE);
    return size;
  };
}

/** Opens the `count` segments of a message from position `first` on. */
export async function floeOpener(message: FloeMessage, first: number, count: number): Promise<OpenSegment> {
  const { parameters } = message;
  const keyOf = await segmentKeys(message, first, count);
  return async (segment, position, final) => {
    const word = readLengthWord(segment);
    const fits = final
      ? segment.length >= OVERHEAD && segment.length <= parameters.segmentSize && word === segment.length
      : segment.length === parameters.segmentSize && word === NOT_FINAL;
    if (!fits || position >= SEGMENTS_MAX) throw new SealdropError('damaged');
    const key = keyOf(position);
    const iv = segment.slice(LENGTH_SIZE, LENGTH_SIZE + IV_SIZE);
    const sealed = segment.subarray(LENGTH_SIZE + IV_SIZE);
    try {
      return await key.open(iv, segmentAad(position, final), sealed);
    } catch (error) {
      throw new SealdropError('damaged', { cause: error });
    }
  };
}

/** A new message and what seals it, in one. Throws what newFloeMessage throws. */
export async function startFloeEncryption(options: FloeOptions): Promise<FloeEncryption> {
  const { header, message } = await newFloeMessage(options);
  return {
    header,
    seal: async (plaintext, position, final) => {
      const segment = new Uint8Array(plaintext.length + OVERHEAD);
      const sealInto = await floeSealer(message, position, 1);
      await sealInto(segment, 0, { plaintext, position, final });
      return segment;
    },
  };
}

/** Reads a message with this header. Throws what knownFloeMessage throws. */
export async function startFloeDecryption(options: FloeOptions, header: Bytes): Promise<FloeDecryption> {
  const message = await knownFloeMessage(options, header);
  return {
    open: async (segment, position, final) =>
      (await floeOpener(message, position, 1))(segment, position, final),
  };
}

/** The whole ciphertext, header first, of a plaintext that fits in memory. An empty one is one empty segment. */
export async function floeEncryptAll(options: FloeOptions, plaintext: Bytes): Promise<Bytes> {
  const { header, message } = await newFloeMessage(options);
  const full = floePlainSize(options.parameters);
  const segments = Math.max(1, Math.ceil(plaintext.length / full));
  const sealInto = await floeSealer(message, 0, segments);
  const ciphertext = new Uint8Array(FLOE_HEADER_SIZE + plaintext.length + OVERHEAD * segments);
  ciphertext.set(header);
  let offset = FLOE_HEADER_SIZE;
  for (let i = 0; i < segments; i++) {
    const piece = plaintext.subarray(i * full, (i + 1) * full);
    offset += await sealInto(ciphertext, offset, {
      plaintext: piece,
      position: i,
      final: i === segments - 1,
    });
  }
  return ciphertext;
}

/** The plaintext of a whole ciphertext in memory. Finality comes from the length, never from a length word. */
export async function floeDecryptAll(options: FloeOptions, ciphertext: Bytes): Promise<Bytes> {
  const message = await knownFloeMessage(options, ciphertext.slice(0, FLOE_HEADER_SIZE));
  const body = ciphertext.subarray(FLOE_HEADER_SIZE);
  const { segmentSize } = options.parameters;
  const segments = Math.ceil(body.length / segmentSize);
  // Without a final segment nothing says that the message ends here.
  if (segments === 0) throw new SealdropError('damaged');
  const open = await floeOpener(message, 0, segments);
  const pieces: Bytes[] = [];
  for (let i = 0; i < segments; i++) {
    const segment = body.subarray(i * segmentSize, (i + 1) * segmentSize);
    pieces.push(await open(segment, i, i === segments - 1));
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

function segmentAad(position: number, final: boolean): Bytes {
  return concat(bigEndian(position, 8), Uint8Array.of(final ? 1 : 0));
}

function hmacKey(raw: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-384' }, false, ['sign']);
}

/** What a value is derived for, and how many bytes of it are wanted (at most 48). */
interface KdfPurpose {
  readonly iv: Bytes;
  readonly aad: Bytes;
  readonly parameters: FloeParameters;
  readonly name: Bytes;
  readonly length: number;
}

/** FLOE_KDF: HKDF-Expand of at most 48 bytes is a single HMAC-SHA-384 with the counter 01. */
async function kdf(key: CryptoKey, { iv, aad, parameters, name, length }: KdfPurpose): Promise<Bytes> {
  const info = concat(encodeParameters(parameters), iv, name, aad, Uint8Array.of(1));
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, info)).slice(0, length);
}

async function headerTag({ key, aad, parameters }: FloeOptions, iv: Bytes): Promise<Bytes> {
  return kdf(await hmacKey(key), { iv, aad, parameters, name: utf8('HEADER_TAG:'), length: 32 });
}

async function messageOf({ key, aad, parameters }: FloeOptions, iv: Bytes): Promise<FloeMessage> {
  const purpose = { iv, aad, parameters, name: utf8('MESSAGE_KEY:'), length: 48 };
  const messageKey = await hmacKey(await kdf(await hmacKey(key), purpose));
  return { parameters, aad, iv, messageKey };
}

/** The AES-256-GCM key of each of these positions. */
async function segmentKeys(
  { parameters, aad, iv, messageKey }: FloeMessage,
  first: number,
  count: number,
): Promise<(position: number) => GcmKey> {
  const rotation = 2 ** parameters.rotationMask;
  const keys = new Map<number, GcmKey>();
  for (let masked = first - (first % rotation); masked < first + count; masked += rotation) {
    const name = concat(utf8('DEK:'), bigEndian(masked, 8));
    const raw = await kdf(messageKey, { iv, aad, parameters, name, length: 32 });
    keys.set(masked, await segmentKey(raw));
  }
  return (position) => {
    const key = keys.get(position - (position % rotation));
    if (!key) throw new SealdropError('bad-request');
    return key;
  };
}
