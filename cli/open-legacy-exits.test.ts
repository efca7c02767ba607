/** `sealdrop open-legacy`: what it refuses, each with an exit code of its own, and what it says then. docs/cli.md. */
import { chmod, cp, mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EVEN, legacyPlace, type Metadata, SIZE } from './legacy-place.test-data.ts';
import { legacy, type Ran } from './older.test-data.ts';

const place = legacyPlace();
const { key, out, written, open, packageCopy } = place;

/** Refused with this code, in words that name `about`; and nothing stands where files are written. */
async function expectRefused(running: Promise<Ran>, code: number, about: string | RegExp): Promise<void> {
  const ran = await running;
  expect([ran.code, ran.output, ran.error]).toEqual([code, '', expect.stringMatching(about)]);
  expect(await written()).toEqual(new Set());
}

/** As somebody to whom a file can be closed; root reads and writes everything. */
async function withoutRoot(run: () => Promise<Ran>): Promise<Ran> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  return await run().finally(() => isRoot && process.seteuid?.(0));
}

test('2: bad options; --help is none', async () => {
  for (const bad of [[], ['a', 'b'], ['a', '--keys', 'b'], ['a', '--key']]) {
    const { code, output, error } = await legacy(bad);
    expect([code, output, error]).toEqual([2, '', expect.stringContaining('usage:')]);
  }
  expect(await legacy(['--help'])).toMatchObject({ code: 0, error: '' });
});

test('3: nothing recognised', async () => {
  await expectRefused(open(join(place.older.folder, 'keys')), 3, 'skipped: pkcs8.pem');
});

test('4: no key', async () => {
  await expectRefused(
    open(join(place.older.folder, place.older.of('package-zip', SIZE).path), { key: null }),
    4,
    '--key',
  );
  // What belongs to it was left behind: that it has no whole blocks says nothing then.
  const share = join(place.folder, 'a.enc');
  await cp(join(place.older.folder, place.older.of('share', SIZE).path), share);
  await truncate(share, 1_001);
  await expectRefused(open(share), 4, 'NAME.key.enc and ephemeral_public_key.pem beside it');
  // Spaces alone are none.
  for (const fileKey of ['', ' \n'])
    await expectRefused(
      open(join(place.older.folder, place.older.of('upload-256', SIZE).path), { fileKey }),
      4,
      'FILE_KEY_BASE64',
    );
});

test('5: a key that is none', async () => {
  const path = join(place.older.folder, place.older.of('package-zip', SIZE).path);
  for (const name of ['p256', 'locked']) {
    await expectRefused(legacy([path, '--key', key(name), '--out', out()]), 5, name);
  }
  // It has no end.
  await expectRefused(legacy([path, '--key', '/dev/zero', '--out', out()]), 5, '/dev/zero');
  for (const fileKey of ['not base64!', 'QUJD', `${'A'.repeat(42)}B=`]) {
    await expectRefused(open(path, { fileKey }), 5, 'FILE_KEY_BASE64');
  }
});

test('6: another key', async () => {
  const path = join(place.older.folder, place.older.of('package-lead', SIZE).path);
  await expectRefused(legacy([path, '--key', key('other'), '--out', out()]), 6, 'another key');
});

test('7: a piece, or a part, that is missing', async () => {
  const copy = await packageCopy();
  await rm(join(copy, 'chunks/chunk_2.enc'));
  await expectRefused(open(copy), 7, 'chunks/chunk_2.enc is missing');
  await rm(join(copy, 'metadata.json'));
  await expectRefused(open(copy), 7, 'metadata.json is missing');
  const share = join(place.folder, 'share');
  await cp(join(place.older.folder, `share-${SIZE}`), share, { recursive: true });
  await rm(join(share, 'ephemeral_public_key.pem'));
  await expectRefused(open(share), 7, 'ephemeral_public_key.pem is missing');
});

test.each<[string, (metadata: Metadata) => void]>([
  ['their number', ({ file_info }) => (file_info['total_chunks'] = 3)],
  ['the size of all', ({ file_info }) => (file_info['original_size'] = SIZE + 1)],
  ['the size of one', ({ chunks }) => ((chunks[0] as Record<string, number>)['size'] = 1_048_575)],
  ['their order', ({ chunks }) => chunks.push(...chunks.splice(0, 1))],
  ['one that is listed twice', ({ chunks }) => chunks.push({ ...chunks[1] })],
])('8: wrong counts, orders and sizes: %s', async (_, change) => {
  await expectRefused(open(await packageCopy(change)), 8, 'metadata.json');
});

