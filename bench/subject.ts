/** One thing that is measured: a file in bench/subjects, found by bench/main.ts. */
import type { FigureName, Measured } from './figures.ts';
import type { Rig } from './rig.ts';

export interface Result {
  readonly figures: Readonly<Partial<Record<FigureName, Measured>>>;
  /** What a figure would be if the product took no time at all beside the browser's own work (bench/workers/bare.ts). */
  readonly limits?: Readonly<Partial<Record<FigureName, number>>>;
  /** What the figures came from: kept with the run, and printed below the table. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Subject {
  readonly name: string;
  readonly figures: readonly FigureName[];
  /** Throws where it could not be measured. */
  readonly measure: (rig: Rig) => Promise<Result>;
}
