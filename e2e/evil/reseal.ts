/**
 * What somebody who can open a share, and so has its body key, can make of its body: a segment with other contents
 * that opens under the real key, at the real position, below the real FLOE header. Written after docs/format.md,
 * "FLOE", without the core.
 */
import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import type { MadeShare } from './shares.ts';

const SEGMENT = 262_144;
const PARAMETERS = Buffer.from('00000004000000000020', 'hex');

/** Bytes of plaintext in segment `index` of this body. */
export function segmentPlainSize({ body }: MadeShare, index: number): number {
  return Math.min(SEGMENT, body.length - index * SEGMENT) - 32;
}

/** The body with segment `index` sealed anew from `plain`, which has the segment's size. */
export function resealed(share: MadeShare, index: number, plain: Uint8Array): Uint8Array<ArrayBuffer> {
  const { bodyKey, bodyHeader } = share.plain;
  const iv = Buffer.from(bodyHeader).subarray(10, 42);
  const aad = Buffer.concat([Buffer.from('sealdrop/v1/body\0'), share.id]);
  const derive = (key: Uint8Array, purpose: Buffer, size: number) =>
    createHmac('sha384', key)
      .update(Buffer.concat([PARAMETERS.subarray(0, 10), iv, purpose, aad, Buffer.of(1)]))
      .digest()
      .subarray(0, size);
  const messageKey = derive(bodyKey, Buffer.from('MESSAGE_KEY:'), 48);
  const key = derive(messageKey, Buffer.concat([Buffer.from('DEK:'), Buffer.alloc(8)]), 32);

  const start = index * SEGMENT;
  const size = plain.length + 32;
  const isLast = start + size === share.body.length;
  const position = Buffer.alloc(9);
  position.writeBigUInt64BE(BigInt(index));
  position[8] = isLast ? 1 : 0;
  const segmentIv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, segmentIv).setAAD(position);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(isLast ? size : 0xffff_ffff);
  const sealed = Buffer.concat([
    length,
    segmentIv,
    cipher.update(plain),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  const body = share.body.slice();
  body.set(sealed, start);
  return body;
}