test('8: a key that is stated twice, and not the same', async () => {
  const other = Buffer.alloc(32, 7).toString('base64');
  const copy = await packageCopy();
  const wrap = JSON.parse(await readFile(join(copy, 'key_wrap.json'), 'utf8')) as Record<string, string>;
  const file = join(copy, 'metadata.json');
  const metadata = JSON.parse(await readFile(file, 'utf8')) as Metadata;
  const restate = (keys: Record<string, string | undefined>) =>
    writeFile(file, JSON.stringify({ ...metadata, keys }));
  await restate({ encrypted_key: other, encrypted_nonce: wrap['nonce'], encrypted_tag: wrap['tag'] });
  await expectRefused(open(copy), 8, 'key_wrap.json');
  await restate({
    ephemeral_public_key: await readFile(
      join(place.older.folder, `share-${SIZE}/ephemeral_public_key.pem`),
      'utf8',
    ),
  });
  await expectRefused(open(copy), 8, 'key_wrap.json');
  await restate(wrap);
  expect((await open(copy)).code).toBe(0);
});

test('8: a number of pieces, before each is looked at; 21: too many of them', async () => {
  const copy = await packageCopy(({ chunks }) => chunks.push({}, {}));
  await expectRefused(open(copy), 8, 'metadata.json');
  await rm(copy, { recursive: true });
  const many = await packageCopy(({ file_info, chunks }) => {
    file_info['total_chunks'] = 160_001;
    for (let i = chunks.length; i < 160_001; i++) chunks.push({});
  });
  await expectRefused(open(many), 21, '160,000 pieces');
});

test('8: a piece too many', async () => {
  const copy = await packageCopy();
  await cp(join(copy, 'chunks/chunk_1.enc'), join(copy, 'chunks/chunk_3.enc'));
  await expectRefused(open(copy), 8, 'metadata.json');
});

test('9: pieces that were swapped, alone or with what is said of them', async () => {
  const swap = async (copy: string) => {
    const names = [1, 2].map((n) => join(copy, `chunks/chunk_${n}.enc`));
    const [one, two] = await Promise.all(names.map((name) => readFile(name)));
    await writeFile(names[0] as string, two as Buffer);
    await writeFile(names[1] as string, one as Buffer);
  };
  const path = join(place.folder, 'package');
  await cp(join(place.older.folder, place.older.of('package-folder', EVEN).path), path, { recursive: true });
  await swap(path);
  await expectRefused(open(path), 9, 'chunks/chunk_1.enc: the checksum is another one');
  const file = join(path, 'metadata.json');
  const metadata = JSON.parse(await readFile(file, 'utf8')) as Metadata;
  const [one = {}, two = {}] = metadata.chunks;
  [one['iv'], two['iv']] = [two['iv'] ?? '', one['iv'] ?? ''];
  await writeFile(file, JSON.stringify(metadata));
  await expectRefused(open(path), 9, 'chunks/chunk_1.enc: the checksum is another one');
});

test('10: a tag that does not match, of a piece and of a whole file', async () => {
  const copy = await packageCopy();
  const file = join(copy, 'chunks/chunk_2.enc');
  const bytes = await readFile(file);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  await writeFile(file, bytes);
  // Though the first piece had been written by then.
  await expectRefused(open(copy), 10, 'chunks/chunk_2.enc');
  const made = place.older.of('upload-256', SIZE);
  const other = place.older.of('upload-192', SIZE);
  await expectRefused(open(join(place.older.folder, made.path), other), 10, made.path);
});

test('11: what was cut off', async () => {
  const copy = await packageCopy();
  await truncate(join(copy, 'chunks/chunk_2.enc'), 1_000);
  await expectRefused(open(copy), 11, 'chunks/chunk_2.enc');
  for (const kind of ['package-zip', 'upload-256'] as const) {
    const made = place.older.of(kind, SIZE);
    const cut = join(place.folder, made.path);
    await cp(join(place.older.folder, made.path), cut);
    await truncate(cut, SIZE - 7);
    await expectRefused(open(cut, made), 11, made.path);
  }
});

test('12: bad base64, bad JSON', async () => {
  const copy = await packageCopy(
    ({ chunks }) => ((chunks[0] as Record<string, string>)['iv'] = 'AAAA*AAAAAAAAAAA'),
  );
  await expectRefused(open(copy), 12, 'metadata.json');
  await writeFile(join(copy, 'metadata.json'), '{"file_info":');
  await expectRefused(open(copy), 12, 'metadata.json');
});

test.each(['../out.txt', '/etc/passwd', '..', 'a\\b', 'a/b', 'a\u0000b'])(
  '13: %j as a name',
  async (name) => {
    const copy = await packageCopy(({ file_info }) => (file_info['original_name'] = name));
    await expectRefused(open(copy), 13, 'names a place outside');
  },
);

