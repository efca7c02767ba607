/**
 * How fast the product uploads a file against the best plain upload of as many bytes in the same browser, and what the browser
 * alone reaches that reads, encrypts, hashes and puts the same file without a line of the product: the bench's page and workers
 * (bench/page), in any engine. One of each in turn, so that what the machine does besides meets all.
 */
import { execFileSync } from 'node:child_process';
import type { EngineBrowser } from './engine-browser.ts';
import { find, type Wanted } from './finder.ts';
import { type Source, sendFile, timeFor } from './journeys.ts';
import { chooseFiles, evaluateLong, press, until } from './page-steps.ts';

/** Requests in flight, over all workers. */
interface Shape {
  readonly connections: number;
  readonly workers: number;
}

const SHAPES: readonly Shape[] = [1, 2].flatMap((workers) =>
  [2, 4, 6, 8].map((connections) => ({ connections, workers })),
);
/** How many times a file of the pairs is sent, for those who give it time. */
export const uploadsOf = (pairs: number): number => 1 + 2 * SHAPES.length + 3 * pairs;

export interface Ratio {
  /** Bytes of the file of each upload. */
  readonly size: number;
  readonly pairs: number;
  /** The median of the pairs' ratios of speed: above 1 where the product is the faster. */
  readonly ratio: number;
  readonly ratios: readonly number[];
  /** The same of the browser alone. */
  readonly alone: number;
  /** Medians, in MB (10^6 bytes) a second. */
  readonly sealed: number;
  readonly plain: number;
  /** The fastest of each kind. */
  readonly plainShape: Shape;
  readonly aloneShape: Shape;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(half)] ?? Number.NaN) + (sorted[Math.ceil(half)] ?? Number.NaN)) / 2;
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));

type Upload = (shape: Shape) => Promise<number>;

/** The three uploads of this browser, each on a page that is loaded anew. Answers of all: MB a second. */
function uploadsIn(browser: EngineBrowser, origin: string, source: Source) {
  const { page } = browser;
  const rate = (milliseconds: number) => source.size / milliseconds / 1_000;

  async function onBench(call: string): Promise<number> {
    settle();
    await page.goto(`${origin}/bench.html`);
    await chooseFiles(page, 'Files', [source.path]);
    const took = await evaluateLong(page, `globalThis.bench.${call}`, timeFor(source.size));
    return rate((took as { milliseconds: number }).milliseconds);
  }

  return {
    /** From the choice to "Ready"; the share is deleted afterwards. */
    sealed: async (): Promise<number> => {
      settle();
      const { milliseconds } = await sendFile(browser, origin, source);
      const stop: Wanted = { role: 'button', name: 'Stop and delete' };
      await press(page, stop.name ?? '');
      await press(page, 'Delete for good');
      await until(page, `(${find(stop)}) === null`, { what: 'the end of the share' });
      return rate(milliseconds);
    },
    plain: (shape: Shape) => onBench(`plainUpload(${JSON.stringify({ ...shape, hashed: true })})`),
    alone: (shape: Shape) => onBench(`bareUpload(${JSON.stringify(shape)})`),
  };
}

/** What the run before has left to write would be written during this one. */
const settle = () => execFileSync('sync');

/** Looks once at every shape: the first looks also compile code and make folders. */
async function fastest(upload: Upload): Promise<Shape> {
  const looks: { shape: Shape; rate: number }[] = [];
  for (const shape of SHAPES) looks.push({ shape, rate: await upload(shape) });
  const best = looks.reduce((first, one) => (one.rate > first.rate ? one : first));
  return best.shape;
}

/** Measures. `origin`: of a server that has the bench's page. The product's first upload does not count either. */
export async function uploadRatio(
  browser: EngineBrowser,
  origin: string,
  { source, pairs }: { source: Source; pairs: number },
): Promise<Ratio> {
  const { sealed, plain, alone } = uploadsIn(browser, origin, source);
  await sealed();
  const plainShape = await fastest(plain);
  const aloneShape = await fastest(alone);
  const rates: { sealed: number; plain: number; alone: number }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    rates.push({
      sealed: await sealed(),
      plain: await plain(plainShape),
      alone: await alone(aloneShape),
    });
  }
  const ratios = rates.map((pair) => round(pair.sealed / pair.plain, 3));
  return {
    size: source.size,
    pairs,
    ratio: round(median(ratios), 3),
    ratios,
    alone: round(median(rates.map((pair) => pair.alone / pair.plain)), 3),
    sealed: round(median(rates.map((pair) => pair.sealed)), 1),
    plain: round(median(rates.map((pair) => pair.plain)), 1),
    plainShape,
    aloneShape,
  };
}
