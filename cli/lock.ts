/**
 * One sealdrop at a time: a file that names the process that holds it. A process that was killed leaves its file behind, and
 * the next one takes it away.
 */
import { link, readFile, rename, rm } from 'node:fs/promises';
import { sleep } from '../shared/clock.ts';
import { createPrivate } from './config-folder.ts';
import { isCode } from './durable.ts';

/** Milliseconds between two looks at a lock that somebody holds. */
const LOOK_AGAIN = 25;

/** Runs `work` while nobody else holds the lock; null at once where somebody does. */
export async function withLockIfFree<T>(path: string, work: () => Promise<T>): Promise<T | null> {
  if (!(await take(path))) return null;
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** The same, but waits for its turn until the signal aborts. */
export async function withLock<T>(path: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  while (!(await take(path))) {
    signal.throwIfAborted();
    await sleep(LOOK_AGAIN, signal);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<boolean> {
  if (await createPrivate(path, Buffer.from(`${process.pid}`))) return true;
  if (isAlive(await readFile(path, 'utf8').catch(() => ''))) return false;
  // By another name first, for the lock may be somebody's again by now.
  const old = `${path}.${process.pid}`;
  try {
    await rename(path, old);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
  try {
    if (isAlive(await readFile(old, 'utf8'))) await link(old, path).catch(() => undefined);
    return await createPrivate(path, Buffer.from(`${process.pid}`));
  } finally {
    await rm(old, { force: true });
  }
}

function isAlive(text: string): boolean {
  const pid = Number(text);
  // Two runs within one process wait for each other like strangers.
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}
