/** Packages that others put into a folder: each is taken, and removed once its files have their names. What cannot be opened stays. */
import { lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sleep } from '../../shared/clock.ts';
import { explainFailure } from '../exit-codes.ts';
import { writing } from '../out-folder.ts';
import { type PackagePorts, takePackage } from './bring-package.ts';
import type { Take } from './service.ts';
import type { ServiceLog } from './service-log.ts';

/** Milliseconds of the longest pause after one that failed: it may still be on its way here. */
const PAUSE_MAX = 3_600_000;

export interface FolderPorts extends PackagePorts {
  readonly log: ServiceLog;
  readonly poll: number;
  readonly once: boolean;
}

/** Takes the packages of a folder, "*.zip", until the service is to end. With `once` throws what the first failure was. */
export async function takeFromFolder(path: string, take: Take, ports: FolderPorts): Promise<void> {
  const { log, poll, once, stop } = ports;
  const failed = new Map<string, { readonly attempts: number; readonly until: number }>();
  const errors: unknown[] = [];
  await writing(path, () => mkdir(path, { recursive: true }));

  async function takeOne(name: string): Promise<void> {
    const file = join(path, name);
    const before = await stateOf(file);
    if (!before) return;
    const known = failed.get(before);
    if (known && known.until > performance.now()) return;
    try {
      await takePackage(file, take, ports);
      // Another one may have come under its name.
      if ((await stateOf(file)) === before) await rm(file, { force: true });
      failed.delete(before);
    } catch (error) {
      if (stop.aborted) return;
      errors.push(error);
      const attempts = (known?.attempts ?? 0) + 1;
      const pause = Math.min(PAUSE_MAX, Math.max(poll, 1_000) * 2 ** Math.min(attempts - 1, 20));
      failed.set(before, { attempts, until: performance.now() + pause });
      log('error', 'failed', { code: explainFailure(error).code, wait: Math.round(pause / 1000) });
    }
  }

  while (!stop.aborted) {
    const names = (await readdir(path)).filter((name) => name.endsWith('.zip')).toSorted();
    for (const name of names) if (!stop.aborted) await takeOne(name);
    if (once) break;
    await sleep(poll, stop);
  }
  if (once && errors.length > 0) throw errors[0];
}

/** Tells a file from another one under its name; null where there is none, or a link. */
async function stateOf(file: string): Promise<string | null> {
  const found = await lstat(file).catch(() => null);
  return found?.isFile() ? `${file} ${found.ino} ${found.size} ${found.mtimeMs}` : null;
}
