/** What the command line sends, browsers open, and the other way round: by link, for named people, through kills. */
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { bodyGeometry, plainPart } from '../shared/crypto/body.ts';
import { cliPerson } from './cli.ts';
import { test } from './counted.ts';
import { makeFile, makeFolder, sha256OfFile } from './files.ts';
import { expect } from './fixtures.ts';
import { button, contactLink, createKey, inboxArticle } from './people-steps.ts';
import { fileList, openShare, savedDigest, send } from './steps.ts';

/** Milliseconds for what makes files durable, on a disk that others use. */
const WAIT = 120_000;

test('a folder sent by the command line opens in a browser, byte for byte', async ({
  recipient,
  folder,
  server,
}) => {
  const paths = (await makeFolder(folder, 'papers')).slice(0, 3);
  const cli = cliPerson(join(folder, 'cli'), server.origin);
  const { stdout, stderr } = await cli.run(['send', join(folder, 'papers'), '--message', 'As promised']);
  // The link alone, whatever else was said.
  expect(stdout).toMatch(/^http:\/\/localhost:\d+\/s\/[\w-]{22}#[1-9A-HJ-NP-Za-km-z]+\n$/);
  expect(stderr).not.toContain(stdout.trim());
  await openShare(recipient, stdout.trim());
  await expect(recipient.getByText('As promised', { exact: true })).toBeVisible();
  for (const path of paths)
    expect(await savedDigest(recipient, path)).toBe(await sha256OfFile(join(folder, path)));
});

test('a folder sent by a browser opens on the command line, names and all', async ({
  sender,
  folder,
  server,
}) => {
  const paths = await makeFolder(folder, 'papers');
  const link = await send(sender, join(folder, 'papers'), 'Folder to send');
  const out = join(folder, 'out');
  const cli = cliPerson(join(folder, 'cli'), server.origin);
  await cli.run(['open', link, '--out', out]);
  expect((await readdir(out, { recursive: true })).filter((path) => path.endsWith('.txt')).length).toBe(
    paths.length,
  );
  for (const path of paths)
    expect(await readFile(join(out, path))).toEqual(await readFile(join(folder, path)));
  // Nothing else is left there.
  expect(await readdir(out)).toEqual(['papers']);
});

test('a passphrase that the command line sets is asked for by the browser', async ({
  recipient,
  folder,
  server,
}) => {
  const file = await makeFile(folder, 'secret.bin', 100_000);
  const cli = cliPerson(join(folder, 'cli'), server.origin, 'of the share');
  const { stdout } = await cli.run(['send', file, '--passphrase']);
  await recipient.goto(stdout.trim());
  await recipient.getByLabel('Passphrase', { exact: true }).fill('of the share');
  await button(recipient, 'Unlock').click();
  await expect(fileList(recipient)).toBeVisible();
  expect(await savedDigest(recipient, 'secret.bin')).toBe(await sha256OfFile(file));
});

test('named shares open both ways, with nothing secret in the address', async ({
  sender: ada,
  folder,
  server,
}) => {
  const cli = cliPerson(join(folder, 'cli'), server.origin);
  await createKey(ada, 'Ada', folder);
  const adas = await contactLink(ada, 'Ada');
  await cli.run(['keygen', 'Bob']);
  await cli.run(['contact', 'add', 'Ada', adas]);
  const file = await makeFile(folder, 'for-ada.bin', 300_000);
  const { stdout } = await cli.run(['send', file, '--to', 'Ada']);
  expect(stdout).toMatch(/\/s\/[\w-]{22}\n$/);
  await openShare(ada, stdout.trim());
  expect(await savedDigest(ada, 'for-ada.bin')).toBe(await sha256OfFile(file));
  // Who has the address and another key sees nothing.
  const other = cliPerson(join(folder, 'other'), server.origin);
  await other.run(['keygen', 'Mallory']);
  expect((await other.start(['open', stdout.trim(), '--out', join(folder, 'no')]).ended).code).toBe(34);
});

test('an upload that was killed goes on with what the store has not acknowledged, under the same link', async ({
  recipient,
  folder,
  server,
  bodies,
}) => {
  const size = 60_000_000;
  const file = await makeFile(folder, 'large.bin', size);
  const cli = cliPerson(join(folder, 'cli'), server.origin);
  const before = { received: bodies.received(), lost: bodies.lost() };
  const received = () => bodies.received() - before.received;
  bodies.holdAt(before.received + size / 2);
  const first = cli.start(['send', file]);
  await expect.poll(received, { timeout: WAIT }).toBeGreaterThanOrEqual(size / 2);
  first.child.kill('SIGKILL');
  expect((await first.ended).stdout).toBe('');
  bodies.holdAt(Number.POSITIVE_INFINITY);
  // What had left whole may still arrive.
  await expect.poll(() => bodies.busy(), { timeout: WAIT }).toBe(0);
  const { stdout, stderr } = await cli.run(['send', file]);
  expect(stderr).toContain('Going on');
  // Nothing of a part that had arrived is sent twice.
  const twice = received() - bodyGeometry(size).objectSize;
  expect(twice).toBeLessThanOrEqual(bodies.lost() - before.lost);
  await openShare(recipient, stdout.trim());
  expect(await savedDigest(recipient, 'large.bin')).toBe(await sha256OfFile(file));
});

test('a download that was killed goes on with what it had checked, as the same download', async ({
  folder,
  server,
  bodies,
}) => {
  const size = 150_000_000;
  const part = plainPart(bodyGeometry(size), 0).size;
  const file = await makeFile(folder, 'large.bin', size);
  const cli = cliPerson(join(folder, 'cli'), server.origin);
  const { stdout } = await cli.run(['send', file, '--limit', '1', '--from', 'nobody']);
  const reader = cliPerson(join(folder, 'reader'), server.origin);
  const out = join(folder, 'out');
  const command = ['open', stdout.trim(), '--out', out];
  const before = bodies.served();
  bodies.holdServedAt(before + size * 0.9);
  const first = reader.start(command);
  await expect.poll(() => bodies.served() - before, { timeout: WAIT }).toBeGreaterThanOrEqual(size * 0.9);
  // How much of it stands on the disk depends on how many parts were in flight. A record is made of every four, before the next four end.
  const written = async () => {
    const [staged] = await readdir(out).catch(() => []);
    return staged ? ((await stat(join(out, staged, '0')).catch(() => null))?.size ?? 0) : 0;
  };
  await expect.poll(written, { timeout: WAIT }).toBeGreaterThan(8 * part);
  first.child.kill('SIGKILL');
  await first.ended;
  expect((await readdir(out)).every((name) => name.startsWith('.sealdrop-'))).toBe(true);
  const served = bodies.served();
  bodies.holdServedAt(Number.POSITIVE_INFINITY);
  // The limit is one download, which this still is. What is on record is not fetched again; a part's worth is what the proxy still held
  // for the process that was killed.
  await reader.run(command);
  expect(bodies.served() - served).toBeLessThanOrEqual(bodyGeometry(size).objectSize - 3 * part);
  expect(await readdir(out)).toEqual(['large.bin']);
  expect(await sha256OfFile(join(out, 'large.bin'))).toBe(await sha256OfFile(file));
  const stranger = cliPerson(join(folder, 'stranger'), server.origin);
  await mkdir(join(folder, 'other'));
  expect((await stranger.start(['open', stdout.trim(), '--out', join(folder, 'other')]).ended).code).toBe(32);
});

test('deliveries go both ways by request links, and the inbox names them', async ({
  sender: ada,
  folder,
  server,
}) => {
  await createKey(ada, 'Ada', folder);
  const link = await contactLink(ada, 'Ada');
  const cli = cliPerson(join(folder, 'cli'), server.origin);
  const file = await makeFile(folder, 'delivered.bin', 200_000);
  const { stdout } = await cli.run(['send', file, '--to', link]);
  expect(stdout).toBe('');
  await ada.goto('/shares');
  const article = inboxArticle(ada, 'delivered.bin');
  await expect(article.getByText('Sender not identified', { exact: true })).toBeVisible();

  // Ada's key pair on the command line: the file that her browser has saved.
  const [backup] = (await readdir(folder)).filter((name) => name.endsWith('.sealdrop-key'));
  const adas = cliPerson(join(folder, 'adas'), server.origin);
  await adas.run(['key', 'import', join(folder, backup ?? '')]);
  const [found] = JSON.parse((await adas.run(['inbox', '--json'])).stdout) as {
    name: string;
    address: string;
  }[];
  expect(found?.name).toBe('delivered.bin');
  const out = join(folder, 'out');
  await adas.run(['open', found?.address ?? '', '--out', out]);
  expect(await sha256OfFile(join(out, 'delivered.bin'))).toBe(await sha256OfFile(file));
});

test('what was sent is listed, and revoked by another device that holds the key pair', async ({
  folder,
  server,
}) => {
  const cli = cliPerson(join(folder, 'cli'), server.origin);
  await cli.run(['keygen', 'Bob']);
  const file = await makeFile(folder, 'mine.bin', 5_000);
  const link = (await cli.run(['send', file])).stdout.trim();
  const [listed] = JSON.parse((await cli.run(['list', '--json'])).stdout) as {
    link: string;
    status: object;
  }[];
  expect(listed).toMatchObject({ link, status: { state: 'ready', downloads: 0, limit: 100 } });
  expect((await cli.run(['list'])).stdout).not.toContain('#');

  const exported = join(folder, 'bob.sealdrop-key');
  await cli.run(['key', 'export', 'Bob', '--out', exported]);
  const other = cliPerson(join(folder, 'other'), server.origin);
  await other.run(['key', 'import', exported]);
  await other.run(['revoke', new URL(link).pathname.slice(3)]);
  expect((await cli.start(['open', link, '--out', join(folder, 'out')]).ended).code).toBe(32);
});

test('a stream that Ctrl-C breaks off is ended at the server, and not listed', async ({ folder, server }) => {
  const cli = cliPerson(join(folder, 'cli'), server.origin);
  const endless = new Readable({ read: () => undefined });
  endless.push(randomBytes(20_000_000));
  const bodies = () => readdir(join(server.dataDir, 'objects/uploads'));
  const before = (await bodies()).length;
  const sending = cli.start(['send', '-', '--name', 'endless.bin'], {}, endless);
  await expect.poll(async () => (await bodies()).length, { timeout: WAIT }).toBe(before + 1);
  sending.child.kill('SIGINT');
  expect(await sending.ended).toMatchObject({ code: 130, stdout: '' });
  endless.destroy();
  await expect.poll(async () => (await bodies()).length).toBe(before);
  expect(JSON.parse((await cli.run(['list', '--json'])).stdout)).toEqual([]);
});

test('a stream of unknown size arrives, and leaves by standard output, at every size that counts', async ({
  recipient,
  folder,
  server,
}) => {
  const cli = cliPerson(join(folder, 'cli'), server.origin);
  const full = plainPart(bodyGeometry(100_000_000), 0).size;
  for (const size of [0, 1, full - 1, full, full + 1, 30_000_000]) {
    const file = await makeFile(folder, `stream-${size}.bin`, size);
    const { stdout } = await cli.run(['send', '-', '--name', 'stream.bin'], {}, createReadStream(file));
    const out = await cli.run(['open', stdout.trim(), '--out', join(folder, `out-${size}`)]);
    expect(out.stderr).toContain('Saved and verified');
    expect(await sha256OfFile(join(folder, `out-${size}`, 'stream.bin'))).toBe(await sha256OfFile(file));
    if (size !== 30_000_000) continue;
    await openShare(recipient, stdout.trim());
    expect(await savedDigest(recipient, 'stream.bin')).toBe(await sha256OfFile(file));
    const hash = createHash('sha256');
    const piped = cli.start(['open', stdout.trim(), '--out', '-']);
    piped.child.stdout?.on('data', (chunk: Buffer) => hash.update(chunk));
    expect((await piped.ended).code).toBe(0);
    expect(hash.digest('hex')).toBe(await sha256OfFile(file));
  }
  // More than was asked for is refused, and ended at once.
  const large = await makeFile(folder, 'large.bin', 2_000_000);
  const refused = cli.start(['send', '-', '--name', 'x', '--at-most', '1MB'], {}, createReadStream(large));
  expect(await refused.ended).toMatchObject({ code: 42, stdout: '' });
  expect(JSON.parse((await cli.run(['list', '--json'])).stdout)).toHaveLength(6);
});
