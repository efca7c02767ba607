/**
 * The last way of an arrival: from where its files stand, whole and checked, to their names in the folder. Each step can be
 * the last one of the process, and the next run goes on from there: nothing arrives twice, and nothing has a name before it is
 * whole. docs/receive.md, "Exactly once".
 */
import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { fromUtf8, utf8 } from '../../shared/bytes.ts';
import { numbered } from '../../shared/paths.ts';
import { privateFolder, readPrivate, writePrivate } from '../config-folder.ts';
import { isCode, syncFolder } from '../durable.ts';
import { outFolder, TakenError, writing } from '../out-folder.ts';
import type { Journal, StoredEntry } from './journal.ts';

/** Of the service, in the folder that it fills: what is on its way, and the journal. */
const OWN = '.sealdrop';
/** Numbers that are tried for a name. */
const NUMBERS_MAX = 1_000_000;

const planSchema = v.strictObject({
  v: v.literal(1),
  /** Where each file stands, and where in the tree it belongs; both below the place of the arrival. */
  moves: v.array(v.tuple([v.string(), v.string()])),
  /** What stands directly in the tree, in order. */
  tops: v.array(v.string()),
  files: v.number(),
  size: v.number(),
  sender: v.record(v.string(), v.string()),
});

/** An arrival that is whole, and what is to be done with it. */
export type Plan = Omit<v.InferOutput<typeof planSchema>, 'v'>;

export interface Arrivals {
  /** The folder, with all links followed. */
  readonly root: string;
  /** A file of the service itself. */
  readonly ownFile: (name: string) => string;
  /** Where a delivery stands until it is whole; made where it is not there. */
  readonly placeOf: (delivery: string) => Promise<string>;
  /** Takes away what of the service's own files was half written. For whoever holds its lock. */
  readonly tidy: () => Promise<void>;
  /** Deliveries of which something stands there. */
  readonly begun: () => Promise<readonly string[]>;
  /** Takes away what stands there of one. */
  readonly discard: (delivery: string) => Promise<void>;
  /** Keeps for a delivery that it is whole: from here on the server is not needed. */
  readonly keepPlan: (delivery: string, plan: Plan) => Promise<void>;
  readonly loadPlan: (delivery: string) => Promise<Plan | null>;
  /** Gives a delivery its names. Throws no-space, UnwritableError; called again, it goes on. */
  readonly store: (delivery: string, plan: Plan, journal: Journal, hook: boolean) => Promise<StoredEntry>;
}

/** Path of the tree within the place of an arrival. */
export const TREE = 'tree';
const PLAN = 'plan';
/** Folder of the service for packages that are still coming. */
export const SPOOL = 'packages';

