/** The readers of older systems, over files that other code has made: every kind, every size that counts, every byte changed. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeZip } from 'client-zip';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { readRange, type StoredFile } from '../shared/archive/stored-file.ts';
import { filesOfZip } from '../shared/archive/zip-content.ts';
import { SealdropError } from '../shared/errors.ts';
import { diskFiles } from './disk-files.ts';
import { keysFor, type Made, type MadeFolder, makeOlder, memoryFile, openOnly } from './older.test-data.ts';

/** One under, exactly, one over: a block of the cipher, a piece, two pieces. */
const SIZES = [0, 1, 15, 16, 17, 1_048_576, 1_048_577, 2_500_000];
const SMALL = 16;

let older: MadeFolder;
beforeAll(async () => {
  older = await makeOlder(SIZES);
});
afterAll(() => older.remove());

const bytesOf = async (path: string) => new Uint8Array(await readFile(join(older.folder, path)));

test('every kind and size opens to what it was', async () => {
  expect(older.made).toHaveLength(7 * SIZES.length);
  for (const made of older.made) {
    const { files } = await diskFiles(join(older.folder, made.path));
    const opened = await openOnly(files, await keysFor(older, made));
    expect([made.path, opened.sha256, opened.file.path, opened.size]).toEqual([
      made.path,
      made.sha256,
      made.name,
      made.size,
    ]);
    expect(opened.file.size).toBeGreaterThanOrEqual(opened.size);
    expect(opened.file.doubtful).toBe(false);
  }
});

test('a package opens from a ZIP whose writer did not know the sizes beforehand', async () => {
  const made = older.of('package-folder', 1_048_577);
  const folder = join(older.folder, made.path);
  const names = await readdir(folder, { recursive: true });
  const inputs = await Promise.all(
    names
      .filter((name) => /\.\w+$/.test(name))
      .map(async (name) => ({ name, input: await readFile(join(folder, name)) })),
  );
  async function* entries() {
    for (const { name, input } of inputs) yield { name: `old/${name}`, input: new Blob([input]).stream() };
  }
  const zip = new Uint8Array(await new Response(makeZip(entries())).arrayBuffer());
  const { sha256, file } = await openOnly([memoryFile('a/b.zip', zip)], await keysFor(older, made));
  expect([sha256, file.path]).toEqual([made.sha256, `a/${made.name}`]);
});

test.each([
  'chunk_1: HEX',
  'HEX  chunk_1.enc',
  'HEX *chunks/chunk_1.enc',
  'HEX  Chunks/chunk_1.enc',
  'HEX  CHUNKS/chunk_1.enc',
])('checksums.txt may say "%s", and is compared', async (form) => {
  const made = older.of('package-folder', SMALL);
  const { files } = await diskFiles(join(older.folder, made.path));
  const keys = await keysFor(older, made);
  const saying = (hex: string) =>
    openOnly([...files, memoryFile('checksums.txt', Buffer.from(`${form.replace('HEX', hex)}\r\n`))], keys);
  // Of one piece it is that of the whole.
  expect((await saying(made.sha256)).sha256).toBe(made.sha256);
  await expect(saying('0'.repeat(64))).rejects.toMatchObject({ code: 'older-checksum' });
});

test.each([
  ['encrypted_key', 'encrypted_nonce', 'encrypted_tag'],
  ['wrapped_key', 'wrap_nonce', 'wrap_tag'],
  ['wrapped_key', 'nonce', 'tag'],
])('key_wrap.json may say %s, %s and %s', async (key, nonce, tag) => {
  const made = older.of('package-folder', SMALL);
  const { files } = await diskFiles(join(older.folder, made.path));
  const stated = await bytesOf(`${made.path}/key_wrap.json`);
  const wrap = JSON.parse(Buffer.from(stated).toString()) as Record<string, string>;
  const { wrapped_key: sealed, nonce: iv, tag: end, ephemeral_public_key } = wrap;
  const text = JSON.stringify({ [key]: sealed, [nonce]: iv, [tag]: end, ephemeral_public_key });
  const others = files.filter(({ path }) => path !== 'key_wrap.json');
  const all = [...others, memoryFile('key_wrap.json', Buffer.from(text))];
  expect((await openOnly(all, await keysFor(older, made))).sha256).toBe(made.sha256);
});

