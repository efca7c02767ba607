/**
 * Makes e2e/golden/VERSION with the built product of this version: a data folder with small shares in it, and
 * expected.json that says what they hold. Run it once for each version whose format is new (npm run golden:make);
 * a golden folder is never made again.
 *
 * A server keeps no share for longer than it may, so the times in the stored database are moved far ahead.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import Database from 'libsql';
import { browserArguments, ensureBrowser } from './browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const target = join(root, 'e2e/golden', version);
const YEAR_2200 = 7_258_118_400;

/** @typedef {{ files: Record<string, Buffer>, passphrase: string | null, message: string }} Wanted */

/** @type {Wanted[]} */
const wanted = [
  {
    files: { 'hello.txt': Buffer.from('Hello, whoever reads this later.\n') },
    passphrase: null,
    message: '',
  },
  {
    files: { 'empty.bin': Buffer.alloc(0) },
    passphrase: null,
    message: 'An empty file, sealed all the same.',
  },
  {
    files: { 'first.bin': Buffer.alloc(5_000, 1), 'second.bin': Buffer.alloc(300_000, 2) },
    passphrase: null,
    message: 'Two files, more than one segment.',
  },
  {
    files: { 'Αθήνα/写真.txt': Buffer.from('γειά'), 'Αθήνα/رسالة/deep.txt': Buffer.from('سلام') },
    passphrase: 'Straße 7',
    message: 'A folder behind a passphrase.',
  },
];

/** @param {string} dataDir */
async function startServer(dataDir) {
  /** @type {number} */
  const port = await new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(address && typeof address === 'object' ? address.port : 0));
    });
  });
  const child = spawn(process.execPath, [join(root, 'dist/api/main.js')], {
    env: { ...process.env, PORT: `${port}`, DATA_DIR: dataDir, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  /** @type {string} */
  const origin = await new Promise((done, fail) => {
    child.stdout.on('data', (chunk) => {
      const ready = /Sealdrop is ready at (\S+)/.exec(`${chunk}`);
      if (ready?.[1]) done(ready[1]);
    });
    child.once('exit', () => fail(new Error('the server ended; was it built?')));
  });
  const stop = () =>
    new Promise((done) => {
      child.removeAllListeners('exit').once('exit', done);
      child.kill('SIGTERM');
    });
  return { origin, stop };
}

/**
 * Sends one share through the page and answers its path and fragment.
 * @param {import('@playwright/test').Page} page
 * @param {Wanted} share
 */
async function send(page, { files, passphrase, message }) {
  const folder = mkdtempSync(join(tmpdir(), 'sealdrop-golden-'));
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  await page.goto('/');
  const paths = Object.keys(files);
  const top = paths[0]?.includes('/') ? paths[0].split('/')[0] : undefined;
  if (top === undefined) {
    const all = paths.map((path) => join(folder, path));
    await page.getByLabel('Files to send', { exact: true }).setInputFiles(all);
  } else await page.getByLabel('Folder to send', { exact: true }).setInputFiles(join(folder, top));
  const status = page.getByRole('status', { name: 'Transfer', exact: true });
  await status
    .getByText('Ready', { exact: true })
    .or(status.filter({ hasText: 'Ready' }))
    .first()
    .waitFor();
  if (message !== '' || passphrase !== null) {
    await page.getByLabel('Message', { exact: true }).fill(message);
    if (passphrase !== null) await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    await page.getByText('Applied', { exact: true }).waitFor();
  }
  const link = new URL(await page.getByRole('textbox', { name: 'Share link', exact: true }).inputValue());
  rmSync(folder, { recursive: true });
  return link.pathname + link.hash;
}

if (existsSync(target)) throw new Error(`${target} is there already, and golden shares stay as they are`);
const dataDir = mkdtempSync(join(tmpdir(), 'sealdrop-data-'));
const server = await startServer(dataDir);
const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: [...browserArguments] });
const shares = [];
for (const share of wanted) {
  const context = await browser.newContext({ baseURL: server.origin, locale: 'en-US' });
  const link = await send(await context.newPage(), share);
  const digests = Object.entries(share.files).map(([path, bytes]) => [
    path.normalize('NFC'),
    createHash('sha256').update(bytes).digest('hex'),
  ]);
  shares.push({
    link,
    passphrase: share.passphrase,
    message: share.message,
    files: Object.fromEntries(digests),
  });
  await context.close();
}
await browser.close();
await server.stop();

const file = readdirSync(dataDir).find((name) => name.endsWith('.db'));
if (file === undefined) throw new Error('there is no database');
const database = new Database(join(dataDir, file));
database.prepare('update shares set expires = ?').run(YEAR_2200);
database.pragma('wal_checkpoint(TRUNCATE)');
database.close();
for (const ending of ['-wal', '-shm']) rmSync(join(dataDir, file + ending), { force: true });

// What the records are sealed with: of no other server.
const keyFile = join(dataDir, 'keys/file-key');
const fileKey = readFileSync(keyFile, 'utf8').trim();
rmSync(join(dataDir, 'keys'), { recursive: true });

cpSync(dataDir, join(target, 'stored'), { recursive: true });
writeFileSync(join(target, 'expected.json'), `${JSON.stringify({ fileKey, shares }, null, 2)}\n`);
rmSync(dataDir, { recursive: true });
console.error(`Made ${target}`);
