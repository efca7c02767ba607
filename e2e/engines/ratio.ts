/**
 * How fast the product uploads against the best plain upload in the same browser: pairs in turn, so that what the machine
 * does besides meets both. The plain side is what is fastest by the median of all pairs: 2, 4, 6 or 8 connections. The browser alone,
 * encrypting the same bytes, is compared with it too: no program in it gets further.
 */
import type { EngineBrowser } from './engine-browser.ts';
import { find, type Wanted } from './finder.ts';
import { type Source, sendFile, timeFor } from './journeys.ts';
import { press, until } from './page-steps.ts';
import { plainUpload } from './plain-upload.ts';

const CONNECTIONS = [2, 4, 6, 8] as const;

export interface Ratio {
  /** Bytes of the file of each upload. */
  readonly size: number;
  readonly pairs: number;
  /** The median of the pairs' ratios of speed: above 1 where the product is the faster. */
  readonly ratio: number;
  readonly ratios: readonly number[];
  /** Medians, in MB (10^6 bytes) a second. */
  readonly sealed: number;
  readonly plain: number;
  /** Those of the plain side. */
  readonly connections: number;
  readonly plainByConnections: Readonly<Record<string, number>>;
  /** The same ratio of the browser alone, which encrypts too. */
  readonly alone: number;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(half)] ?? Number.NaN) + (sorted[Math.ceil(half)] ?? Number.NaN)) / 2;
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));

/** Milliseconds from the choice to "Ready"; the share is deleted afterwards. */
async function sealedUpload(browser: EngineBrowser, origin: string, source: Source): Promise<number> {
  const { milliseconds } = await sendFile(browser, origin, source);
  const stop: Wanted = { role: 'button', name: 'Stop and delete' };
  await press(browser.page, stop.name ?? '');
  await press(browser.page, 'Delete for good');
  await until(browser.page, `(${find(stop)}) === null`, { what: 'the end of the share' });
  return milliseconds;
}

/** Speeds by the number of connections. */
type Sides = ReadonlyMap<number, number[]>;

const sides = (): Sides => new Map(CONNECTIONS.map((connections) => [connections, []]));

/** The number of connections that is fastest by the median of its speeds. */
function fastest(all: Sides): {
  readonly connections: number;
  readonly rates: readonly number[];
  readonly speed: number;
} {
  const medians = [...all].map(([connections, rates]) => ({ connections, rates, speed: median(rates) }));
  return medians.toSorted((a, b) => b.speed - a.speed)[0] as (typeof medians)[number];
}

/** Measures. One round of everything goes before, uncounted: code is compiled and folders are made in it. */
export async function uploadRatio(
  browser: EngineBrowser,
  origin: string,
  { source, pairs }: { source: Source; pairs: number },
): Promise<Ratio> {
  const { size } = source;
  const rate = (milliseconds: number) => size / milliseconds / 1_000;
  const upload = async (connections: number, encrypts: boolean) => {
    await browser.page.goto(`${origin}/`);
    return rate(await plainUpload(browser.page, { size, connections, encrypts, timeout: timeFor(size) }));
  };
  await sealedUpload(browser, origin, source);
  await upload(4, false);
  await upload(4, true);
  const sealed: number[] = [];
  const plains = sides();
  const alones = sides();
  for (let pair = 0; pair < pairs; pair++) {
    sealed.push(rate(await sealedUpload(browser, origin, source)));
    // Each begins once where another did before, so that none is always the one after the sealed upload.
    for (let i = 0; i < CONNECTIONS.length; i++) {
      const connections = CONNECTIONS[(i + pair) % CONNECTIONS.length] as number;
      plains.get(connections)?.push(await upload(connections, false));
      alones.get(connections)?.push(await upload(connections, true));
    }
  }
  const best = fastest(plains);
  const against = (speeds: readonly number[]) =>
    speeds.map((speed, pair) => round(speed / (best.rates[pair] as number), 3));
  const ratios = against(sealed);
  return {
    size,
    pairs,
    ratio: round(median(ratios), 3),
    ratios,
    sealed: round(median(sealed), 1),
    plain: round(best.speed, 1),
    connections: best.connections,
    plainByConnections: Object.fromEntries(
      [...plains].map(([connections, rates]) => [connections, round(median(rates), 1)]),
    ),
    alone: round(median(against(fastest(alones).rates)), 3),
  };
}
