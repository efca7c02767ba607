/** `sealdrop open-legacy`: what it writes, what it says, and the code that it exits with for each cause. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeZip } from 'client-zip';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { legacy, type Made, type MadeFolder, makeOlder, type Ran } from './older.test-data.ts';

const SIZE = 1_500_000;
/** Two pieces of one size. */
const EVEN = 2 * 1_048_576;

let older: MadeFolder;
/** Empty before each test. */
let folder: string;
beforeAll(async () => {
  older = await makeOlder([0, SIZE, EVEN]);
});
afterAll(() => older.remove());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-legacy-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const key = (name = 'pkcs8') => join(older.folder, `keys/${name}.pem`);
const out = () => join(folder, 'out');
/** What stands there, in no order. */
const written = async () => new Set(await readdir(out(), { recursive: true }).catch(() => []));

function open(path: string, made: Partial<Made> = {}): Promise<Ran> {
  const parameters = made.key === null ? [] : ['--key', key()];
  return legacy([path, ...parameters, '--out', out()], {
    FILE_KEY_BASE64: made.fileKey ?? '',
  });
}

/** A copy of a package as a folder, whose metadata `change` may change. */
async function packageCopy(change: (metadata: Metadata) => void = () => {}): Promise<string> {
  const copy = join(folder, 'package');
  await cp(join(older.folder, older.of('package-folder', SIZE).path), copy, { recursive: true });
  const file = join(copy, 'metadata.json');
  const metadata = JSON.parse(await readFile(file, 'utf8')) as Metadata;
  change(metadata);
  await writeFile(file, JSON.stringify(metadata));
  return copy;
}

interface Metadata {
  readonly file_info: Record<string, string | number>;
  readonly chunks: Record<string, string | number>[];
}

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

