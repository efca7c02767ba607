/**
 * The way up of a body: plaintext is read part by part, sealed in segments, digested and put, several parts at a time,
 * so that memory does not grow with the files. Knows no browser: the ports read and put. docs/format.md, "Body".
 */
import { type Bytes, equal, random, sha256 } from '../bytes.ts';
import type { SentPart } from '../client.ts';
import { type BodyGeometry, plainPart, SEGMENT_PLAINTEXT, storedPart } from '../crypto/body.ts';
import { type FloeEncryption, startFloeEncryption } from '../crypto/floe.ts';
import { hmacSha256 } from '../crypto/hkdf.ts';
import { labelled } from '../crypto/labels.ts';
import { SHARE_FLOE } from '../crypto/manifest.ts';
import { SealdropError } from '../errors.ts';
import { inLanes } from './lanes.ts';

/** A sealed part, ready to put. */
export interface SealedPart {
  /** From 1. */
  readonly number: number;
  readonly bytes: Bytes;
  readonly sha256: Bytes;
}

export interface SendPorts {
  /** Writes plaintext from `offset` of the body, all files end to end, into `target`; zeros behind the last file stay. */
  readonly read: (offset: number, target: Bytes) => Promise<void>;
  /** Stores a part and answers its ETag; tries again by itself until it is stored, or throws. */
  readonly put: (part: SealedPart) => Promise<string>;
  readonly signal: AbortSignal;
  /** Stored bytes that were acknowledged since the last call. */
  readonly onSent: (bytes: number) => void;
}

export interface BodySender {
  /** FLOE header of the body, 74 bytes: goes into the manifest. */
  readonly bodyHeader: Bytes;
  /**
   * Seals and puts these parts (indices from 0), in any order. Throws file-changed where a part that was sent before
   * has other plaintext now.
   */
  readonly send: (indices: readonly number[]) => Promise<SentPart[]>;
}

/** Parts being read, sealed or put at once: four requests are the knee of every engine measured. */
const IN_FLIGHT = 4;
/** Segments being sealed at once within a part. */
const SEALING = 4;

/** Starts a body under `key` (32 bytes). */
export async function bodySender(
  key: Bytes,
  shareId: Bytes,
  geometry: BodyGeometry,
  ports: SendPorts,
): Promise<BodySender> {
  const aad = labelled('body', shareId);
  const encryption = await startFloeEncryption({ key, aad, parameters: SHARE_FLOE });

  const macKey = random(32);
  const macs = new Map<number, Bytes>();

  /** A part is sealed a second time only from the same plaintext: one share never mixes two versions of a file. */
  async function requireUnchanged(index: number, plain: Bytes): Promise<void> {
    const mac = await hmacSha256(macKey, plain);
    const before = macs.get(index);
    if (before && !equal(before, mac)) throw new SealdropError('file-changed');
    macs.set(index, mac);
  }

  async function sendPart(index: number): Promise<SentPart> {
    const plain = new Uint8Array(plainPart(geometry, index).size);
    await ports.read(plainPart(geometry, index).offset, plain);
    const again = macs.has(index);
    await requireUnchanged(index, plain);
    const bytes = await sealPart(encryption, geometry, index, plain);
    const digest = await sha256(bytes);
    const etag = await ports.put({ number: index + 1, bytes, sha256: digest });
    if (!again) ports.onSent(bytes.length);
    return { number: index + 1, sha256: digest, etag };
  }

  async function send(indices: readonly number[]): Promise<SentPart[]> {
    const sent: SentPart[] = [];
    await inLanes(IN_FLIGHT, indices, async (index) => {
      if (ports.signal.aborted) throw new SealdropError('cancelled');
      sent.push(await sendPart(index));
    });
    return sent.toSorted((a, b) => a.number - b.number);
  }

  return { bodyHeader: encryption.header, send };
}

/** All segments of a part from its plaintext. */
async function sealPart(
  encryption: FloeEncryption,
  geometry: BodyGeometry,
  index: number,
  plain: Bytes,
): Promise<Bytes> {
  const stored = new Uint8Array(storedPart(geometry, index).size);
  const first = index * geometry.partSegments;
  const segments = Math.ceil(plain.length / SEGMENT_PLAINTEXT);
  const indices = Array.from({ length: segments }, (_, i) => i);
  await inLanes(SEALING, indices, async (i) => {
    const piece = plain.subarray(i * SEGMENT_PLAINTEXT, (i + 1) * SEGMENT_PLAINTEXT);
    const final = first + i === geometry.segments - 1;
    await encryption.sealInto(stored, i * SHARE_FLOE.segmentSize, piece, first + i, final);
  });
  return stored;
}
