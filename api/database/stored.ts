/** How much there is, in numbers. */
import type { Database } from './open.ts';

export interface Stored {
  readonly uploading: number;
  readonly ready: number;
  /** Of all bodies, as stored or on their way. */
  readonly bytes: number;
  /** Of both, those that are blocked. */
  readonly blocked: number;
  /** Reports that the operator has not dismissed. */
  readonly reports: number;
  /** Objects that are to be deleted by now. */
  readonly due: number;
}

/** Counts what lives at `now` (Unix seconds). */
export async function stored(database: Database, now: number): Promise<Stored> {
  const shares = await database
    .selectFrom('shares')
    .select(({ fn }) => [
      fn.countAll<number | string>().as('all'),
      fn.count<number | string>('header').as('ready'),
      fn.sum<number | string | null>('bodySize').as('bytes'),
      fn.countAll<number | string>().filterWhere('blocked', '=', 1).as('blocked'),
    ])
    .where('expires', '>', now)
    .executeTakeFirstOrThrow();
  const { due } = await database
    .selectFrom('deletions')
    .select(({ fn }) => fn.countAll<number | string>().as('due'))
    .where('due', '<=', now)
    .executeTakeFirstOrThrow();
  const { reports } = await database
    .selectFrom('reports')
    .select(({ fn }) => fn.countAll<number | string>().as('reports'))
    .executeTakeFirstOrThrow();
  const ready = Number(shares.ready);
  return {
    uploading: Number(shares.all) - ready,
    ready,
    bytes: Number(shares.bytes ?? 0),
    blocked: Number(shares.blocked),
    reports: Number(reports),
    due: Number(due),
  };
}
