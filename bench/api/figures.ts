/** What the API's figures must reach, and which of two is the worse. */
import type { Target } from '../figures.ts';

export const targets = {
  header_ratio: { at: 'least', value: 0.6 },
  presign_disk_ratio: { at: 'least', value: 0.4 },
  presign_s3_ratio: { at: 'least', value: 0.8 },
  errors: { at: 'most', value: 0 },
  memory_growth: { at: 'most', value: 1.1 },
} as const satisfies Readonly<Record<string, Target>>;

export type FigureName = keyof typeof targets;
export type Figures = Readonly<Record<FigureName, number>>;

export const figureNames = Object.keys(targets) as readonly FigureName[];

export function holds(name: FigureName, measured: number): boolean {
  const { at, value } = targets[name];
  return at === 'least' ? measured >= value : measured <= value;
}

/** Of every figure the one that is further from its target. */
export function worse(a: Figures, b: Figures): Figures {
  const pick = (name: FigureName) =>
    targets[name].at === 'least' ? Math.min(a[name], b[name]) : Math.max(a[name], b[name]);
  return Object.fromEntries(figureNames.map((name) => [name, pick(name)])) as Record<FigureName, number>;
}
