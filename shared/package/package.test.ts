/** Packages: what is written is read, every single byte of one is looked at, and what a stranger can make of one is refused. */
import { beforeAll, describe, expect, it } from 'vitest';
import { crc32 } from '../archive/crc32.ts';
import { type Bytes, concat, equal, random, sha256, toHex, utf8 } from '../bytes.ts';
import { type ErrorCode, SealdropError } from '../errors.ts';
import { allOf, checkWhole, inMemory, openWhole, packed } from './package.test-data.ts';
import { zippedEntries } from './package-entries.ts';
import { CHUNK_SIZE } from './package-texts.ts';
import { localHeader, zipEnd } from './package-zip.ts';
import { readPackage } from './read-package.ts';
import { writePackage } from './write-package.ts';

async function codeOf(work: Promise<unknown>): Promise<ErrorCode | 'fine'> {
  return await work.then(
    () => 'fine' as const,
    (error: unknown) => {
      if (error instanceof SealdropError) return error.code;
      throw error;
    },
  );
}

describe('a package', () => {
  it.each([0, 1, 4_096, 3 * CHUNK_SIZE, 9 * CHUNK_SIZE + 17])('of %i bytes opens to them', async (size) => {
    const plain = random(size);
    const { share, zip } = await packed(plain);
    expect(equal(await openWhole(inMemory(zip), share.linkSecret), plain)).toBe(true);
  });
});

describe('a small package', () => {
  let small: Awaited<ReturnType<typeof packed>>;
  beforeAll(async () => {
    small = await packed(utf8('small'));
  });

  it('is refused with any single byte changed, without a key already', async () => {
    const { zip } = small;
    const changed = zip.slice();
    const taken: number[] = [];
    for (let at = 0; at < zip.length; at++) {
      changed[at] = (zip[at] as number) ^ (1 << (at % 8));
      if ((await codeOf(checkWhole(inMemory(changed)))) === 'fine') taken.push(at);
      changed[at] = zip[at] as number;
    }
    expect(taken).toEqual([]);
    expect(await codeOf(checkWhole(inMemory(changed)))).toBe('fine');
  });

  it('is refused cut anywhere, and with anything behind it or in front', async () => {
    const { share, zip } = small;
    const open = (bytes: Bytes) => codeOf(openWhole(inMemory(bytes), share.linkSecret));
    const kept: number[] = [];
    for (let size = 0; size < zip.length; size += 13) {
      const code = await open(zip.slice(0, size));
      if (!['package-cut', 'package-unknown'].includes(code)) kept.push(size);
    }
    expect(kept).toEqual([]);
    expect(await open(concat(zip, Uint8Array.of(0)))).not.toBe('fine');
    expect(await open(concat(Uint8Array.of(0), zip))).not.toBe('fine');
  });
});

interface Loose {
  readonly name: string;
  readonly content: Bytes;
}

/** A ZIP by our own writer of whatever entries: each header fits its content. */
function zipOf(entries: readonly Loose[]): Promise<Bytes> {
  const list = entries.map(({ name, content }) => ({ name, size: content.length, crc: crc32(content) }));
  async function* all() {
    for (const [i, { content }] of entries.entries()) {
      yield localHeader(list[i] as (typeof list)[number]);
      yield content;
    }
    yield* zipEnd(list);
  }
  return allOf(all());
}

