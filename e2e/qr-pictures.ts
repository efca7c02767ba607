/** Pictures and films of QR codes, as cameras make them: not quite straight, not quite black on white. */
import { appendFile, writeFile } from 'node:fs/promises';
import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';

/** Grey values, row by row. */
interface Picture {
  readonly width: number;
  readonly height: number;
  readonly grey: Buffer;
}

const [DARK, LIGHT, DESK] = [52, 214, 120];

/** The code of a text on a sheet that lies turned by `degrees` on a desk. Without a text, the desk alone. */
export function photographed(text: string | null, { width = 640, height = 480, degrees = 7 } = {}): Picture {
  const grey = Buffer.alloc(width * height, DESK);
  if (text === null) return { width, height, grey };
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const side = Math.min(width, height) * 0.8;
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [x - width / 2, y - height / 2];
      const column = Math.floor(((dx * cos + dy * sin) / side + 0.5) * size);
      const row = Math.floor(((dy * cos - dx * sin) / side + 0.5) * size);
      const module = data[row]?.[column];
      if (module !== undefined) grey[y * width + x] = module ? DARK : LIGHT;
    }
  }
  return { width, height, grey };
}

/** A PNG file of shades of grey. */
export function png({ width, height, grey }: Picture): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const rows = Array.from({ length: height }, (_, y) =>
    Buffer.concat([Buffer.of(0), grey.subarray(y * width, (y + 1) * width)]),
  );
  const parts = [
    ['IHDR', header],
    ['IDAT', deflateSync(Buffer.concat(rows))],
    ['IEND', Buffer.alloc(0)],
  ] as const;
  const chunks = parts.map(([name, bytes]) => {
    const body = Buffer.concat([Buffer.from(name), bytes]);
    const chunk = Buffer.alloc(body.length + 8);
    chunk.writeUInt32BE(bytes.length, 0);
    body.copy(chunk, 4);
    chunk.writeUInt32BE(crc32(body), body.length + 4);
    return chunk;
  });
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]);
}

/** Writes a film of these pictures, ten a second, for a browser whose camera is a file (YUV4MPEG2). Browsers play it round and round. */
export async function writeFilm(path: string, pictures: readonly Picture[]): Promise<void> {
  const [first] = pictures;
  if (!first) throw new Error('a film needs a picture');
  const { width, height } = first;
  await writeFile(path, `YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  const colourless = Buffer.alloc((width * height) / 2, 128);
  for (const { grey } of pictures)
    await appendFile(path, Buffer.concat([Buffer.from('FRAME\n'), grey, colourless]));
}