describe('what it opens', () => {
  test('a folder with all kinds, each file once, and names what it left alone', async () => {
    const { fileKey } = older.of('upload-256', SIZE);
    const all = join(folder, 'all');
    const wanted = older.made.filter(({ kind }) => !/^upload-(?:192|128)$/.test(kind));
    for (const { path } of wanted) {
      const [top = path] = path.split('/');
      await cp(join(older.folder, top), join(all, top), { recursive: true });
    }
    await cp(key(), join(all, 'mine.pem'));
    await writeFile(join(all, 'metadata.json'), '{"name":"of another program"}');
    const { code, output, error } = await open(all, { fileKey });
    expect([code, error]).toEqual([
      0,
      expect.stringContaining(`${wanted.length} of ${wanted.length} opened.`),
    ]);
    const digests = output.trim().split('\n');
    expect(digests.map((line) => line.slice(0, 64)).sort()).toEqual(
      wanted.map(({ sha256 }) => sha256).sort(),
    );
    for (const name of ['mine.pem', 'metadata.json']) expect(error).toContain(`skipped: ${name}\n`);
    const names = [...(await written())];
    expect(names.filter((name) => name.endsWith('.bin'))).toHaveLength(wanted.length);
    expect(names.filter((name) => name.includes('.part'))).toEqual([]);
  });

  test('says before and after what was never authenticated, on standard error, and where a share was changed', async () => {
    const made = older.of('share', SIZE);
    const copy = join(folder, 'share');
    await cp(join(older.folder, `share-${SIZE}`), copy, { recursive: true });
    const file = join(copy, `${made.name}.enc`);
    const bytes = await readFile(file);
    bytes[1_000] = (bytes[1_000] ?? 0) ^ 1;
    await writeFile(file, bytes);
    const changed = await open(file);
    expect(changed.code).toBe(0);
    expect(changed.output).not.toContain(made.sha256);
    const lines = changed.error.split('\n');
    expect(lines[0]).toContain('Nothing in its files is authenticated');
    expect(changed.error).toMatch(/out\/.*: not authenticated: .* nobody can tell\n/);
    expect(changed.error).toContain('If the sender states a SHA-256');
    await rm(out(), { recursive: true });
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    await writeFile(file, bytes);
    expect((await open(file)).error).toContain('CHANGED');
  });

  test('names that are no UTF-8 open by their bytes; what is no file is named and left alone', async () => {
    const made = older.of('upload-256', SIZE);
    const input = join(folder, 'input');
    await mkdir(input);
    // The same name in Latin-1 and in UTF-8.
    for (const name of ['fc', 'c3bc']) {
      const place = Buffer.concat([Buffer.from(`${input}/`), Buffer.from(name, 'hex'), Buffer.from('.enc')]);
      await copyFile(join(older.folder, made.path), place);
    }
    await symlink(join(input, 'nowhere'), join(input, 'broken.enc'));
    await symlink(older.folder, join(input, 'elsewhere'));
    const socket = createServer().listen(join(input, 'socket.enc'));
    onTestFinished(() => void socket.close());
    await once(socket, 'listening');
    const { code, error } = await open(input, { fileKey: made.fileKey });
    expect([code, await written()]).toEqual([0, new Set(['\u00FC', '_\u00FC'])]);
    for (const name of ['broken.enc', 'elsewhere', 'socket.enc'])
      expect(error).toContain(`skipped: ${name}\n`);
  });

  test('names that are too long for a disk are cut before their ending, and numbered', async () => {
    const name = `${'\u9577'.repeat(90)}.pdf`;
    const copy = await packageCopy(({ file_info }) => (file_info['original_name'] = name));
    const names = (await readdir(copy, { recursive: true })).filter((one) => /\.\w+$/.test(one));
    const zip = makeZip(
      await Promise.all(names.map(async (one) => ({ name: one, input: await readFile(join(copy, one)) }))),
    );
    const bytes = new Uint8Array(await new Response(zip).arrayBuffer());
    const input = join(folder, 'input');
    await mkdir(input);
    for (const one of ['a.zip', 'b.zip']) await writeFile(join(input, one), bytes);
    const { code } = await open(input);
    const cut = '\u9577'.repeat(78);
    expect([code, await written()]).toEqual([0, new Set([`${cut}.pdf`, `${cut} (2).pdf`])]);
  });

  test('two of one name stand beside each other', async () => {
    const both = join(folder, 'both');
    const made = older.of('package-zip', 0);
    await mkdir(both);
    for (const name of ['a.zip', 'b.zip']) await cp(join(older.folder, made.path), join(both, name));
    const { code } = await open(both);
    expect([code, await written()]).toEqual([0, new Set([made.name.replace('.bin', ' (2).bin'), made.name])]);
  });
});

