/** Runs that are compared: one of each in turn, so that what the machine does besides meets both alike. */
import { median, round } from './figures.ts';
import type { Rig } from './rig.ts';
import type { Took } from './shapes.ts';

/** Megabytes (10^6) a second. */
export const rate = ({ bytes, milliseconds }: Took): number => bytes / milliseconds / 1_000;

export const medianRate = (runs: readonly Took[] = []): number => median(runs.map(rate));

/** Runs one measurement and notes its speed, and what processor time its page took (what it prepared is in that). */
export async function noted(rig: Rig, words: string, run: () => Promise<Took>): Promise<Took> {
  const took = await run();
  const seconds = (took.milliseconds / 1_000).toFixed(2);
  const processor = [...rig.processor()].map(([kind, one]) => `${kind} ${one.toFixed(2)}`).join(', ');
  rig.note(`${words}: ${rate(took).toFixed(0)} MB/s in ${seconds} s; processor seconds: ${processor}`);
  return took;
}

export interface Side {
  readonly name: string;
  readonly run: () => Promise<Took>;
}

export interface Rounds {
  /** The runs of each side, in the order of the sides. */
  readonly took: readonly (readonly Took[])[];
  /** Medians of the processor seconds of each side by kind of process: they say more than times on a busy machine. */
  readonly processor: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** ABCABC...: answers the runs of each in order. */
export async function alternately(rig: Rig, ...given: readonly Side[]): Promise<Rounds> {
  const sides = given.map((side) => ({
    ...side,
    took: [] as Took[],
    processor: [] as ReadonlyMap<string, number>[],
  }));
  for (let turn = 1; turn <= rig.options.pairs; turn++) {
    for (const { name, run, took, processor } of sides) {
      took.push(await noted(rig, `round ${turn}, ${name}`, run));
      processor.push(rig.processor());
    }
  }
  return {
    took: sides.map(({ took }) => took),
    processor: Object.fromEntries(sides.map(({ name, processor }) => [name, medians(processor)])),
  };
}

function medians(runs: readonly ReadonlyMap<string, number>[]): Record<string, number> {
  const kinds = [...new Set(runs.flatMap((run) => [...run.keys()]))];
  return Object.fromEntries(
    kinds.map((kind) => [kind, round(median(runs.map((run) => run.get(kind) ?? 0)), 2)]),
  );
}

/** The median of the ratios of two sides in each round: above 1 where the first is the faster. */
export function pairedRatio(a: readonly Took[] = [], b: readonly Took[] = []): number {
  return round(median(a.map((took, i) => rate(took) / rate(b[i] as Took))));
}

/** The shape that is fastest by the median of some rounds over all of them, and the speed of each in MB/s. */
export async function fastest<S>(
  { options }: Rig,
  shapes: readonly S[],
  run: (shape: S) => Promise<Took>,
): Promise<{ best: S; speeds: Record<string, number> }> {
  const rounds = options.full ? 2 : 1;
  const runs = shapes.map((shape) => ({ shape, took: [] as Took[] }));
  for (let turn = 0; turn < rounds; turn++) for (const { shape, took } of runs) took.push(await run(shape));
  const ranked = runs
    .map(({ shape, took }) => ({ shape, speed: medianRate(took) }))
    .sort((x, y) => y.speed - x.speed);
  const speeds = ranked.map(({ shape, speed }) => [wordsOf(shape), round(speed, 0)]);
  return { best: (ranked[0] as { shape: S }).shape, speeds: Object.fromEntries(speeds) };
}

function wordsOf(shape: unknown): string {
  return Object.entries(shape as object)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
