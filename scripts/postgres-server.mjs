/**
 * The PostgreSQL of the tests. `startPostgres` answers the one that DATABASE_URL names, whose user must be allowed to make
 * databases, else one of its own, which it installs (on Debian, as root) and starts on a free port of loopback in a
 * temporary folder. That one is gone again after `stop`, or when this process has ended in whatever way. Elsewhere it
 * throws and says what is needed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { canInstall, dropClustersBeside, install, postgresClusters } from './debian.mjs';
import { freePorts } from './free-ports.mjs';

/**
 * @typedef {object} PostgresService
 * @property {string} url of its own database "postgres", by a user who may make others
 * @property {((action: 'up' | 'kill') => Promise<void>) | null} control ends it by KILL and starts it again with all that
 *   it had stored; null for a server that was given
 * @property {() => Promise<void>} stop
 */

const guard = fileURLToPath(new URL('postgres.sh', import.meta.url));
const START_MS = 30_000;

/** `durable`: whether commits are to survive that the server is killed. @param {{ durable: boolean }} options @returns {Promise<PostgresService>} */
export async function startPostgres({ durable }) {
  const given = process.env['DATABASE_URL'];
  if (given) return { url: given, control: null, stop: async () => {} };
  if (!programs() && canInstall()) {
    console.error('Installing PostgreSQL for the tests');
    const before = postgresClusters();
    install(['postgresql']);
    dropClustersBeside(before);
  }
  const bin = programs();
  if (bin === null) {
    throw new Error(
      'The tests need a PostgreSQL: Debian as root, where they install the package postgresql; initdb and postgres ' +
        'installed already; or a server that DATABASE_URL names, whose user may make databases.',
    );
  }
  return await start(bin, durable);
}

/** The folder of initdb and postgres; Debian has them in one for each version. */
function programs() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean),
  ];
  const has = (/** @type {string} */ folder) =>
    ['initdb', 'postgres'].every((name) => existsSync(join(folder, name)));
  return folders.find(has) ?? null;
}

/** @param {string} bin @param {boolean} durable @returns {Promise<PostgresService>} */
async function start(bin, durable) {
  // It refuses to run as root. The package has made a user; signals are to reach the server itself.
  const as =
    process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups'] : [];
  const folder = mkdtempSync(join(tmpdir(), 'sealdrop-postgres-'));
  const data = join(folder, 'data');
  const password = randomBytes(16).toString('hex');
  const [port] = await freePorts(1);
  try {
    writeFileSync(join(folder, 'password'), password, { mode: 0o644 });
    if (as.length > 0) must(['chown', '-R', 'postgres', folder]);
    const authentication = ['--auth=scram-sha-256', '-U', 'postgres', `--pwfile=${join(folder, 'password')}`];
    const options = ['-D', data, '--locale=C.UTF-8', '--encoding=UTF8', ...authentication];
    const { ended } = guarded([...as, join(bin, 'initdb'), ...options], folder);
    if ((await ended) !== 0) throw new Error('initdb failed, see above');
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const settings = {
    listen_addresses: '127.0.0.1',
    port: `${port}`,
    unix_socket_directories: '',
    max_connections: '300',
    fsync: durable ? 'on' : 'off',
    log_min_messages: 'fatal',
    logging_collector: 'off',
  };
  const command = [
    ...as,
    join(bin, 'postgres'),
    '-D',
    data,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  /** @type {ReturnType<typeof guarded> | null} */
  let running = null;
  /** Of a server that was killed: its file stays. */
  let killed = '';

  async function up() {
    running = guarded(command, folder);
    const { child } = running;
    const until = performance.now() + START_MS;
    while (!isReady()) {
      if (child.exitCode !== null || performance.now() > until) throw new Error('PostgreSQL does not start');
      await setTimeout(50);
    }
  }

  /** What the server writes about itself: its process first, its state last. */
  function statusLines() {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  }

  function isReady() {
    try {
      const lines = statusLines();
      return lines[0] !== killed && lines[7]?.trim() === 'ready';
    } catch {
      return false;
    }
  }

  async function stop() {
    running?.child.stdin?.end();
    await running?.ended;
    rmSync(folder, { recursive: true, force: true });
  }

  try {
    await up();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    stop,
    async control(action) {
      if (action === 'up') return await up();
      [killed = ''] = statusLines();
      process.kill(Number(killed), 'SIGKILL');
      await running?.ended;
    },
  };
}

/**
 * Runs a program that is gone, and the folder with it, when this process has ended in whatever way. `ended`: its exit code.
 * @param {readonly string[]} command @param {string} folder
 */
function guarded(command, folder) {
  // No Ctrl-C of the terminal reaches it: it sees its standard input end.
  const child = spawn('sh', [guard, ...command], {
    detached: true,
    stdio: ['pipe', 'ignore', 2],
    env: { ...process.env, FOLDER: folder },
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  return { child, ended };
}

/** @param {readonly string[]} command */
function must([command = '', ...parameters]) {
  const { status } = spawnSync(command, parameters, { stdio: ['ignore', 'ignore', 2] });
  if (status !== 0) throw new Error(`${command} failed, see above`);
}
