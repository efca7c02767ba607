/** Images to send: drawn by a browser, turned by EXIF, moving, lying about their size. */
import type { Page } from '@playwright/test';

/** Corners in reading order, as colours are told apart after JPEG. */
export type Corners = readonly [string, string, string, string];

/** An image with one colour in each quarter: red, green, blue, white. */
export async function drawImage(
  page: Page,
  type: string,
  [width, height]: readonly [number, number] = [64, 32],
): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ({ type: wanted, w, h }) => {
      const canvas = new OffscreenCanvas(w, h);
      const context = canvas.getContext('2d');
      ['#f00', '#0f0', '#00f', '#fff'].forEach((colour, i) => {
        if (!context) return;
        context.fillStyle = colour;
        context.fillRect((i % 2) * (w / 2), Math.floor(i / 2) * (h / 2), w / 2, h / 2);
      });
      const blob = await canvas.convertToBlob({ type: wanted, quality: 1 });
      if (blob.type !== wanted) throw new Error(`this browser makes no ${wanted}`);
      const bytes = new Uint8Array(await blob.arrayBuffer());
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    },
    { type, w: width, h: height },
  );
  return Buffer.from(base64, 'base64');
}

/** The corners of what a preview shows, and its size. */
export async function cornersOf(page: Page, name: string): Promise<{ corners: Corners; size: number[] }> {
  const canvas = page.getByRole('img', { name, exact: true });
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const { width, height } = element;
    const context = element.getContext('2d');
    const colourAt = (x: number, y: number): string => {
      const [r = 0, g = 0, b = 0] = context?.getImageData(x, y, 1, 1).data ?? [];
      const high = [r, g, b].map((value) => (value > 128 ? '1' : '0')).join('');
      return { '100': 'red', '010': 'green', '001': 'blue', '111': 'white' }[high] ?? high;
    };
    const [left, right] = [Math.floor(width / 4), Math.floor((3 * width) / 4)];
    const [top, bottom] = [Math.floor(height / 4), Math.floor((3 * height) / 4)];
    return {
      corners: [
        colourAt(left, top),
        colourAt(right, top),
        colourAt(left, bottom),
        colourAt(right, bottom),
      ] as const,
      size: [width, height],
    };
  });
}

/** The JPEG with an EXIF segment that says how it is to be turned, 1 to 8, and holds a secret besides. */
export function turned(jpeg: Buffer, orientation: number, secret = ''): Buffer {
  const entry = Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
  const tiff = Buffer.concat([
    Buffer.from('MM\0*\0\0\0\b', 'latin1'),
    Buffer.from([0, 1]),
    entry,
    Buffer.alloc(4),
    Buffer.from(secret),
  ]);
  const content = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)]);
}

/** A PNG that says it is of this size, and has next to nothing in it. */
export function emptyPng(width: number, height: number): Buffer {
  const head = Buffer.alloc(25);
  head.writeUInt32BE(13, 0);
  head.write('IHDR', 4, 'latin1');
  head.writeUInt32BE(width, 8);
  head.writeUInt32BE(height, 12);
  head.set([8, 6, 0, 0, 0], 16);
  head.writeUInt32BE(crc32(head.subarray(4, 21)), 21);
  return Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), head, Buffer.alloc(100)]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** A GIF of one pixel that moves: black, then white. */
export function movingGif(): Buffer {
  const frame = '2c0000000001000100000202440100';
  return Buffer.from(`47494638396101000100800000000000ffffff${frame}${frame}3b`, 'hex');
}

/** An AVIF of the same four colours, 64 × 32, made by avifenc 0.11: this browser draws them, and makes none. */
export function avif(): Buffer {
  return Buffer.from(
    [
      'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUEAAADybWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAAAAAAAAAA',
      'AAAAAGxpYmF2aWYAAAAADnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABGgAAAE4AAAAoaWluZgAAAAAAAQAA',
      'ABppbmZlAgAAAAABAABhdjAxQ29sb3IAAAAAamlwcnAAAABLaXBjbwAAABRpc3BlAAAAAAAAAEAAAAAgAAAAEHBpeGkAAAAA',
      'AwgICAAAAAxhdjFDgSAAAAAAABNjb2xybmNseAABAA0ABoAAAAAXaXBtYQAAAAAAAAABAAEEAQKDBAAAAFZtZGF0EgAKCTgV',
      'P/sICGg0gDI/FkAGGGGEAOuhwT4WSOtPIE3l9b1ARJwT6DvRjGNW/laD+x8eiHwi0Zu0bgb4QZYAM1M45CXvu4Lm/z+JszmO',
    ].join(''),
    'base64',
  );
}
