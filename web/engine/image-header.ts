/**
 * What the first bytes of an image say: its kind and how many pixels there are, before any of them is drawn. A few bytes can
 * ask for gigabytes of pixels. The kind is decided by these bytes alone, as decoders decide it; SVG is none of them.
 */
import type { Bytes } from '../../shared/bytes.ts';
import { avifSize, isAvif } from './avif-header.ts';
import { bigEndianAt, littleEndianAt, standsAt, wordAt } from './header-bytes.ts';
import type { ImageFormat } from './preview-protocol.ts';

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

export interface ImageHeader {
  readonly format: ImageFormat;
  /** null: it begins like one, and does not go on like one. */
  readonly size: ImageSize | null;
  readonly animated: boolean;
}

/** A camera of a good phone takes 50 megapixels; each is four bytes once it is drawn. */
export const PIXELS_MAX = 64_000_000;
/** What no image format but PNG goes beyond. */
const SIDE_MAX = 65_535;

/** Whether an image has more pixels than are drawn here. */
export function isTooLarge({ width, height }: ImageSize): boolean {
  return width * height > PIXELS_MAX || Math.max(width, height) > SIDE_MAX;
}

/** null for anything else. */
export function imageHeader(bytes: Bytes): ImageHeader | null {
  if (standsAt(bytes, 0, '\u00ff\u00d8\u00ff'))
    return { format: 'JPEG', size: positive(jpegSize(bytes)), animated: false };
  if (standsAt(bytes, 0, '\u0089PNG\r\n\u001a\n')) {
    return { format: 'PNG', size: positive(pngSize(bytes)), animated: isAnimatedPng(bytes) };
  }
  if (standsAt(bytes, 0, 'GIF87a') || standsAt(bytes, 0, 'GIF89a')) {
    const { size, frames } = gifFrames(bytes);
    return { format: 'GIF', size: positive(size), animated: frames > 1 };
  }
  if (standsAt(bytes, 0, 'RIFF') && standsAt(bytes, 8, 'WEBP')) {
    return { format: 'WebP', size: positive(webpSize(bytes)), animated: isAnimatedWebp(bytes) };
  }
  return isAvif(bytes) ? { format: 'AVIF', size: positive(avifSize(bytes)), animated: false } : null;
}

/** Neither nothing nor beyond the end. */
function positive(size: ImageSize | null): ImageSize | null {
  return size && size.width > 0 && size.height > 0 ? size : null;
}

/** That of the first frame header, found as decoders find it: they skip whatever stands before a marker. */
function jpegSize(bytes: Bytes): ImageSize | null {
  for (let at = 2; at < bytes.length; ) {
    while (at < bytes.length && bytes[at] !== 0xff) at++;
    while (bytes[at] === 0xff) at++;
    const marker = bytes[at++] ?? 0xd9;
    // These stand alone.
    if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd7)) continue;
    // Another beginning, the end, or the pixels, before there was a frame.
    if (marker >= 0xd8 && marker <= 0xda) return null;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: bigEndianAt(bytes, at + 5, 2), height: bigEndianAt(bytes, at + 3, 2) };
    const length = bigEndianAt(bytes, at, 2);
    if (!(length >= 2)) return null;
    at += length;
  }
  return null;
}

function pngSize(bytes: Bytes): ImageSize | null {
  if (!standsAt(bytes, 12, 'IHDR')) return null;
  return { width: bigEndianAt(bytes, 16, 4), height: bigEndianAt(bytes, 20, 4) };
}

function isAnimatedPng(bytes: Bytes): boolean {
  for (let at = 8; at < bytes.length; at += 12 + bigEndianAt(bytes, at, 4)) {
    const name = wordAt(bytes, at + 4);
    if (name === 'acTL') return true;
    if (name === 'IDAT') return false;
  }
  return false;
}

/** The screen and whatever reaches beyond it: decoders widen the screen for such a frame. */
function gifFrames(bytes: Bytes): { readonly size: ImageSize; readonly frames: number } {
  let width = littleEndianAt(bytes, 6, 2);
  let height = littleEndianAt(bytes, 8, 2);
  let frames = 0;
  for (let at = 13 + colourTable(bytes[10]); ; ) {
    const kind = bytes[at];
    if (kind === 0x21) at = afterBlocks(bytes, at + 2);
    else if (kind === 0x2c && at + 10 < bytes.length) {
      frames++;
      width = Math.max(width, littleEndianAt(bytes, at + 1, 2) + littleEndianAt(bytes, at + 5, 2));
      height = Math.max(height, littleEndianAt(bytes, at + 3, 2) + littleEndianAt(bytes, at + 7, 2));
      at = afterBlocks(bytes, at + 11 + colourTable(bytes[at + 9]));
    } else return { size: { width, height }, frames };
  }
}

function colourTable(flags = 0): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

function afterBlocks(bytes: Bytes, start: number): number {
  let at = start;
  for (let length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) at += 1 + length;
  return at + 1;
}

/** Of three ways to begin: lossy, lossless, and with more to come. */
function webpSize(bytes: Bytes): ImageSize | null {
  switch (wordAt(bytes, 12)) {
    case 'VP8 ': {
      if (!standsAt(bytes, 23, '\u009d\u0001\u002a')) return null;
      return { width: littleEndianAt(bytes, 26, 2) & 0x3fff, height: littleEndianAt(bytes, 28, 2) & 0x3fff };
    }
    case 'VP8L': {
      if (bytes[20] !== 0x2f || bytes.length < 25) return null;
      const bits = littleEndianAt(bytes, 21, 4);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: littleEndianAt(bytes, 24, 3) + 1, height: littleEndianAt(bytes, 27, 3) + 1 };
    default:
      return null;
  }
}

function isAnimatedWebp(bytes: Bytes): boolean {
  return standsAt(bytes, 12, 'VP8X') && ((bytes[20] ?? 0) & 0x02) !== 0;
}