describe('what a stranger makes of a package', () => {
  let share: Awaited<ReturnType<typeof packed>>['share'];
  let entries: Loose[];
  beforeAll(async () => {
    const made = await packed(random(2 * CHUNK_SIZE));
    ({ share } = made);
    const all = await zippedEntries(inMemory(made.zip));
    const names = ['Chunks/chunk_1.enc', 'Chunks/chunk_2.enc', 'Chunks/chunk_3.enc'];
    names.push('encrypted_keys.bin', 'manifest.bin', 'metadata.json', 'checksums.txt');
    entries = await Promise.all(names.map(async (name) => ({ name, content: await all.read(name) })));
  });

  const open = async (list: readonly Loose[]) =>
    await codeOf(openWhole(inMemory(await zipOf(list)), share.linkSecret));
  const named = (name: string): Bytes => entries.find((entry) => entry.name === name)?.content as Bytes;
  const instead = (name: string, content: Bytes): Loose[] =>
    entries.map((entry) => (entry.name === name ? { name, content } : entry));
  const text = (name: string, change: (text: string) => string): Loose[] =>
    instead(name, utf8(change(new TextDecoder().decode(named(name)))));

  it('is taken where it is the same', async () => {
    expect(await open(entries)).toBe('fine');
  });

  it.each([
    ['../up.enc', 'package-name'],
    ['/etc/passwd', 'package-name'],
    ['C:/autoexec.bat', 'package-name'],
    ['Chunks/../../up.enc', 'package-name'],
    ['readme.txt', 'package-surplus'],
    ['Chunks/chunk_01.enc', 'package-surplus'],
    ['Chunks/chunk_5.enc', 'package-missing'],
    ['Chunks/chunk_1.enc', 'package-twice'],
    ['manifest.bin', 'package-twice'],
  ] as const)('%s added: %s', async (name, code) => {
    expect(await open([...entries, { name, content: utf8('x') }])).toBe(code);
  });

  it.each([
    'Chunks/chunk_1.enc',
    'Chunks/chunk_2.enc',
    'encrypted_keys.bin',
    'manifest.bin',
    'metadata.json',
    'checksums.txt',
  ])('%s taken away', async (name) => {
    expect(await open(entries.filter((entry) => entry.name !== name))).toBe('package-missing');
  });

  it('another order', async () => {
    expect(await open(entries.toReversed())).toBe('package-altered');
  });

  it('two chunks swapped', async () => {
    const [one, two] = [named('Chunks/chunk_1.enc'), named('Chunks/chunk_2.enc')];
    const swapped = entries.map((entry) => {
      if (entry.name === 'Chunks/chunk_1.enc') return { ...entry, content: two };
      return entry.name === 'Chunks/chunk_2.enc' ? { ...entry, content: one } : entry;
    });
    expect(await open(swapped)).toBe('package-checksum');
  });

  it('another checksum of a chunk, of the header, of the manifest', async () => {
    const other = (line: number) => (all: string) =>
      all
        .split('\n')
        .map((one, i) => (i === line ? `${'0'.repeat(64)}${one.slice(64)}` : one))
        .join('\n');
    expect(await open(text('checksums.txt', other(0)))).toBe('package-mismatch');
    expect(await open(text('checksums.txt', other(3)))).toBe('package-checksum');
    expect(await open(text('checksums.txt', other(4)))).toBe('package-checksum');
    expect(await open(text('checksums.txt', (all) => all.replaceAll('  ', ' *')))).toBe('package-mismatch');
  });

  it.each([
    ['"total_chunks": 3', '"total_chunks": 2'],
    ['"version": 1', '"version": 2'],
    ['"keys": null', '"keys": {}'],
    ['  "chunks"', ' "chunks"'],
  ])('metadata that says %s otherwise', async (before, after) => {
    const changed = text('metadata.json', (all) => all.replace(before, after));
    expect(await open(changed)).toBe('package-checksum');
  });

  it('a later version of metadata, with its checksum', async () => {
    const metadata = utf8('{\n  "format": "sealdrop-package",\n  "version": 2,\n  "new": true\n}\n');
    const digest = toHex(await sha256(metadata));
    const checksums = new TextDecoder().decode(named('checksums.txt'));
    const changed = checksums.replace(/[0-9a-f]{64}(?= {2}metadata)/, digest);
    const list = instead('checksums.txt', utf8(changed)).map((entry) =>
      entry.name === 'metadata.json' ? { ...entry, content: metadata } : entry,
    );
    expect(await open(list)).toBe('needs-newer');
  });

  it('the header or manifest of another share, with all checksums made anew', async () => {
    const other = await packed(random(2 * CHUNK_SIZE));
    const theirs = await zippedEntries(inMemory(other.zip));
    expect(await open(instead('manifest.bin', await theirs.read('manifest.bin')))).toBe('package-checksum');
    const mixed = await Promise.all(
      entries.map(async ({ name, content }) => ({
        name,
        content: name.startsWith('Chunks/') ? content : await theirs.read(name),
      })),
    );
    expect(await codeOf(openWhole(inMemory(await zipOf(mixed)), other.share.linkSecret))).toBe(
      'package-checksum',
    );
  });

  it('a body of another share under this header and manifest: only the signed digests tell', async () => {
    const other = await packed(random(2 * CHUNK_SIZE));
    async function* body() {
      yield other.share.object;
    }
    const head = async () => ({ header: share.header, manifest: share.sealed });
    const zip = await allOf(writePackage(body(), head));
    await expect(readPackage(await zippedEntries(inMemory(zip)))).resolves.toBeDefined();
    expect(await codeOf(openWhole(inMemory(zip), share.linkSecret))).toBe('damaged');
  });

  it('something else altogether', async () => {
    expect(await open([{ name: 'a.txt', content: utf8('a') }])).toBe('package-unknown');
    expect(await codeOf(openWhole(inMemory(random(5_000)), share.linkSecret))).toBe('package-unknown');
    expect(await codeOf(openWhole(inMemory(new Uint8Array(0)), share.linkSecret))).toBe('package-unknown');
  });
});
