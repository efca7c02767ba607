/** What a run prints: a table for people, one line of JSON for programs. */
import { type FigureName, holds, type Measured, targets } from './figures.ts';
import type { Result } from './subject.ts';

export interface Run {
  /** ISO 8601. */
  readonly at: string;
  readonly store: 'disk' | 's3';
  readonly sizeMiB: number;
  readonly pairs: number;
  /** Whether its numbers can be stated: sizes and pairs are not those of quick work. */
  readonly full: boolean;
  readonly figures: Readonly<Record<string, number | null>>;
  /** What the browser alone reaches of a figure, doing the same work without the product. */
  readonly limits: Readonly<Record<string, number>>;
  /** Names of figures below or above their targets. */
  readonly missed: readonly string[];
  /** Why there is no number. */
  readonly failed: Readonly<Record<string, string>>;
  readonly details: Readonly<Record<string, unknown>>;
}

export function runOf(
  about: Pick<Run, 'at' | 'store' | 'sizeMiB' | 'pairs' | 'full'>,
  results: ReadonlyMap<string, Result>,
): Run {
  const measured = [...results.values()].flatMap(
    ({ figures }) => Object.entries(figures) as [FigureName, Measured][],
  );
  const failures = measured.flatMap(([name, value]) =>
    typeof value === 'number' ? [] : [[name, value.failed] as const],
  );
  return {
    ...about,
    figures: Object.fromEntries(
      measured.map(([name, value]) => [name, typeof value === 'number' ? value : null]),
    ),
    limits: Object.assign({}, ...[...results.values()].map(({ limits = {} }) => limits)),
    missed: measured.flatMap(([name, value]) =>
      typeof value === 'number' && !holds(name, value) ? [name] : [],
    ),
    failed: Object.fromEntries(failures),
    details: Object.fromEntries([...results].map(([name, { details }]) => [name, details])),
  };
}

export function tableOf({ figures, limits, failed }: Run): string {
  const rows = Object.entries(figures).map(([name, value]) => {
    const { at, value: wanted } = targets[name as FigureName];
    const target = `${at === 'least' ? '>=' : '<='} ${wanted}`;
    if (value === null) return [name, 'not measured', target, failed[name]?.split('\n')[0] ?? ''];
    const limit = limits[name] === undefined ? '' : `, the browser alone ${limits[name]}`;
    return [name, `${value}`, target, `${holds(name as FigureName, value) ? 'holds' : 'MISSED'}${limit}`];
  });
  const all = [['figure', 'measured', 'target', ''], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function detailsOf({ details }: Run): string {
  return Object.entries(details)
    .map(([subject, one]) => `${subject}: ${JSON.stringify(one)}`)
    .join('\n');
}
