/** The arguments of `npm run bench --`. */
import { parseArgs } from 'node:util';

export interface Options {
  /** Names of subjects; empty for all. */
  readonly only: readonly string[];
  readonly pairs: number;
  /** Bytes of the file that is sent. */
  readonly size: number;
  /** Bytes of the two files whose memory is compared. */
  readonly peakSizes: readonly [small: number, large: number];
  readonly s3: boolean;
  /** As large and as often as figures are stated: not for quick work. */
  readonly full: boolean;
}

const MiB = 1_048_576;
const units: Readonly<Record<string, number>> = { MiB, GiB: 1_024 * MiB };

const FULL = { pairs: 5, size: 1_024 * MiB, small: 512 * MiB, large: 4_096 * MiB };

function bytes(text: string): number {
  const [, count, unit = ''] = /^(\d+)(MiB|GiB)$/.exec(text) ?? [];
  if (count === undefined) throw new Error(`${text}: wanted a size like 256MiB or 1GiB`);
  return Number(count) * (units[unit] ?? 1);
}

export function parseOptions(list: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...list],
    options: {
      only: { type: 'string', default: '' },
      pairs: { type: 'string', default: '5' },
      size: { type: 'string', default: '1GiB' },
      'peak-small': { type: 'string', default: '512MiB' },
      'peak-large': { type: 'string', default: '4GiB' },
      s3: { type: 'boolean', default: false },
    },
  });
  const pairs = Number(values.pairs);
  if (!Number.isSafeInteger(pairs) || pairs < 1)
    throw new Error(`--pairs ${values.pairs}: wanted a number from 1`);
  const size = bytes(values.size);
  const peakSizes = [bytes(values['peak-small']), bytes(values['peak-large'])] as const;
  return {
    only: values.only.split(',').filter(Boolean),
    pairs,
    size,
    peakSizes,
    s3: values.s3,
    full:
      pairs >= FULL.pairs && size >= FULL.size && peakSizes[0] === FULL.small && peakSizes[1] >= FULL.large,
  };
}
