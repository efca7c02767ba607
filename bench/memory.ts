/** The memory of all of a browser's processes together: PSS, which counts shared pages once. Linux. */
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { familyOf } from './cpu.ts';

const EVERY = 100;
/** Samples after which the list of processes is read anew. */
const LIST_EVERY = 5;

async function pss(pid: number): Promise<number> {
  // A process can end between the list and this.
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'latin1').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1_024;
}

async function pidsOf(pid: number): Promise<number[]> {
  return (await familyOf(pid)).map((one) => one.pid);
}

async function sumOf(pids: readonly number[]): Promise<number> {
  return (await Promise.all(pids.map(pss))).reduce((sum, bytes) => sum + bytes, 0);
}

/** Bytes of a process and all below it, now. */
export async function memoryOf(pid: number): Promise<number> {
  return sumOf(await pidsOf(pid));
}

/** The most bytes that a process and all below it have at once while `work` runs, looked at every 100 ms. */
export async function peakWhile(pid: number, work: Promise<unknown>): Promise<number> {
  let running = true;
  const ended = work.finally(() => {
    running = false;
  });
  ended.catch(() => undefined);
  let peak = 0;
  let pids: number[] = [];
  for (let look = 0; running; look++) {
    const next = wait(EVERY);
    if (look % LIST_EVERY === 0) pids = await pidsOf(pid);
    peak = Math.max(peak, await sumOf(pids));
    await Promise.race([next, ended.catch(() => undefined)]);
  }
  await ended;
  return peak;
}
