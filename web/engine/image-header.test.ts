/** Kinds of images by their bytes, and the pixels that they ask for: honest headers, cut ones, lying ones, and noise. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../shared/bytes.ts';
import { type ImageHeader, imageHeader } from './image-header.ts';

type Piece = string | number | readonly number[] | Bytes;

/** Text as bytes, numbers as bytes of their own. */
function join(...pieces: readonly Piece[]): Bytes {
  return new Uint8Array(
    pieces.flatMap((piece) => {
      if (typeof piece === 'string') return Array.from(piece, (sign) => sign.charCodeAt(0));
      return typeof piece === 'number' ? [piece] : [...piece];
    }),
  );
}

const be = (value: number, length: number): number[] =>
  Array.from({ length }, (_, i) => Math.floor(value / 256 ** (length - 1 - i)) % 256);
const le = (value: number, length: number): number[] => be(value, length).toReversed();

const segment = (marker: number, content: Bytes): Bytes =>
  join(0xff, marker, be(content.length + 2, 2), content);
const frame = (width: number, height: number, marker = 0xc0): Bytes =>
  segment(marker, join(8, be(height, 2), be(width, 2), 3, new Uint8Array(9)));
const jpeg = (...segments: readonly Bytes[]): Bytes => join(0xff, 0xd8, ...segments, 0xff, 0xda, 0, 2);

const chunk = (name: string, content: Bytes): Bytes => join(be(content.length, 4), name, content, be(0, 4));
const png = (width: number, height: number, ...chunks: readonly Bytes[]): Bytes =>
  join(
    '\u0089PNG\r\n\u001a\n',
    chunk('IHDR', join(be(width, 4), be(height, 4), 8, 6, 0, 0, 0)),
    ...chunks,
    chunk('IDAT', new Uint8Array(20)),
  );

const gifFrame = (left: number, top: number, width: number, height: number): Bytes =>
  join(
    0x2c,
    le(left, 2),
    le(top, 2),
    le(width, 2),
    le(height, 2),
    0x81,
    new Uint8Array(12),
    2,
    3,
    1,
    2,
    3,
    0,
  );
const gif = (width: number, height: number, ...frames: readonly Bytes[]): Bytes =>
  join(
    'GIF89a',
    le(width, 2),
    le(height, 2),
    0x80,
    0,
    0,
    new Uint8Array(6),
    0x21,
    0xf9,
    1,
    0,
    0,
    ...frames,
    ';',
  );

const riff = (name: string, content: Bytes): Bytes =>
  join('RIFF', le(content.length + 12, 4), 'WEBP', name, le(content.length, 4), content);
const webp = {
  lossy: (width: number, height: number) =>
    riff('VP8 ', join(0, 0, 0, 0x9d, 1, 0x2a, le(width, 2), le(height, 2), new Uint8Array(9))),
  lossless: (width: number, height: number) =>
    riff('VP8L', join(0x2f, le(width - 1 + (height - 1) * 2 ** 14, 4), new Uint8Array(9))),
  extended: (width: number, height: number, flags = 0) =>
    riff('VP8X', join(flags, 0, 0, 0, le(width - 1, 3), le(height - 1, 3))),
};

const box = (name: string, ...content: readonly Piece[]): Bytes => {
  const inside = join(...content);
  return join(be(inside.length + 8, 4), name, inside);
};

/** An AV1 sequence header of a still picture, within its unit. */
function coded(width: number, height: number): Bytes {
  const bits = `0001100000${'1111'.repeat(2)}${[width, height].map((side) => (side - 1).toString(2).padStart(16, '0')).join('')}`;
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
  const header = padded.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  return join(0x12, 0, 0x0a, header.length, header, 0x32, 3, 1, 2, 3);
}

interface AvifParts {
  readonly stated: readonly (readonly [number, number])[];
  readonly pictures: readonly Bytes[];
  readonly brands?: string;
  /** In the box "idat". */
  readonly inMeta?: boolean;
}

