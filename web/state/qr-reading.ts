/**
 * Reads a QR code from a picture: by the browser where it can, else, and where that finds none, by a decoder that is
 * fetched when it is first needed. Nothing of the picture leaves the page.
 */
import { imageHeader, isTooLarge } from '../engine/image-header.ts';

interface Detector {
  detect(picture: HTMLCanvasElement): Promise<readonly { readonly rawValue: string }[]>;
}

declare global {
  /** Not in every browser, so the DOM library does not know it; in some it is there and cannot work. */
  var BarcodeDetector: (new (options: { formats: readonly string[] }) => Detector) | undefined;
}

/** Bytes of a picture. */
const FILE_MAX = 32 * 1_048_576;
/** Pixels of the longer side: of a photograph, and of one picture of a film, where the next one is soon there. */
const PHOTO_SIDE = 2_048;
const FRAME_SIDE = 1_024;
/** How long the decoder may try: milliseconds, and how many places of the picture. */
const PHOTO_EFFORT = { timeLimit: 1_500, effort: Number.POSITIVE_INFINITY };
const FRAME_EFFORT = { timeLimit: 60, effort: 4 };

type Effort = typeof PHOTO_EFFORT;

/** The text of the QR code in a picture; null where there is none that can be read. */
export async function readQrPicture(file: File): Promise<string | null> {
  try {
    // Somebody else may have made it, and a few bytes can ask for gigabytes of pixels: the page would end with all that runs in it.
    const header = file.size > FILE_MAX ? null : imageHeader(new Uint8Array(await file.arrayBuffer()));
    if (!header?.size || isTooLarge(header.size)) return null;
    const picture = await createImageBitmap(file);
    const canvas = drawn(picture, picture, PHOTO_SIDE);
    picture.close();
    return await read(canvas, PHOTO_EFFORT);
  } catch {
    return null;
  }
}

/** The text of the QR code that a running film shows now; null where there is none. */
export async function readQrFrame(video: HTMLVideoElement): Promise<string | null> {
  if (video.videoWidth === 0) return null;
  const size = { width: video.videoWidth, height: video.videoHeight };
  return await read(drawn(video, size, FRAME_SIDE), FRAME_EFFORT);
}

/** On white, for what is transparent in a picture of a code is its paper. */
function drawn(
  picture: CanvasImageSource,
  { width, height }: { readonly width: number; readonly height: number },
  longest: number,
): HTMLCanvasElement {
  const scale = Math.min(1, longest / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function read(canvas: HTMLCanvasElement, effort: Effort): Promise<string | null> {
  return (await detect(canvas)) ?? (await decode(canvas, effort));
}

async function detect(canvas: HTMLCanvasElement): Promise<string | null> {
  const Reader = globalThis.BarcodeDetector;
  if (!Reader) return null;
  try {
    const [found] = await new Reader({ formats: ['qr_code'] }).detect(canvas);
    return found?.rawValue ?? null;
  } catch {
    return null;
  }
}

async function decode(canvas: HTMLCanvasElement, effort: Effort): Promise<string | null> {
  const { default: decodeQr } = await import('qr/decode.js');
  const { width, height } = canvas;
  const picture = canvas.getContext('2d')?.getImageData(0, 0, width, height);
  if (!picture) return null;
  try {
    return decodeQr({ width, height, data: picture.data }, effort);
  } catch {
    // Its way to say that there is none.
    return null;
  }
}
