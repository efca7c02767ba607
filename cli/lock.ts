/**
 * One sealdrop at a time: a file that names the process that holds it, and when that began where the system tells it, for in a
 * container every process has the number of the one before. A process that was killed leaves its file behind, and the next one
 * takes it away.
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
  const own = Buffer.from(`${process.pid} ${await beginOf(process.pid)}`);
  if (await createPrivate(path, own)) return true;
  if (await isAlive(await readFile(path, 'utf8').catch(() => ''))) return false;
  // By another name first, for the lock may be somebody's again by now.
  const old = `${path}.${process.pid}`;
  try {
    await rename(path, old);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
  try {
    if (await isAlive(await readFile(old, 'utf8'))) await link(old, path).catch(() => undefined);
    return await createPrivate(path, own);
  } finally {
    await rm(old, { force: true });
  }
}

async function isAlive(text: string): Promise<boolean> {
  const [number, begin = ''] = text.split(' ');
  const pid = Number(number);
  // Two runs within one process wait for each other like strangers.
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!isCode(error, 'EPERM')) return false;
  }
  const found = await beginOf(pid);
  return begin === '' || found === '' || begin === found;
}

/** When a process began, in the system's own count since it was started; empty where it does not tell. */
async function beginOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name, in parentheses, can hold spaces and parentheses itself.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