/** Deliveries are called by names that are safe as those of folders: letters, digits, "-" and "_". */
export async function arrivalsIn(path: string): Promise<Arrivals> {
  const folder = await outFolder(path);
  const { root } = folder;
  const own = join(root, OWN);
  await writing(own, async () => {
    await requireNoLink(own);
    await privateFolder(join(own, 'incoming'));
    await privateFolder(own);
    await syncFolder(root);
  });
  const incoming = join(own, 'incoming');
  const placeOf = (delivery: string) => join(incoming, delivery);

  async function giveName(source: string, name: string, isOurs: boolean): Promise<void> {
    if ((await lstat(source)).isDirectory()) {
      const place = join(root, name);
      try {
        await mkdir(place);
      } catch (error) {
        // Made a moment before the process was killed: renamed onto, if it is empty as it was then.
        if (!isCode(error, 'EEXIST')) throw error;
        if (!isOurs) throw new TakenError(place);
      }
      try {
        await rename(source, place);
      } catch (error) {
        throw isCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOTDIR') ? new TakenError(place) : error;
      }
      await syncFolder(root);
      return;
    }
    await folder.adopt(name, source);
    await rm(source, { force: true });
  }

  /** A name that nothing has and that is not among `taken`: the one itself or with a number. */
  async function freeName(name: string, taken: ReadonlySet<string>): Promise<string> {
    for (let n = 1; n < NUMBERS_MAX; n++) {
      const tried = n === 1 ? name : numbered(name, n);
      if (!taken.has(tried) && !(await statusOf(join(root, tried)))) return tried;
    }
    throw new TakenError(join(root, name));
  }

  async function store(
    delivery: string,
    { moves, tops, files, size, sender }: Plan,
    journal: Journal,
    hook: boolean,
  ): Promise<StoredEntry> {
    const place = placeOf(delivery);
    const sources = tops.map((top) => join(place, TREE, top));
    const chosen = journal.namesOf(delivery);
    const names = [...(chosen ?? tops)];
    const left = new Set<number>();
    if (chosen) {
      // Names are chosen when the tree stands: what is not in it any more has one.
      for (const [i, source] of sources.entries()) if (await hasLeft(source)) left.add(i);
    } else {
      await buildTree(place, moves);
      for (const source of sources) await lstat(source);
    }
    for (let round = 0; left.size < sources.length; round++) {
      const isOurs = round === 0 && chosen !== null;
      const waiting = [...sources.entries()].filter(([i]) => !left.has(i));
      if (!isOurs) {
        const taken = new Set([...left].map((i) => names[i] as string));
        for (const [i] of waiting) {
          const name = await freeName(tops[i] as string, taken);
          taken.add(name);
          names[i] = name;
        }
        await journal.add({ delivery, step: 'naming', names: [...names] });
      }
      for (const [i, source] of waiting) {
        try {
          await giveName(source, names[i] as string, isOurs);
          left.add(i);
        } catch (error) {
          // Somebody was faster: another one in the next round.
          if (!(error instanceof TakenError)) throw error;
        }
      }
    }
    await syncFolder(root);
    const stored = await journal.add({
      delivery,
      step: 'stored',
      names: [...names],
      files,
      size,
      sender,
      hook,
    });
    await rm(place, { recursive: true, force: true });
    return stored;
  }

  return {
    root,
    ownFile: (name) => join(own, name),
    placeOf: async (delivery) => {
      await writing(own, () => privateFolder(placeOf(delivery)));
      return placeOf(delivery);
    },
    tidy: async () => {
      const halves = (await readdir(own)).filter((name) => name.endsWith('.new'));
      for (const name of [...halves, SPOOL]) await rm(join(own, name), { recursive: true, force: true });
    },
    begun: () => readdir(incoming),
    discard: (delivery) => rm(placeOf(delivery), { recursive: true, force: true }),
    keepPlan: (delivery, plan) =>
      writing(own, () =>
        writePrivate(join(placeOf(delivery), PLAN), utf8(JSON.stringify({ v: 1, ...plan }))),
      ),
    loadPlan: async (delivery) => {
      const bytes = await readPrivate(join(placeOf(delivery), PLAN));
      return bytes && v.parse(planSchema, JSON.parse(fromUtf8(bytes)));
    },
    store: (delivery, plan, journal, hook) => writing(root, () => store(delivery, plan, journal, hook)),
  };
}

/** Moves files to where they belong in the tree; those that are there already stay. */
async function buildTree(place: string, moves: Plan['moves']): Promise<void> {
  const folders = new Set<string>();
  for (const [from, to] of moves) {
    const target = join(place, to);
    const folder = dirname(target);
    if (!folders.has(folder)) await mkdir(folder, { recursive: true });
    for (let at = folder; at !== place; at = dirname(at)) folders.add(at);
    await rename(join(place, from), target).catch(async (error: unknown) => {
      // Moved by an earlier run.
      if (!isCode(error, 'ENOENT') || !(await statusOf(target))) throw error;
    });
  }
  for (const folder of folders) await syncFolder(folder);
}

/** Whether what was in the tree has its name by now: it is gone from there, or has two. */
async function hasLeft(source: string): Promise<boolean> {
  const found = await statusOf(source);
  return !found || (found.isFile() && found.nlink > 1);
}

async function statusOf(path: string) {
  return await lstat(path).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  });
}

async function requireNoLink(path: string): Promise<void> {
  const found = await statusOf(path);
  if (found && !found.isDirectory()) throw new TakenError(path);
}
