/** An image that runs: with a volume of its own, nothing else to write to, and no rights (container.sh). */
import { chmod, chown, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../server.ts';
import { runChild, startChild, untilChild } from './children.ts';
import type { Image } from './image.ts';

const READY_TIMEOUT = 30_000;

export interface Container {
  readonly origin: string;
  /** Its process 1, as this machine counts. */
  readonly pid: number;
  /** Runs a command in it, as its user, and answers how it ended and what it wrote. */
  exec(
    command: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ): Promise<{ readonly code: number | null; readonly output: string }>;
  /** TERM to process 1, as an engine's stop does. Answers how it ended. */
  stop(): Promise<number | null>;
  /** Ends it in any case, and removes its volume. */
  remove(): Promise<void>;
}

/** Starts the image's command with its environment; but it listens on loopback, at a free port, for the network is this machine's. */
export async function startContainer(image: Image): Promise<Container> {
  const { tree, workdir } = image;
  const port = await freePort();
  const environment: Record<string, string> = { ...image.environment, HOST: '127.0.0.1', PORT: `${port}` };
  const folder = environment['DATA_DIR'];
  if (folder === undefined) throw new Error('the image names no DATA_DIR');
  const { uid, gid } = await userOf(image);
  const volume = await mkdtemp(join(tmpdir(), 'sealdrop-volume-'));
  const covered = await stat(join(tree, folder));
  await chown(volume, covered.uid, covered.gid);
  await chmod(volume, covered.mode & 0o7777);

  const script = join(import.meta.dirname, 'container.sh');
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child'];
  const places = [tree, volume, folder, workdir, `${uid}`, `${gid}`];
  const child = await startChild(
    ['unshare', ...namespaces, 'sh', script, ...places, ...image.command],
    environment,
  );
  await untilChild(child, () => child.output().includes('Sealdrop is ready at'), READY_TIMEOUT);
  const pid = Number((await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')).trim());

  return {
    origin: `http://127.0.0.1:${port}`,
    pid,
    async exec(command, more = {}) {
      const rights = ['--clear-groups', '--bounding-set=-all', '--inh-caps=-all', '--no-new-privs'];
      const there = ['nsenter', `--target=${pid}`, '--mount', '--pid', '--root'];
      const user = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, ...rights, 'env', `--chdir=${workdir}`];
      return await runChild([...there, ...user, ...command], { ...environment, ...more });
    },
    async stop() {
      process.kill(pid, 'SIGTERM');
      return await child.ended;
    },
    async remove() {
      if (child.isRunning()) process.kill(pid, 'SIGKILL');
      await child.ended;
      await rm(volume, { recursive: true, force: true });
    },
  };
}

/** The image's user, by its own list of users. */
async function userOf({ tree, user }: Image): Promise<{ uid: number; gid: number }> {
  const lines = (await readFile(join(tree, 'etc/passwd'), 'utf8')).split('\n');
  const [, , uid, gid] = lines.find((line) => line.startsWith(`${user}:`))?.split(':') ?? [];
  if (uid === undefined || gid === undefined) throw new Error(`the image has no user ${user}`);
  return { uid: Number(uid), gid: Number(gid) };
}