test.each([
  ['text before the public key of the other side', 'key_wrap.json', '-----BEGIN', 'x-----BEGIN'],
  ['text behind it', 'key_wrap.json', '-----END PUBLIC KEY-----', '-----END PUBLIC KEY-----x'],
  ['a folder of the pieces in mixed case', 'metadata.json', '"chunk_1.enc', '"cHunks/chunk_1.enc'],
])('%s is refused', async (_, name, honest, other) => {
  const made = older.of('package-folder', SMALL);
  const { files } = await diskFiles(join(older.folder, made.path));
  const text = Buffer.from(await bytesOf(`${made.path}/${name}`)).toString();
  expect(text).toContain(honest);
  const altered = memoryFile(name, Buffer.from(text.replace(honest, other)));
  const all = [...files.filter(({ path }) => path !== name), altered];
  await expectRefused(openOnly(all, await keysFor(older, made)), name);
});

test('what is compressed is inflated in small slices, for all that one of them makes is in memory', async () => {
  const made = older.of('package-lead', 1_048_577);
  const sizes: number[] = [];
  const Inflating = DecompressionStream;
  vi.stubGlobal(
    'DecompressionStream',
    class {
      readonly seen = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(piece, controller) {
          sizes.push(piece.length);
          controller.enqueue(piece);
        },
      });
      readonly writable = this.seen.writable;
      readonly readable = this.seen.readable.pipeThrough(new Inflating('deflate-raw'));
    },
  );
  onTestFinished(() => void vi.unstubAllGlobals());
  const { sha256 } = await openOnly(
    [memoryFile('a.zip', await bytesOf(made.path))],
    await keysFor(older, made),
  );
  expect([sha256, Math.max(...sizes)]).toEqual([made.sha256, 16_384]);
});

/** Which bytes of a ZIP say who made it and with what permissions: eight of each entry of its directory. And when: its times. */
function sayNothing(zip: Uint8Array): Set<number> {
  const free = new Set<number>();
  const bytes = Buffer.from(zip);
  for (let at = 0; (at = bytes.indexOf('504b0102', at, 'hex')) >= 0; at += 4) {
    for (const offset of [4, 5, 36, 37, 38, 39, 40, 41]) free.add(at + offset);
  }
  for (const [start, size] of [
    ['5554090003', 13],
    ['5554050003', 9],
  ] as const) {
    for (let at = 0; (at = bytes.indexOf(start, at, 'hex')) >= 0; at += size) {
      for (let offset = 0; offset < size; offset++) free.add(at + offset);
    }
  }
  return free;
}

/** Another value, and the other case of a letter, which some texts let pass. */
const MASKS = [0x01, 0x20];

/** Calls `each` with every byte changed, one at a time, in each of these ways. */
async function changed(
  bytes: Uint8Array,
  each: (bytes: Uint8Array, at: number, where: string) => Promise<void>,
) {
  for (let at = 0; at < bytes.length; at++) {
    for (const mask of MASKS) {
      const copy = bytes.slice();
      copy[at] = (copy[at] ?? 0) ^ mask;
      await each(copy, at, `byte ${at} ^ ${mask}`);
    }
  }
}

/** Refused by a code that says why, or not recognised any more. */
async function expectRefused(opening: Promise<unknown>, where: string): Promise<void> {
  const result = await opening.then(
    () => 'opened',
    (error: unknown) => error,
  );
  if (result instanceof Error && /^\d recognised$/.test(result.message)) return;
  expect(result, where).toBeInstanceOf(SealdropError);
  expect((result as SealdropError).code, where).toMatch(/^older-|^zip-/);
}

