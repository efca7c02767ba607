/** Files to send: real ones on disk, with contents that a seed and a size determine. */
import { createCipheriv, createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const CHUNK = 4 * 1_048_576;

/** Pseudo-random bytes: AES-CTR under the seed, so that nothing repeats and nothing compresses. */
function generator(seed: string) {
  const key = createHash('sha256').update(seed).digest();
  const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  return (size: number) => cipher.update(Buffer.alloc(size));
}

/** `size` bytes that the seed determines. */
export function bytesOf(seed: string, size: number): Buffer {
  return generator(seed)(size);
}

/** Writes `size` bytes to folder/path and answers where they are. */
export async function makeFile(folder: string, path: string, size: number): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  const next = generator(`${path}:${size}`);
  const handle = await open(file, 'w');
  try {
    for (let rest = size; rest > 0; rest -= CHUNK) await handle.write(next(Math.min(rest, CHUNK)));
  } finally {
    await handle.close();
  }
  return file;
}

export async function writeBytes(folder: string, path: string, bytes: Uint8Array): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
  return file;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export async function sha256OfFile(file: string): Promise<string> {
  return sha256(await readFile(file));
}

/** SHA-256 of each piece of a large file, as a page can compute them too: WebCrypto hashes no streams. */
export async function sha256OfPieces(file: string, piece: number): Promise<string[]> {
  const digests: string[] = [];
  let hash = createHash('sha256');
  let filled = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1_048_576 }) as AsyncIterable<Buffer>) {
    for (let rest = chunk; rest.length > 0; ) {
      const taken = rest.subarray(0, piece - filled);
      hash.update(taken);
      filled += taken.length;
      rest = rest.subarray(taken.length);
      if (filled === piece) {
        digests.push(hash.digest('hex'));
        hash = createHash('sha256');
        filled = 0;
      }
    }
  }
  if (filled > 0) digests.push(hash.digest('hex'));
  return digests;
}

/** A PDF of one page with a line of text, whose cross-reference table is right. */
export function pdf(text: string): Buffer {
  const stream = `BT /F1 24 Tf 72 720 Td (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const offset = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${`${offset}`.padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  const trailer = `trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(`${body}xref\n0 ${count}\n0000000000 65535 f \n${table}${trailer}`, 'latin1');
}

/** A JPEG of one grey pixel, followed inside a comment segment by bytes that make it as large as a photograph. */
export function jpeg(seed: string): Buffer {
  const pixel = Buffer.from(
    'ffdb004300' +
      '03020202020203020202030303030406040404040408060605060908'.padEnd(128, '0a') +
      'ffc9000b080001000101011100ffcc000600101005ffda0008010100003f00d2cf20ffd9',
    'hex',
  );
  const comments = Array.from({ length: 40 }, (_, i) => {
    const text = bytesOf(`${seed}:${i}`, 60_000);
    const head = Buffer.from([0xff, 0xfe, 0, 0]);
    head.writeUInt16BE(text.length + 2, 2);
    return Buffer.concat([head, text]);
  });
  return Buffer.concat([Buffer.from('ffd8', 'hex'), ...comments, pixel]);
}

const greek = ['Αθήνα', 'θάλασσα', 'καλημέρα', 'Ωκεανός'];
const japanese = ['東京', 'さくら', 'カメラ', '写真'];
const arabic = ['القاهرة', 'صورة', 'رسالة', 'كتاب'];

/** Makes folder/name with 200 files in subfolders, named in three scripts. Answers paths below it, name included. */
export async function makeFolder(folder: string, name: string): Promise<string[]> {
  const paths: string[] = [];
  for (let i = 0; i < 200; i++) {
    const names = [greek, japanese, arabic][i % 3] ?? greek;
    const path = `${name}/${names[i % 4] ?? ''}/${names[(i + 1) % 4] ?? ''} ${i}.txt`;
    await makeFile(folder, path, 17 * i);
    paths.push(path);
  }
  return paths;
}
