/** A disk of a few megabytes for a server's folder, and another program that fills it: a tmpfs, and a file of zeros. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './process.ts';

export interface SmallDisk {
  readonly folder: string;
  /** Bytes. */
  free(): Promise<number>;
  /** Writes a file beside the server's until only `left` bytes are free. */
  fill(left: number): Promise<void>;
  /** Removes that file. */
  clear(): Promise<void>;
  remove(): Promise<void>;
}

/** Written at once: large, for a busy process comes to each of its turns late. */
const FILL_BYTES = 67_108_864;

const mounted = new Set<string>();
process.once('exit', () => {
  for (const folder of mounted) spawnSync('umount', ['-l', folder]);
});

/** `options` as tmpfs takes them. Throws where this process may not mount, and says what it needs. */
export async function smallDisk(options: string): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-small-'));
  try {
    await run('mount', '-t', 'tmpfs', '-o', options, 'tmpfs', folder);
  } catch (error) {
    await rm(folder, { recursive: true });
    throw new Error(
      'This test fills a disk of its own, and needs the right to mount one: Linux, as root, in a container with CAP_SYS_ADMIN.',
      { cause: error },
    );
  }
  mounted.add(folder);
  const other = join(folder, 'another-program');
  const free = async () => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  };
  return {
    folder,
    free,
    async fill(left) {
      const file = await open(other, 'a');
      try {
        for (let rest = (await free()) - left; rest > 0; rest = (await free()) - left) {
          await file.write(Buffer.alloc(Math.min(rest, FILL_BYTES)));
        }
      } finally {
        await file.close();
      }
    },
    clear: () => rm(other, { force: true }),
    async remove() {
      await run('umount', '-l', folder);
      mounted.delete(folder);
      await rm(folder, { recursive: true });
    },
  };
}
