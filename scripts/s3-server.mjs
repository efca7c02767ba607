/**
 * The S3 service of the tests. `startS3` answers the one that S3_ENDPOINT names (with S3_REGION, AWS_ACCESS_KEY_ID and
 * AWS_SECRET_ACCESS_KEY), else a Ceph object gateway of its own, which it installs (on Debian, as root) and starts on
 * free ports of loopback in a temporary folder. That one is gone again after `stop`, or when this process has ended in
 * whatever way. Elsewhere it throws and says what is needed.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canInstall, install } from './debian.mjs';
import { freePorts } from './free-ports.mjs';

/**
 * @typedef {object} S3Service
 * @property {Readonly<Record<string, string>>} environment S3_ENDPOINT, S3_REGION and the two keys for the server and
 *   the SDK; S3_DIGESTS: what it makes of x-amz-checksum-sha256 (checked, ignored, refused); S3_VIRTUAL_ENDPOINT: the
 *   same service by a name before which buckets' names may stand, empty where it is not known to have one (Node.js
 *   needs localhost-names.mjs for it)
 * @property {((action: 'up' | 'down' | 'kill' | 'pause' | 'resume') => Promise<void>) | null} control ends it by TERM or
 *   KILL and starts it again with all that it had stored, or lets it stand still; null for a service that was given
 * @property {string | null} folder where its own files and its ceph.conf are; null for a service that was given
 * @property {() => Promise<void>} stop
 */

// The SDK's version is pinned: what a later one will need is no news for whoever reads the tests' output.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const script = fileURLToPath(new URL('ceph.sh', import.meta.url));
const packages = ['radosgw', 'ceph-mon', 'ceph-osd'];
const given = ['S3_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];

/** @returns {Promise<S3Service>} */
export async function startS3() {
  const endpoint = process.env['S3_ENDPOINT'];
  if (endpoint) return givenService(endpoint);
  if (!isInstalled()) installCeph();
  return await startCeph();
}

/** @param {string} endpoint @returns {S3Service} */
function givenService(endpoint) {
  const missing = given.filter((key) => !process.env[key]);
  if (missing.length > 0) throw new Error(`Beside S3_ENDPOINT the tests need ${missing.join(', ')}.`);
  const keys = given.map((key) => [key, process.env[key] ?? '']);
  return {
    environment: {
      S3_ENDPOINT: endpoint,
      ...Object.fromEntries(keys),
      S3_DIGESTS: process.env['S3_DIGESTS'] || 'checked',
      S3_VIRTUAL_ENDPOINT: process.env['S3_VIRTUAL_ENDPOINT'] ?? '',
    },
    control: null,
    folder: null,
    stop: async () => {},
  };
}

function isInstalled() {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean), '/usr/bin'];
  return packages.every((name) => folders.some((folder) => existsSync(join(folder, name))));
}

function installCeph() {
  if (!canInstall()) {
    throw new Error(
      `The tests need an S3 service: Debian as root, where they install ${packages.join(', ')}; these packages ` +
        `installed already; or one named by S3_ENDPOINT, ${given.join(', ')}.`,
    );
  }
  console.error('Installing Ceph for the tests');
  if (!install(packages) || !isInstalled()) {
    throw new Error(`The tests need Debian's packages ${packages.join(', ')}, which could not be installed.`);
  }
}

/** @returns {Promise<S3Service>} */
async function startCeph() {
  const folder = mkdtempSync(join(tmpdir(), 'sealdrop-ceph-'));
  const [port, monitor] = await freePorts(2);
  const accessKey = randomBytes(10).toString('hex');
  const secretKey = randomBytes(20).toString('hex');
  const environment = {
    ...process.env,
    DIR: folder,
    RGW_PORT: `${port}`,
    MON_PORT: `${monitor}`,
    ACCESS_KEY: accessKey,
    SECRET_KEY: secretKey,
  };
  /** @param {string} action @returns {Promise<void>} */
  const control = (action) =>
    new Promise((resolve, reject) => {
      const child = spawn('bash', [script, action], { stdio: ['ignore', 2, 2], env: environment });
      child.once('error', reject);
      child.once('close', (code) =>
        code === 0 ? resolve() : reject(new Error(`Ceph: "${action}" failed, see above`)),
      );
    });

  // It sees its standard input end with this process, also after KILL, and no Ctrl-C of the terminal reaches it.
  const guard = spawn('bash', [script, 'guard'], {
    detached: true,
    stdio: ['pipe', 'ignore', 2],
    env: environment,
  });
  const wiped = new Promise((resolve) => guard.once('close', resolve));
  const stop = async () => {
    guard.stdin?.end();
    await wiped;
  };
  try {
    await control('up');
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    environment: {
      S3_ENDPOINT: `http://127.0.0.1:${port}`,
      S3_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: accessKey,
      AWS_SECRET_ACCESS_KEY: secretKey,
      S3_DIGESTS: 'ignored',
      S3_VIRTUAL_ENDPOINT: `http://s3.localhost:${port}`,
    },
    control,
    folder,
    stop,
  };
}
