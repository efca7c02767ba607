/** The memory of a browser: all of its processes together, each shared page counted once. Linux alone. */
import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds between two samples. */
const SAMPLE = 100;
/** Samples for which a browser's processes are taken to be the same. */
const LOOKS_A_TREE = 10;

/** Parents of all processes by id. */
function parents(): Map<number, number> {
  const found = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      // The program's name stands in brackets, and may hold anything.
      const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      found.set(Number(name), Number(parent));
    } catch {
      // It ended while we looked.
    }
  }
  return found;
}

/** The processes that this one has started and that still run. */
export function childrenOf(pid: number): number[] {
  return [...parents()].filter(([, parent]) => parent === pid).map(([child]) => child);
}

function treeOf(pid: number): number[] {
  const all = [...parents()];
  const tree = [pid];
  for (const member of tree) {
    tree.push(...all.filter(([, parent]) => parent === member).map(([child]) => child));
  }
  return tree;
}

/** Proportional set size of these processes together, in bytes. */
function pssOf(members: readonly number[]): number {
  let sum = 0;
  for (const member of members) {
    try {
      const rollup = readFileSync(`/proc/${member}/smaps_rollup`, 'latin1');
      sum += Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024;
    } catch {
      // It ended while we looked.
    }
  }
  return sum;
}

export interface MemoryWatch {
  /** Ends it. Answers bytes: before it began, and the most that was seen. */
  stop(): { readonly before: number; readonly peak: number; readonly samples: number };
}

/** Looks at a browser's memory every 100 ms until it is stopped. */
export function watchMemory(pid: number): MemoryWatch {
  let members = treeOf(pid);
  const before = pssOf(members);
  let peak = before;
  let samples = 1;
  const look = () => {
    // All processes of the machine are looked through for it: too much for every time.
    if (samples % LOOKS_A_TREE === 0) members = treeOf(pid);
    peak = Math.max(peak, pssOf(members));
    samples++;
  };
  const timer = setInterval(look, SAMPLE);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return { before, peak, samples };
    },
  };
}
