/** `sealdrop open-legacy`: what it writes into a folder, what it says, and how it behaves as a program. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { makeZip } from 'client-zip';
import { describe, expect, onTestFinished, test } from 'vitest';
import { legacyPlace, SIZE } from './legacy-place.test-data.ts';
import { makeOlder } from './older.test-data.ts';

const place = legacyPlace();
const { key, out, written, open, packageCopy } = place;

describe('what it opens', () => {
  test('a folder with all kinds, each file once, and names what it left alone', async () => {
    const { fileKey } = place.older.of('upload-256', SIZE);
    const all = join(place.folder, 'all');
    const wanted = place.older.made.filter(({ kind }) => !/^upload-(?:192|128)$/.test(kind));
    for (const { path } of wanted) {
      const [top = path] = path.split('/');
      await cp(join(place.older.folder, top), join(all, top), { recursive: true });
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
    const made = place.older.of('share', SIZE);
    const copy = join(place.folder, 'share');
    await cp(join(place.older.folder, `share-${SIZE}`), copy, { recursive: true });
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
    const made = place.older.of('upload-256', SIZE);
    const input = join(place.folder, 'input');
    await mkdir(input);
    // The same name in Latin-1 and in UTF-8.
    for (const name of ['fc', 'c3bc']) {
      const copy = Buffer.concat([Buffer.from(`${input}/`), Buffer.from(name, 'hex'), Buffer.from('.enc')]);
      await copyFile(join(place.older.folder, made.path), copy);
    }
    await symlink(join(input, 'nowhere'), join(input, 'broken.enc'));
    await symlink(place.older.folder, join(input, 'elsewhere'));
    const socket = createServer().listen(join(input, 'socket.enc'));
    onTestFinished(() => void socket.close());
    await once(socket, 'listening');
    const { code, error } = await open(input, { fileKey: made.fileKey });
    expect([code, await written()]).toEqual([0, new Set(['\u00FC', '_\u00FC'])]);
    for (const name of ['broken.enc', 'elsewhere', 'socket.enc'])
      expect(error).toContain(`skipped: ${name}\n`);
  });

  test('no hidden file and no hidden folder comes of a ZIP, whoever named them', async () => {
    const share = place.older.of('share', 0);
    const inputs = ['.enc', '.key.enc'].map(async (ending) => ({
      name: `.ssh/authorized_keys${ending}`,
      input: await readFile(join(place.older.folder, share.path.replace(/\.enc$/, ending))),
    }));
    const publicKey = await readFile(join(place.older.folder, 'share-0/ephemeral_public_key.pem'));
    const entries = [...(await Promise.all(inputs)), { name: 'ephemeral_public_key.pem', input: publicKey }];
    const zip = new Uint8Array(await new Response(makeZip(entries)).arrayBuffer());
    await mkdir(join(place.folder, 'input/.config'), { recursive: true });
    await writeFile(join(place.folder, 'input/.config/a.zip'), zip);
    const { code } = await open(join(place.folder, 'input'));
    const folders = ['_.config', '_.config/_.ssh'];
    expect([code, await written()]).toEqual([0, new Set([...folders, '_.config/_.ssh/authorized_keys'])]);
  });

  test('names that are too long for a disk are cut before their ending, and numbered', async () => {
    const name = `${'\u9577'.repeat(90)}.pdf`;
    const copy = await packageCopy(({ file_info }) => (file_info['original_name'] = name));
    const names = (await readdir(copy, { recursive: true })).filter((one) => /\.\w+$/.test(one));
    const zip = makeZip(
      await Promise.all(names.map(async (one) => ({ name: one, input: await readFile(join(copy, one)) }))),
    );
    const bytes = new Uint8Array(await new Response(zip).arrayBuffer());
    const input = join(place.folder, 'input');
    await mkdir(input);
    for (const one of ['a.zip', 'b.zip']) await writeFile(join(input, one), bytes);
    const { code } = await open(input);
    const cut = '\u9577'.repeat(78);
    expect([code, await written()]).toEqual([0, new Set([`${cut}.pdf`, `${cut} (2).pdf`])]);
  });

  test('two of one name stand beside each other', async () => {
    const both = join(place.folder, 'both');
    const made = place.older.of('package-zip', 0);
    await mkdir(both);
    for (const name of ['a.zip', 'b.zip']) await cp(join(place.older.folder, made.path), join(both, name));
    const { code } = await open(both);
    expect([code, await written()]).toEqual([0, new Set([made.name.replace('.bin', ' (2).bin'), made.name])]);
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
    const made = place.older.of('upload-128', SIZE);
    const child = program(
      ['open-legacy', join(place.older.folder, made.path), '--out', out()],
      made.fileKey ?? '',
    );
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    expect(await end(child)).toBe(0);
    expect(output).toBe(`${made.sha256}  ${join(out(), made.name)}\n`);
  });

  test('knows no other command', async () => {
    expect(await end(program(['open']))).toBe(2);
  });

  test('ends without a word when nobody reads its output any more', async () => {
    const path = join(place.older.folder, place.older.of('package-zip', SIZE).path);
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
