/**
 * What the page may show of a file, from its verified bytes: pixels that the browser has drawn of an image, or text. Neither
 * these bytes nor what else stands in them (metadata, markup, scripts) goes to the page. Loaded at the first preview.
 */
import type { Bytes } from '../../shared/bytes.ts';
import { type ImageHeader, imageHeader, isTooLarge, PIXELS_MAX } from './image-header.ts';
import type { Preview } from './preview-protocol.ts';
import { readText, TEXT_MAX } from './read-text.ts';

/** Bytes that are fetched, and verified whole, to be shown. */
const WHOLE_MAX = 32 * 1_048_576;

/** Bytes to take of a file: all of them, or where those are too many its first ones, for it may be a text. */
export function bytesToTake(size: number): number {
  return size <= WHOLE_MAX ? size : TEXT_MAX + 1;
}

/** Of a file of so many bytes. `side`: pixels that the longer side of an image is drawn with at most. */
export async function previewOf(bytes: Bytes, size: number, side: number): Promise<Preview> {
  const isWhole = bytes.length === size;
  const header = imageHeader(bytes);
  if (header) return isWhole ? await drawn(bytes, header, side) : { kind: 'too-large', limit: WHOLE_MAX };
  const read = readText(bytes);
  return read ? { kind: 'text', ...read, isWhole } : { kind: 'neither' };
}

async function drawn(bytes: Bytes, { format, size, animated }: ImageHeader, side: number): Promise<Preview> {
  const unreadable: Preview = { kind: 'unreadable', format };
  if (!size) return unreadable;
  const { width, height } = size;
  if (isTooLarge(size)) return { kind: 'too-many-pixels', width, height, limit: PIXELS_MAX };
  const whole = await draw(new Blob([bytes], { type: `image/${format.toLowerCase()}` }));
  if (!whole) return unreadable;
  // What the header did not say.
  if (isTooLarge(whole)) {
    whole.close();
    return unreadable;
  }
  const upright = { width: whole.width, height: whole.height };
  return { kind: 'image', format, animated, ...upright, moved: await fitting(whole, side) };
}

/** Upright as its EXIF says, its first frame if it moves; null where the browser cannot. */
async function draw(blob: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(blob, { imageOrientation: 'from-image' });
  } catch {
    return null;
  }
}

async function fitting(whole: ImageBitmap, side: number): Promise<ImageBitmap> {
  const scale = side / Math.max(whole.width, whole.height);
  if (scale >= 1) return whole;
  try {
    return await createImageBitmap(whole, {
      resizeWidth: Math.max(1, Math.round(whole.width * scale)),
      resizeHeight: Math.max(1, Math.round(whole.height * scale)),
      resizeQuality: 'high',
    });
  } finally {
    whole.close();
  }
}
