/** The figures: what each is called, what it must reach, and how runs become one. */

export type FigureName =
  | 'upload_ratio'
  | 'download_ratio'
  | 'seal_ratio'
  | 'age_upload'
  | 'sodium_upload'
  | 'peak_mb_up'
  | 'peak_mb_down'
  | 'flat_up'
  | 'flat_down'
  | 'resume_waste'
  | 'small_files_ratio';

export interface Target {
  readonly at: 'least' | 'most';
  readonly value: number;
}

const atLeast = (value: number): Target => ({ at: 'least', value });
const atMost = (value: number): Target => ({ at: 'most', value });

export const targets: Readonly<Record<FigureName, Target>> = {
  upload_ratio: atLeast(0.85),
  download_ratio: atLeast(0.8),
  seal_ratio: atLeast(0.75),
  age_upload: atLeast(2.5),
  sodium_upload: atLeast(1.3),
  peak_mb_up: atMost(600),
  peak_mb_down: atMost(600),
  flat_up: atMost(1.25),
  flat_down: atMost(1.25),
  resume_waste: atMost(0.03),
  small_files_ratio: atMost(1.4),
};

/** A number, or the words why there is none. */
export type Measured = number | { readonly failed: string };

export function holds(name: FigureName, measured: Measured): boolean {
  if (typeof measured !== 'number' || !Number.isFinite(measured)) return false;
  const { at, value } = targets[name];
  return at === 'least' ? measured >= value : measured <= value;
}

/** Of at least one number. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1];
  const high = sorted[Math.floor(middle)];
  if (low === undefined || high === undefined) throw new Error('no runs');
  return (low + high) / 2;
}

export const round = (value: number, digits = 3): number => Number(value.toFixed(digits));