/** The files of a package, out of its ZIP or its folder. */
async function unpacked({ path }: Made): Promise<{ readonly path: string; readonly bytes: Uint8Array }[]> {
  const { files } = await diskFiles(join(older.folder, path));
  const inside = path.endsWith('.zip') ? await filesOfZip(files[0] as StoredFile) : files;
  return await Promise.all(inside.map(async (file) => ({ path: file.path, bytes: await readWhole(file) })));
}

const readWhole = (file: StoredFile) => readRange(file, 0, file.size);

/** The bytes of a text that one of these patterns matches. */
function within(bytes: Uint8Array, ...patterns: readonly RegExp[]): Set<number> {
  const text = Buffer.from(bytes).toString('latin1');
  const found = patterns.flatMap((pattern) => [...text.matchAll(pattern)]);
  return new Set(found.flatMap(({ index, 0: { length } }) => Array.from({ length }, (_, i) => index + i)));
}

const NAME = /(?<="original_name": ")[^"]*/g;
/** Space outside of what is stated, and the keys and values that nobody reads: "keys" where the key stands in a file of its own. */
const UNREAD = [
  /^ +|(?<=:) |\n/gm,
  /(?<=")(?:made_by|key_wrap_method)": "[^"]*/g,
  /(?<=")keys(?=": \{\s+"key_wrap_method)/g,
];
/** Line ends inside of a key. */
const LINES = /\\n/g;

describe('every single byte that is changed', () => {
  test('of a package is refused', async () => {
    const made = older.of('package-zip', SMALL);
    const [zip, keys] = [await bytesOf(made.path), await keysFor(older, made)];
    const free = sayNothing(zip);
    expect(free.size).toBe(8 * 3);
    await changed(zip, async (bytes, at, where) => {
      const opening = openOnly([memoryFile('a.zip', bytes)], keys);
      if (!free.has(at)) return expectRefused(opening, where);
      // They change nothing about what is in it.
      const { sha256, file } = await opening;
      expect([sha256, file.path]).toEqual([made.sha256, made.name]);
    });
  });

  test('of a package that is compressed, in a ZIP64, is refused or changes nothing', async () => {
    const made = older.of('package-lead', SMALL);
    const [zip, keys] = [await bytesOf(made.path), await keysFor(older, made)];
    const same = new Set<number>();
    await changed(zip, async (bytes, at, where) => {
      const opening = openOnly([memoryFile('a.zip', bytes)], keys);
      const opened = await opening.catch(() => null);
      if (!opened) return expectRefused(opening, where);
      same.add(at);
      expect([where, opened.sha256, opened.file.path]).toEqual([where, made.sha256, made.name]);
    });
    const free = sayNothing(zip);
    expect(free.size).toBe((8 + 13 + 9) * 4);
    // The version in the ZIP64 record, and the padding in a deflated stream: in its last byte, and before what it stores, whose
    // size stands there twice, once as its complement.
    const record = Buffer.from(zip).indexOf('504b0606', 0, 'hex');
    const view = new DataView(zip.buffer, zip.byteOffset);
    const isPadding = (at: number) =>
      view.getUint16(at + 1) === 0x504b || (view.getUint16(at + 1) ^ view.getUint16(at + 3)) === 0xffff;
    const others = [...same].filter((at) => !free.has(at) && !isPadding(at));
    expect(others).toEqual([12, 13, 14, 15].map((offset) => record + offset));
  });

  test.each(['package-zip', 'package-lead', 'package-folder'])(
    'of the files in a package, %s, is refused, but for its name and what nobody reads',
    async (kind) => {
      const made = older.of(kind, SMALL);
      const [files, keys] = [await unpacked(made), await keysFor(older, made)];
      for (const { path, bytes } of files) {
        const isPiece = path.includes('/chunk_');
        const others = files.filter((file) => file.path !== path);
        const named = within(bytes, NAME);
        const free = isPiece ? new Set() : within(bytes, ...UNREAD, LINES);
        await changed(bytes, async (now, at, where) => {
          const all = [...others.map((file) => memoryFile(file.path, file.bytes)), memoryFile(path, now)];
          const opening = openOnly(all, keys);
          const opened = await opening.catch(() => null);
          if (!opened) return expectRefused(opening, `${path}, ${where}`);
          // Nobody ever signed it.
          if (named.has(at)) return expect(opened.sha256).toBe(made.sha256);
          const text = Buffer.from(bytes.subarray(Math.max(0, at - 10), at + 10)).toString('latin1');
          expect([path, where, text, free.has(at)]).toEqual([path, where, text, true]);
          const folder = path.slice(0, path.lastIndexOf('/') + 1);
          expect([opened.sha256, opened.file.path]).toEqual([made.sha256, folder + made.name]);
        });
      }
    },
  );

  test('of an upload is refused before anything is decrypted', async () => {
    const made = older.of('upload-256', SMALL);
    const [sealed, keys] = [await bytesOf(made.path), await keysFor(older, made)];
    await changed(sealed, async (bytes, _, where) => {
      const opening = openOnly([memoryFile(made.path, bytes)], keys);
      await expect(opening, where).rejects.toMatchObject({ code: 'older-tag' });
    });
  });

  test('of a share opens as a share, which is never certain; where its two parts differ, it is doubtful', async () => {
    const made = older.of('share', SMALL);
    const paths = [made.path, made.path.replace(/\.enc$/, '.key.enc')];
    const publicKey = memoryFile(
      'ephemeral_public_key.pem',
      await bytesOf(`share-${SMALL}/ephemeral_public_key.pem`),
    );
    const names = ['a.enc', 'a.key.enc'];
    const [both, keys] = [await Promise.all(paths.map(bytesOf)), await keysFor(older, made)];
    for (const which of [0, 1]) {
      await changed(both[which] as Uint8Array, async (bytes, at) => {
        const files = names.map((name, i) => memoryFile(name, i === which ? bytes : (both[i] as Uint8Array)));
        const { file, sha256 } = await openOnly([...files, publicKey], keys);
        expect(file.doubtful).toBe(at < 16);
        // The vector of the key alone does not reach the content, but through the key.
        expect(sha256).not.toBe(made.sha256);
      });
    }
    await changed(await readWhole(publicKey), async (bytes, _, where) => {
      const files = names.map((name, i) => memoryFile(name, both[i] as Uint8Array));
      const opening = openOnly([...files, memoryFile(publicKey.path, bytes)], keys);
      // Another point on the curve is another key.
      const isShare = await opening.then(({ file }) => !file.doubtful).catch(() => false);
      if (!isShare) await expectRefused(opening, where);
    });
  });
});

test('every place at which a package, a share or an upload is cut is refused, but for the end of a share', async () => {
  const cuts = async (made: Made, others: readonly [string, string][]) => {
    const whole = await bytesOf(made.path);
    const files = await Promise.all(
      others.map(async ([name, path]) => memoryFile(name, await bytesOf(path))),
    );
    const keys = await keysFor(older, made);
    return {
      whole,
      open: (bytes: Uint8Array, name: string) => openOnly([memoryFile(name, bytes), ...files], keys),
    };
  };
  const zip = await cuts(older.of('package-zip', SMALL), []);
  for (let end = 4; end < zip.whole.length; end++) {
    await expectRefused(zip.open(zip.whole.slice(0, end), 'a.zip'), `ZIP, ${end} bytes`);
  }
  const upload = await cuts(older.of('upload-128', SMALL), []);
  for (let end = 0; end < upload.whole.length; end++) {
    await expectRefused(upload.open(upload.whole.slice(0, end), 'a.enc'), `upload, ${end} bytes`);
  }
  const beside: [string, string][] = [
    ['a.key.enc', `share-${SMALL}/shared ${SMALL}.bin.key.enc`],
    ['ephemeral_public_key.pem', `share-${SMALL}/ephemeral_public_key.pem`],
  ];
  const share = await cuts(older.of('share', SMALL), beside);
  for (let end = 0; end < share.whole.length; end++) {
    const opening = share.open(share.whole.slice(0, end), 'a.enc');
    if (end < 16) await expectRefused(opening, `share, ${end} bytes`);
    else expect((await opening).size).toBe(end - 16);
  }
});