function avif({ stated, pictures, brands = 'avif\0\0\0\0avifmif1', inMeta = false }: AvifParts): Bytes {
  const content = join(...pictures);
  const infos = pictures.map((_, i) => box('infe', 2, 0, 0, 0, be(i + 1, 2), 0, 0, 'av01', 0));
  const meta = (start: number): Bytes => {
    let at = start;
    const places = pictures.map((picture, i) => {
      at += picture.length;
      return join(
        be(i + 1, 2),
        be(inMeta ? 1 : 0, 2),
        0,
        0,
        be(1, 2),
        be(at - picture.length, 4),
        be(picture.length, 4),
      );
    });
    return box(
      'meta',
      be(0, 4),
      box('iinf', be(0, 4), be(infos.length, 2), ...infos),
      box('iloc', 1, 0, 0, 0, 0x44, 0, be(places.length, 2), ...places),
      box('iprp', box('ipco', ...stated.map(([w, h]) => box('ispe', be(0, 4), be(w, 4), be(h, 4))))),
      ...(inMeta ? [box('idat', content)] : []),
    );
  };
  const head = box('ftyp', brands);
  const start = inMeta ? 0 : head.length + meta(0).length + 8;
  return join(head, meta(start), inMeta ? '' : box('mdat', content));
}

const seen = (bytes: Bytes): readonly unknown[] | null => {
  const header = imageHeader(bytes);
  return header && [header.format, header.size && [header.size.width, header.size.height], header.animated];
};

