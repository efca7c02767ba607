/** The processes of a browser, and what each kind of them takes: processor seconds from /proc, on Linux. */
import { readdir, readFile } from 'node:fs/promises';

/** Ticks of a second in /proc/PID/stat: 100 on every Linux that Node.js runs on. */
const TICKS = 100;

interface Status {
  readonly pid: number;
  readonly parent: number;
  /** Seconds, in user and in kernel code. */
  readonly seconds: number;
}

async function statusOf(pid: number): Promise<Status | null> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'latin1');
    // The name may hold spaces and brackets; what follows its last bracket does not.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [parent, user, system] = [fields[1], fields[11], fields[12]].map(Number);
    return { pid, parent: parent ?? 0, seconds: ((user ?? 0) + (system ?? 0)) / TICKS };
  } catch {
    return null;
  }
}

/** A process and all below it. */
export async function familyOf(pid: number): Promise<readonly Status[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = (await Promise.all(names.map((name) => statusOf(Number(name))))).filter((one) => one !== null);
  const family = all.filter((one) => one.pid === pid);
  for (const member of family) family.push(...all.filter(({ parent }) => parent === member.pid));
  return family;
}

async function kindOf(pid: number): Promise<string> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const type = /--type=([\w-]+)/.exec(command)?.[1];
  const utility = /--utility-sub-type=(\w+)\./.exec(command)?.[1];
  return utility ?? type ?? 'browser';
}

/** Seconds so far, by kind of process: "server", and for the browser "browser", "renderer", "network" and others. */
export async function processorSeconds(server: number, browser: number): Promise<Map<string, number>> {
  const sums = new Map<string, number>();
  for (const { seconds } of await familyOf(server)) sums.set('server', (sums.get('server') ?? 0) + seconds);
  for (const { pid, seconds } of await familyOf(browser)) {
    const kind = await kindOf(pid);
    sums.set(kind, (sums.get(kind) ?? 0) + seconds);
  }
  return sums;
}

/** What was added between two looks, of 0.05 seconds or more, the largest first. */
export function difference(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const added = [...after]
    .map(([kind, seconds]) => [kind, seconds - (before.get(kind) ?? 0)] as const)
    .filter(([, seconds]) => seconds >= 0.05);
  return new Map(added.sort((a, b) => b[1] - a[1]));
}
