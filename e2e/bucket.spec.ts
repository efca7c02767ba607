/**
 * Objects in an S3 bucket (`npm run test:s3`): what the browser says to it, and that no byte of a file goes through the
 * server unless TRANSFER=proxy asks for that. The tags say with which of the two each test runs.
 */
import type { Page } from '@playwright/test';
import { makeFile, sha256OfPieces, writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { savedToPicked, stubSavePicker } from './opfs-picker.ts';
import type { Server } from './server.ts';
import { linkOf, objectAddress, openShare, pick, saveBy, send, untilReady } from './steps.ts';
import type { Watch } from './watch.ts';

const SIZE = 80 * 1_048_576;
const PIECE = 32 * 1_048_576;

/** Bytes that the server has received and sent so far, by its own log. */
function trafficOf(server: Server): number {
  let bytes = 0;
  for (const line of server.output().stderr.split('\n')) {
    if (!line.startsWith('{')) continue;
    const { received = 0, sent = 0 } = JSON.parse(line) as { received?: number; sent?: number };
    bytes += received + sent;
  }
  return bytes;
}

/** Up and down again. */
async function journey(sender: Page, recipient: Page, folder: string): Promise<void> {
  const file = await makeFile(folder, 'large.bin', SIZE);
  await pick(sender, file);
  const link = await linkOf(sender);
  await untilReady(sender, 90_000);
  await stubSavePicker(recipient);
  await openShare(recipient, link);
  const digests = await savedToPicked(recipient, 'large.bin', { piece: PIECE, timeout: 90_000 });
  expect(digests).toEqual(await sha256OfPieces(file, PIECE));
}

const objectsIn = ({ requests }: Watch) => requests.filter((request) => objectAddress.test(request.url()));

function connectSources(headers: Readonly<Record<string, string>>): string | undefined {
  return /connect-src ([^;]*)/.exec(headers['content-security-policy'] ?? '')?.[1];
}

test('80 MiB go from browser to bucket and back, and not through the server @bucket @direct', async ({
  server,
  sender,
  recipient,
  watchOf,
  folder,
}) => {
  const before = trafficOf(server);
  await journey(sender, recipient, folder);
  // Both pages with their scripts, and what the API answers.
  const passed = trafficOf(server) - before;
  expect(passed).toBeGreaterThan(10_000);
  expect(passed).toBeLessThan(SIZE / 50);

  const { address } = server.objects;
  const [up, down] = [objectsIn(watchOf(sender)), objectsIn(watchOf(recipient))];
  expect(up.filter((request) => request.method() === 'PUT').length).toBeGreaterThan(10);
  expect(down.filter((request) => request.method() === 'GET').length).toBeGreaterThan(10);
  for (const request of [...up, ...down]) expect(request.url().startsWith(address ?? 'nowhere')).toBe(true);
});

test('80 MiB through the server are counted there twice @bucket @proxy', async ({
  server,
  sender,
  recipient,
  folder,
}) => {
  const before = trafficOf(server);
  await journey(sender, recipient, folder);
  await expect.poll(() => trafficOf(server) - before).toBeGreaterThan(2 * SIZE);
  const headers = (await recipient.request.get('/')).headers();
  expect(connectSources(headers)).toBe("'self'");
});

test('the page may reach this bucket and nothing else, and tells it nothing of itself @bucket @direct', async ({
  server,
  sender,
  recipient,
  watchOf,
  folder,
}) => {
  const html = Buffer.from('<script>document.title = "run"</script>');
  const link = await send(sender, await writeBytes(folder, 'page.html', html));
  await openShare(recipient, link);
  expect((await saveBy(recipient, 'Save page.html')).bytes.equals(html)).toBe(true);

  const { address } = server.objects;
  // A bucket in the host name is an origin, which has no path.
  const { origin, pathname } = new URL(address ?? '');
  const wanted = `'self' ${pathname === '/' ? origin : address}`;
  for (const path of ['/', '/shares', new URL(link).pathname]) {
    expect(connectSources((await sender.request.get(path)).headers()), path).toBe(wanted);
  }
  const [up, down] = [objectsIn(watchOf(sender)), objectsIn(watchOf(recipient))];
  expect(up.length).toBeGreaterThan(1);
  expect(down.length).toBeGreaterThan(1);
  for (const request of [...up, ...down]) {
    const headers = await request.allHeaders();
    expect(Object.keys(headers)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(authorization|cookie|referer)$/)]),
    );
  }
  for (const request of down) {
    const headers = (await (await request.response())?.allHeaders()) ?? {};
    expect(headers['content-type']).toBe('application/octet-stream');
    expect(headers['content-disposition']).toContain('attachment');
    expect(headers['cache-control']).toContain('no-store');
  }
  expect(await recipient.title()).not.toBe('run');
});
