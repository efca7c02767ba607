/**
 * Makes e2e/golden/packages/FORMAT by the command line of this version: a package for a key pair, one for a code with a passphrase, and
 * expected.json that says what opens them and what they hold. Run it once for each version of the package format
 * (node scripts/make-golden-packages.mjs FORMAT); a golden folder is never made again.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [format = ''] = process.argv.slice(2);
if (!/^[1-9]\d*$/.test(format)) throw new Error('usage: node scripts/make-golden-packages.mjs FORMAT');
const target = join(root, 'e2e/golden/packages', format);
if (existsSync(target)) throw new Error(`${target} is there already, and golden packages stay as they are`);

/** @type {Record<string, Buffer>} */
const files = {
  'hello.txt': Buffer.from('Hello, whoever reads this later.\n'),
  'empty.bin': Buffer.alloc(0),
  'Αθήνα/写真.bin': Buffer.alloc(70_000, 3),
};
const keyPassphrase = 'Straße 7';
const passphrase = 'four words and more';

const folder = mkdtempSync(join(tmpdir(), 'sealdrop-golden-'));
const sealdrop = (/** @type {string[]} */ ...parameters) =>
  execFileSync(process.execPath, [join(root, 'scripts/sealdrop.mjs'), ...parameters], {
    encoding: 'utf8',
    env: {
      ...process.env,
      XDG_CONFIG_HOME: join(folder, 'settings'),
      SEALDROP_KEY_PASSPHRASE: keyPassphrase,
      SEALDROP_PASSPHRASE: passphrase,
    },
  }).trim();

for (const [path, bytes] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, 'files', path)), { recursive: true });
  writeFileSync(join(folder, 'files', path), bytes);
}
mkdirSync(target, { recursive: true });
sealdrop('keygen', 'Golden');
sealdrop('key', 'export', 'Golden', '--out', join(folder, 'golden.sealdrop-key'));
copyFileSync(join(folder, 'golden.sealdrop-key'), join(target, 'golden.sealdrop-key'));
const message = 'Kept for ever.';
const pack = (/** @type {string} */ name, /** @type {string[]} */ ...parameters) =>
  sealdrop('pack', join(folder, 'files'), '--message', message, '--out', join(target, name), ...parameters);
pack('for-key.zip', '--to', 'Golden', '--from', 'nobody');
const code = pack('by-code.zip', '--passphrase', '--from', 'Golden');
const digests = Object.entries(files).map(([path, bytes]) => [
  `files/${path}`,
  createHash('sha256').update(bytes).digest('hex'),
]);
const expected = { keyPassphrase, code, passphrase, message, files: Object.fromEntries(digests) };
writeFileSync(join(target, 'expected.json'), `${JSON.stringify(expected, null, 2)}\n`);
rmSync(folder, { recursive: true });
console.error(`Made ${target}`);
