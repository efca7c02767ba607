/** How far a transfer is, as one line that a terminal draws again and again; nothing at all where nobody looks at it. */
import type { Console } from './console.ts';

export interface Progress {
  /** So many bytes more are done; less than nothing where they have to be done again. */
  readonly add: (bytes: number) => void;
  /** So many were done before: they say nothing of the pace. */
  readonly begin: (bytes: number) => void;
  /** What happens now, as "Sending". */
  readonly phase: (words: string) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

/** Milliseconds between two drawings. */
const PACE = 200;
/** Milliseconds that the rate looks back. */
const WINDOW = 5_000;

export function progressOf(console: Console, total: number, words: string): Progress {
  let [phase, done, drawn] = [words, 0, 0];
  let seen: { readonly at: number; readonly done: number }[] = [];

  function draw(force: boolean): void {
    const at = performance.now();
    if (!console.isTerminal || (!force && at - drawn < PACE)) return;
    drawn = at;
    seen = [...seen.filter((one) => at - one.at < WINDOW), { at, done }];
    const line = lineOf({ phase, done, total, rate: rateOf(seen), width: console.width() || 80 });
    console.error(`\r\u001B[2K${line}`);
  }

  return {
    begin: (bytes) => {
      done = bytes;
      seen = [];
      draw(true);
    },
    add: (bytes) => {
      done += bytes;
      draw(false);
    },
    phase: (next) => {
      phase = next;
      draw(true);
    },
    end: () => {
      if (console.isTerminal) console.error('\r\u001B[2K');
    },
  };
}

/** The same pieces, each told to `add` once it was taken. */
export async function* counted<P extends Uint8Array>(
  content: AsyncIterable<P>,
  add: (bytes: number) => void,
): AsyncGenerator<P, void> {
  for await (const piece of content) {
    yield piece;
    add(piece.length);
  }
}

/** Bytes a second, null before anything can be said. */
function rateOf(seen: readonly { readonly at: number; readonly done: number }[]): number | null {
  const [first, last] = [seen[0], seen.at(-1)];
  if (!first || !last || last.at - first.at < PACE) return null;
  return Math.max(0, ((last.done - first.done) / (last.at - first.at)) * 1000);
}

interface Shown {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
  readonly rate: number | null;
  readonly width: number;
}

/** "Sending  [=====>    ]  42 %  1.2 of 3 GB  88 MB/s  20 s left", as wide as there is room. */
export function lineOf({ phase, done, total, rate, width }: Shown): string {
  const share = total === 0 ? 1 : Math.min(done / total, 1);
  const parts = [
    `${Math.floor(share * 100)} %`.padStart(5),
    `${sizeOf(done)} of ${sizeOf(total)}`,
    ...(rate ? [`${sizeOf(rate)}/s`, `${timeOf((total - done) / rate)} left`] : []),
  ];
  const text = parts.join('  ');
  const room = Math.min(width - 1 - phase.length - text.length - 6, 40);
  if (room < 5) return `${phase} ${text}`.slice(0, Math.max(0, width - 1));
  const filled = Math.round(share * room);
  return `${phase}  [${'='.repeat(filled)}${' '.repeat(room - filled)}]${text}`;
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** "1.2 GB". */
export function sizeOf(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** "20 s", "3 min", "2 h". */
function timeOf(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  return seconds < 6_000 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3600)} h`;
}