test.each([
  [13, 'traversal-up'],
  [13, 'traversal-root'],
  [13, 'traversal-windows'],
  [13, 'traversal-drive'],
  [14, 'duplicate'],
  [15, 'bomb-declared'],
  [15, 'bomb-lying'],
  [15, 'bomb-overlapping'],
])('%i: a ZIP that is no honest one: %s', async (code, name) => {
  await expectRefused(open(join(place.older.folder, `bad/${name}.zip`)), code, `${name}.zip`);
});

test.each(['rsa-json', 'rsa-file'])('16: the generation before: %s', async (name) => {
  await expectRefused(open(join(place.older.folder, name)), 16, 'RSA-4096.*not supported');
});

test('17: a place that is taken, by a file, by a link that leads out, by a file as a folder', async () => {
  const made = place.older.of('package-zip', SIZE);
  await mkdir(out());
  await writeFile(join(out(), made.name), 'mine');
  const { code, error } = await open(join(place.older.folder, made.path));
  expect([code, error]).toEqual([17, expect.stringContaining('is there already')]);
  expect(await readFile(join(out(), made.name), 'utf8')).toBe('mine');
  expect(await written()).toEqual(new Set([made.name]));

  const elsewhere = join(place.folder, 'elsewhere');
  await mkdir(elsewhere);
  const input = join(place.folder, 'input');
  await cp(join(place.older.folder, `share-${SIZE}`), join(input, 'sub'), { recursive: true });
  await symlink(elsewhere, join(out(), 'sub'));
  expect((await open(input)).code).toBe(17);
  expect(await readdir(elsewhere)).toEqual([]);
  await rm(join(out(), 'sub'));
  await writeFile(join(out(), 'sub'), 'mine');
  expect((await open(input)).code).toBe(17);
  expect(await written()).toEqual(new Set(['sub', made.name]));
});

test('18: what cannot be read', async () => {
  await expectRefused(open(join(place.folder, 'nothing.zip')), 18, 'nothing.zip cannot be read');
  await expectRefused(legacy([place.folder, '--key', join(place.folder, 'no.pem')]), 18, 'no.pem');
  await expectRefused(open('s3://Not_A_Bucket/x'), 18, 'Not_A_Bucket');
});

test('18: a folder and metadata that cannot be read, and the others are opened', async () => {
  const input = join(place.folder, 'input');
  const made = place.older.of('package-zip', SIZE);
  await mkdir(join(input, 'closed'), { recursive: true });
  await mkdir(join(input, 'old'));
  await cp(join(place.older.folder, made.path), join(input, made.path));
  await writeFile(join(input, 'old/metadata.json'), '{"file_info":{}}');
  await symlink(join(input, 'closed/a.enc'), join(input, 'link.enc'));
  await writeFile(join(input, 'closed/a.enc'), '');
  await chmod(join(input, 'closed'), 0);
  await chmod(join(input, 'old/metadata.json'), 0);
  await cp(key(), join(place.folder, 'key.pem'));
  await chmod(place.folder, 0o777);
  const {
    code,
    output,
    error: said,
  } = await withoutRoot(() => legacy([input, '--key', join(place.folder, 'key.pem'), '--out', out()]));
  expect([code, output]).toEqual([18, expect.stringContaining(made.sha256)]);
  expect(said).toContain('closed cannot be read');
  expect(said).toContain('link.enc cannot be read');
  expect(said).toContain('old/metadata.json cannot be read');
  expect(said).toContain('1 of 4 opened.');
});

test('22: a folder that cannot be written, or cannot be made', async () => {
  const made = place.older.of('package-zip', 0);
  await cp(join(place.older.folder, made.path), join(place.folder, made.path));
  await cp(key(), join(place.folder, 'key.pem'));
  await mkdir(out());
  await chmod(out(), 0o555);
  await chmod(place.folder, 0o755);
  for (const target of [out(), join(out(), 'sub')]) {
    const parameters = [
      join(place.folder, made.path),
      '--key',
      join(place.folder, 'key.pem'),
      '--out',
      target,
    ];
    const { code, output, error } = await withoutRoot(() => legacy(parameters));
    expect([code, output, error]).toEqual([22, '', expect.stringContaining('cannot be written')]);
  }
  expect(await written()).toEqual(new Set());
});

test('the first failure decides, and what can be opened is', async () => {
  const both = join(place.folder, 'both');
  await cp(await packageCopy(({ file_info }) => (file_info['total_chunks'] = 3)), join(both, 'a'), {
    recursive: true,
  });
  const made = place.older.of('package-zip', SIZE);
  await cp(join(place.older.folder, made.path), join(both, made.path));
  const { code, output, error } = await open(both);
  expect([code, output]).toEqual([8, expect.stringContaining(made.sha256)]);
  expect(error).toContain('1 of 2 opened.');
  expect(await written()).toEqual(new Set([made.name]));
});