describe('an image is known by its bytes', () => {
  it.each<[string, Bytes, ImageHeader['format'], number, number, boolean]>([
    ['JPEG', jpeg(segment(0xe0, join('JFIF\0')), frame(640, 480)), 'JPEG', 640, 480, false],
    ['progressive JPEG', jpeg(frame(65_500, 1, 0xc2)), 'JPEG', 65_500, 1, false],
    [
      'JPEG whose tables come first',
      jpeg(segment(0xc4, new Uint8Array(20)), frame(3, 4)),
      'JPEG',
      3,
      4,
      false,
    ],
    [
      'JPEG with another in its EXIF',
      jpeg(segment(0xe1, join('Exif\0\0', jpeg(frame(9, 9)))), frame(30, 40)),
      'JPEG',
      30,
      40,
      false,
    ],
    [
      'JPEG with filling and noise',
      join(0xff, 0xd8, 0xff, 0xff, 0xd0, 7, 0xff, 0, frame(5, 6)),
      'JPEG',
      5,
      6,
      false,
    ],
    ['PNG', png(60_000, 60_000), 'PNG', 60_000, 60_000, false],
    [
      'APNG',
      png(7, 8, chunk('gAMA', new Uint8Array(4)), chunk('acTL', new Uint8Array(8))),
      'PNG',
      7,
      8,
      true,
    ],
    ['GIF', gif(10, 11, gifFrame(0, 0, 10, 11)), 'GIF', 10, 11, false],
    ['moving GIF', gif(10, 11, gifFrame(0, 0, 10, 11), gifFrame(1, 1, 2, 2)), 'GIF', 10, 11, true],
    [
      'GIF with a frame beyond its screen',
      gif(1, 1, gifFrame(0, 9, 50_000, 60_000)),
      'GIF',
      50_000,
      60_009,
      false,
    ],
    ['lossy WebP', webp.lossy(16_383, 2), 'WebP', 16_383, 2, false],
    ['lossless WebP', webp.lossless(16_384, 300), 'WebP', 16_384, 300, false],
    ['extended WebP', webp.extended(2 ** 24, 5), 'WebP', 2 ** 24, 5, false],
    ['moving WebP', webp.extended(20, 30, 2), 'WebP', 20, 30, true],
    ['AVIF', avif({ stated: [[400, 300]], pictures: [coded(400, 300)] }), 'AVIF', 400, 300, false],
    [
      'AVIF of tiles, kept in its head',
      avif({
        stated: [
          [256, 256],
          [500, 256],
        ],
        pictures: [coded(256, 256), coded(256, 256)],
        inMeta: true,
      }),
      'AVIF',
      500,
      256,
      false,
    ],
    [
      'AVIF that is first of all a HEIF',
      avif({ stated: [[4, 3]], pictures: [coded(4, 3)], brands: 'mif1\0\0\0\0mif1avif' }),
      'AVIF',
      4,
      3,
      false,
    ],
  ])('%s', (_, bytes, format, width, height, animated) => {
    expect(seen(bytes)).toEqual([format, [width, height], animated]);
  });

  it.each<[string, Bytes]>([
    ['nothing', join()],
    ['SVG', join('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['HTML', join('<!doctype html><script>1</script>')],
    ['PDF', join('%PDF-1.4\n')],
    ['BMP', join('BM', le(100, 4), be(0, 4), le(54, 4), le(40, 4), le(5, 4), le(5, 4))],
    ['TIFF', join('II*\0', le(8, 4))],
    ['an icon', join(0, 0, 1, 0, 1, 0, 16, 16)],
    ['HEIC', box('ftyp', 'heic\0\0\0\0mif1heic')],
    [
      'a sequence of AVIF',
      avif({ stated: [[4, 3]], pictures: [coded(4, 3)], brands: 'avis\0\0\0\0avifavis' }),
    ],
    ['a video', box('ftyp', 'isom\0\0\0\0isomavc1')],
    ['an image behind something else', join(' ', png(1, 1))],
  ])('%s is none', (_, bytes) => {
    expect(imageHeader(bytes)).toBeNull();
  });

  it.each<[string, Bytes]>([
    ['a JPEG without a frame', jpeg()],
    ['a JPEG whose height comes later', jpeg(frame(640, 0))],
    ['a JPEG that begins twice', join(0xff, 0xd8, 0xff, 0xd8, frame(1, 1))],
    ['a JPEG with a segment of no length', join(0xff, 0xd8, 0xff, 0xe0, 0, 1, frame(1, 1))],
    ['a PNG without a head', join('\u0089PNG\r\n\u001a\n', chunk('IDAT', new Uint8Array(30)))],
    ['a PNG of no width', png(0, 5)],
    ['a WebP of another kind', riff('ABCD', new Uint8Array(30))],
    ['an AVIF without a picture', avif({ stated: [[4, 3]], pictures: [] })],
    ['an AVIF that states nothing', avif({ stated: [], pictures: [coded(4, 3)] })],
    ['an AVIF with a picture larger than stated', avif({ stated: [[4, 3]], pictures: [coded(65_000, 3)] })],
    ['an AVIF with a second such', avif({ stated: [[4, 3]], pictures: [coded(4, 3), coded(4, 65_000)] })],
    [
      'an AVIF whose picture announces a larger one behind the first',
      avif({ stated: [[4, 3]], pictures: [join(coded(4, 3), coded(9, 9))] }),
    ],
    ['an AVIF whose picture is none', avif({ stated: [[4, 3]], pictures: [join('noise')] })],
  ])('%s has no size', (_, bytes) => {
    expect(imageHeader(bytes)).toMatchObject({ size: null });
  });
});

const samples = [
  jpeg(segment(0xe0, join('JFIF\0')), frame(640, 480)),
  png(60, 70, chunk('acTL', new Uint8Array(8))),
  gif(10, 11, gifFrame(0, 0, 10, 11), gifFrame(1, 1, 2, 2)),
  webp.lossy(100, 200),
  webp.lossless(100, 200),
  webp.extended(100, 200, 2),
  avif({ stated: [[400, 300]], pictures: [coded(400, 300), coded(100, 50)] }),
];

/** Whatever they are, of these bytes and no others, and in numbers that can be reckoned with. */
function expectSound(bytes: Bytes): void {
  const header = imageHeader(bytes);
  const around = join(new Uint8Array(50).fill(0xff), bytes, new Uint8Array(50).fill(1));
  expect(imageHeader(around.subarray(50, 50 + bytes.length))).toEqual(header);
  for (const side of header?.size ? [header.size.width, header.size.height] : [1]) {
    expect(Number.isSafeInteger(side) && side > 0).toBe(true);
  }
}

describe('anything at all', () => {
  it('cut anywhere', () => {
    for (const sample of samples) {
      for (let end = 0; end <= sample.length; end++) expectSound(sample.slice(0, end));
    }
  });
  it('with any bytes of it changed', () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.array(change, { maxLength: 8 }), (sample, changes) => {
        const bytes = sample.slice();
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        expectSound(bytes);
      }),
      { numRuns: 3_000 },
    );
  });
  it('noise behind every beginning', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.nat(40),
        fc.uint8Array({ maxLength: 300 }),
        (sample, kept, noise) => {
          expectSound(join(sample.subarray(0, kept), noise));
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