describe('what it refuses, each with an exit code of its own', () => {
  test('2: bad options; --help is none', async () => {
    for (const bad of [[], ['a', 'b'], ['a', '--keys', 'b'], ['a', '--key']]) {
      const { code, output, error } = await legacy(bad);
      expect([code, output, error]).toEqual([2, '', expect.stringContaining('usage:')]);
    }
    expect(await legacy(['--help'])).toMatchObject({ code: 0, error: '' });
  });

  test('3: nothing recognised', async () => {
    await expectRefused(open(join(older.folder, 'keys')), 3, 'skipped: pkcs8.pem');
  });

  test('4: no key', async () => {
    await expectRefused(
      open(join(older.folder, older.of('package-zip', SIZE).path), { key: null }),
      4,
      '--key',
    );
    // Spaces alone are none.
    for (const fileKey of ['', ' \n'])
      await expectRefused(
        open(join(older.folder, older.of('upload-256', SIZE).path), { fileKey }),
        4,
        'FILE_KEY_BASE64',
      );
  });

  test('5: a key that is none', async () => {
    const path = join(older.folder, older.of('package-zip', SIZE).path);
    for (const name of ['p256', 'locked']) {
      await expectRefused(legacy([path, '--key', key(name), '--out', out()]), 5, name);
    }
    for (const fileKey of ['not base64!', 'QUJD', `${'A'.repeat(42)}B=`]) {
      await expectRefused(open(path, { fileKey }), 5, 'FILE_KEY_BASE64');
    }
  });

  test('6: another key', async () => {
    const path = join(older.folder, older.of('package-lead', SIZE).path);
    await expectRefused(legacy([path, '--key', key('other'), '--out', out()]), 6, 'another key');
  });

  test('7: a piece, or a part, that is missing', async () => {
    const copy = await packageCopy();
    await rm(join(copy, 'chunks/chunk_2.enc'));
    await expectRefused(open(copy), 7, 'chunks/chunk_2.enc is missing');
    await rm(join(copy, 'metadata.json'));
    await expectRefused(open(copy), 7, 'metadata.json is missing');
    const share = join(folder, 'share');
    await cp(join(older.folder, `share-${SIZE}`), share, { recursive: true });
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
        join(older.folder, `share-${SIZE}/ephemeral_public_key.pem`),
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
    const path = join(folder, 'package');
    await cp(join(older.folder, older.of('package-folder', EVEN).path), path, { recursive: true });
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
    const made = older.of('upload-256', SIZE);
    const other = older.of('upload-192', SIZE);
    await expectRefused(open(join(older.folder, made.path), other), 10, made.path);
  });

  test('11: what was cut off', async () => {
    const copy = await packageCopy();
    await truncate(join(copy, 'chunks/chunk_2.enc'), 1_000);
    await expectRefused(open(copy), 11, 'chunks/chunk_2.enc');
    for (const kind of ['package-zip', 'upload-256'] as const) {
      const made = older.of(kind, SIZE);
      const cut = join(folder, made.path);
      await cp(join(older.folder, made.path), cut);
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
    await expectRefused(open(join(older.folder, `bad/${name}.zip`)), code, `${name}.zip`);
  });

  test.each(['rsa-json', 'rsa-file'])('16: the generation before: %s', async (name) => {
    await expectRefused(open(join(older.folder, name)), 16, 'RSA-4096.*not supported');
  });

  test('17: a place that is taken, by a file, by a link that leads out, by a file as a folder', async () => {
    const made = older.of('package-zip', SIZE);
    await mkdir(out());
    await writeFile(join(out(), made.name), 'mine');
    const { code, error } = await open(join(older.folder, made.path));
    expect([code, error]).toEqual([17, expect.stringContaining('is there already')]);
    expect(await readFile(join(out(), made.name), 'utf8')).toBe('mine');
    expect(await written()).toEqual(new Set([made.name]));

    const elsewhere = join(folder, 'elsewhere');
    await mkdir(elsewhere);
    const input = join(folder, 'input');
    await cp(join(older.folder, `share-${SIZE}`), join(input, 'sub'), { recursive: true });
    await symlink(elsewhere, join(out(), 'sub'));
    expect((await open(input)).code).toBe(17);
    expect(await readdir(elsewhere)).toEqual([]);
    await rm(join(out(), 'sub'));
    await writeFile(join(out(), 'sub'), 'mine');
    expect((await open(input)).code).toBe(17);
    expect(await written()).toEqual(new Set(['sub', made.name]));
  });

  test('18: what cannot be read', async () => {
    await expectRefused(open(join(folder, 'nothing.zip')), 18, 'nothing.zip cannot be read');
    await expectRefused(legacy([folder, '--key', join(folder, 'no.pem')]), 18, 'no.pem');
    await expectRefused(open('s3://Not_A_Bucket/x'), 18, 'Not_A_Bucket');
  });

  test('18: a folder and metadata that cannot be read, and the others are opened', async () => {
    const input = join(folder, 'input');
    const made = older.of('package-zip', SIZE);
    await mkdir(join(input, 'closed'), { recursive: true });
    await mkdir(join(input, 'old'));
    await cp(join(older.folder, made.path), join(input, made.path));
    await writeFile(join(input, 'old/metadata.json'), '{"file_info":{}}');
    await symlink(join(input, 'closed/a.enc'), join(input, 'link.enc'));
    await writeFile(join(input, 'closed/a.enc'), '');
    await chmod(join(input, 'closed'), 0);
    await chmod(join(input, 'old/metadata.json'), 0);
    await cp(key(), join(folder, 'key.pem'));
    await chmod(folder, 0o777);
    const {
      code,
      output,
      error: said,
    } = await withoutRoot(() => legacy([input, '--key', join(folder, 'key.pem'), '--out', out()]));
    expect([code, output]).toEqual([18, expect.stringContaining(made.sha256)]);
    expect(said).toContain('closed cannot be read');
    expect(said).toContain('link.enc cannot be read');
    expect(said).toContain('old/metadata.json cannot be read');
    expect(said).toContain('1 of 4 opened.');
  });

  test('22: a folder that cannot be written, or cannot be made', async () => {
    const made = older.of('package-zip', 0);
    await cp(join(older.folder, made.path), join(folder, made.path));
    await cp(key(), join(folder, 'key.pem'));
    await mkdir(out());
    await chmod(out(), 0o555);
    await chmod(folder, 0o755);
    for (const place of [out(), join(out(), 'sub')]) {
      const parameters = [join(folder, made.path), '--key', join(folder, 'key.pem'), '--out', place];
      const { code, output, error } = await withoutRoot(() => legacy(parameters));
      expect([code, output, error]).toEqual([22, '', expect.stringContaining('cannot be written')]);
    }
    expect(await written()).toEqual(new Set());
  });

  test('the first failure decides, and what can be opened is', async () => {
    const both = join(folder, 'both');
    await cp(await packageCopy(({ file_info }) => (file_info['total_chunks'] = 3)), join(both, 'a'), {
      recursive: true,
    });
    const made = older.of('package-zip', SIZE);
    await cp(join(older.folder, made.path), join(both, made.path));
    const { code, output, error } = await open(both);
    expect([code, output]).toEqual([8, expect.stringContaining(made.sha256)]);
    expect(error).toContain('1 of 2 opened.');
    expect(await written()).toEqual(new Set([made.name]));
  });
});

describe('as a program', () => {
  const program = (parameters: string[], fileKey = '') =>
    spawn(process.execPath, ['scripts/sealdrop.mjs', ...parameters], {
      env: { ...process.env, FILE_KEY_BASE64: fileKey },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const end = (child: ChildProcess) => new Promise<number | null>((resolve) => child.on('close', resolve));

  test('takes the key from the environment and prints what sha256sum reads', async () => {
    const made = older.of('upload-128', SIZE);
    const child = program(['open-legacy', join(older.folder, made.path), '--out', out()], made.fileKey ?? '');
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    expect(await end(child)).toBe(0);
    expect(output).toBe(`${made.sha256}  ${join(out(), made.name)}\n`);
  });

  test('knows no other command', async () => {
    expect(await end(program(['open']))).toBe(2);
  });

  test('ends without a word when nobody reads its output any more', async () => {
    const path = join(older.folder, older.of('package-zip', SIZE).path);
    const child = spawn(
      process.execPath,
      ['scripts/sealdrop.mjs', 'open-legacy', path, '--key', key(), '--out', out()],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    child.stdout.destroy();
    let error = '';
    child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
    expect([await end(child), error]).toEqual([141, expect.not.stringContaining('EPIPE')]);
  });

  test('leaves nothing half written when it is ended', async () => {
    const { folder: large, remove, of } = await makeOlder([20_000_000]);
    const upload = of('upload-256', 20_000_000);
    const child = program(['open-legacy', join(large, upload.path), '--out', out()], upload.fileKey ?? '');
    const ended = end(child);
    while ((await written()).size === 0 && child.exitCode === null)
      await new Promise((go) => setTimeout(go, 5));
    expect([...(await written())].join()).toMatch(/^\.sealdrop-[0-9a-f]{16}\.part$/);
    child.kill('SIGTERM');
    expect(await ended).toBe(143);
    expect(await written()).toEqual(new Set());
    await remove();
  });
});
