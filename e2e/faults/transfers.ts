/**
 * Twenty uploads and twenty downloads at once while something is taken away from under them and given back. A download that
 * has ended begins again as long as there are faults to come, so that each finds all of them in their middle.
 */
import { expect } from '@playwright/test';
import type { Fetch } from '../../shared/client.ts';
import { systemClock } from '../../shared/clock.ts';
import { type ErrorCode, hasCode } from '../../shared/errors.ts';
import { sleep } from '../../shared/transfer/retry.ts';
import type { Chance } from '../crash/chance.ts';
import { type Line, openLine } from '../crash/line.ts';
import { Sender } from '../crash/sender.ts';
import type { Site } from '../crash/site.ts';
import { receiveFile } from '../network/peer.ts';

const UPLOADS = 20;
const DOWNLOADS = 20;
/** Shares that are there before the first fault, and are downloaded. */
const EARLIER = 5;
/** Bytes: up to three parts. */
const SIZE_MAX = 18_000_000;
const MONTH = 30 * 86_400;
/** Milliseconds between two looks, and until a fault that nobody felt is none. */
const LOOK = 100;
const FELT_MS = 60_000;
/** Milliseconds between two downloads of one receiver. */
const PAUSE = 500;
/** Milliseconds without an answer, to requests that are under way, that are a silence. */
const SILENT_MS = 3_000;

export interface Fault {
  readonly words: string;
  readonly begin: () => Promise<void>;
  readonly end: () => Promise<void>;
  /**
   * How clients feel it: requests of both sides, or of senders, that fail or are refused; none that is answered; or how else
   * it is seen. It ends only then, and where that never comes the run fails, for what was not felt was not injected.
   */
  readonly felt: 'refused' | 'senders refused' | 'silent' | (() => Promise<boolean>);
}

/** What requests have come to, seen from the clients. */
interface Feelings {
  readonly fetch: Fetch;
  /** Requests without an answer, and answers of 400 and above. */
  refused(): number;
  /** Milliseconds since the last answer to any, while some are under way. */
  silentFor(): number;
}

function feelings(line: Line): Feelings {
  let refused = 0;
  let underWay = 0;
  let answered = performance.now();
  return {
    async fetch(url, init) {
      if (underWay++ === 0) answered = performance.now();
      try {
        const response = await line.fetch(url, init);
        if (response.status >= 400) refused++;
        return response;
      } catch (error) {
        refused++;
        throw error;
      } finally {
        underWay--;
        answered = performance.now();
      }
    },
    refused: () => refused,
    silentFor: () => (underWay === 0 ? 0 : performance.now() - answered),
  };
}

export interface Transferred {
  readonly senders: readonly Sender[];
  /** Downloads that came to their end, with the right bytes. */
  readonly downloads: number;
  /** Requests that failed or were refused. */
  readonly refused: number;
}

/** Errors at which whoever downloads tries again from the beginning, as a person does. */
const passing: readonly ErrorCode[] = [
  'server-unreachable',
  'store-unreachable',
  'rate-limited',
  'url-refused',
  'unexpected',
];

/**
 * Runs them at this site through these faults, one after another. `given` are codes that an upload may end with: such a share
 * is never ready. Every other one is.
 */
export async function transferThrough(
  site: Site,
  faults: readonly Fault[],
  { random, given }: { readonly random: Chance; readonly given: readonly ErrorCode[] },
): Promise<Transferred> {
  const { origin } = site.server;
  const prepare = async (name: string, fetch: Fetch) =>
    await Sender.prepare({ origin, name, size: random.whole(0, SIZE_MAX), fetch, lifetime: MONTH });
  const there = (url: string, init: RequestInit) => fetch(new URL(url, origin), init);
  const earlier: Sender[] = [];
  for (let i = 0; i < EARLIER; i++) earlier.push(await prepare(`earlier ${i}.bin`, there));
  for (const sender of earlier) await sender.run();
  const [upLine, downLine] = [openLine(origin), openLine(origin)];
  const [up, down] = [feelings(upLine), feelings(downLine)];
  const later: Sender[] = [];
  for (let i = 0; i < UPLOADS; i++) later.push(await prepare(`${random.seed} ${i}.bin`, up.fetch));

  const { signal } = new AbortController();
  let isOver = false;
  let downloads = 0;
  const receive = async (sender: Sender) => {
    for (;;) {
      try {
        const { digest } = await receiveFile(sender, { origin, fetch: down.fetch, clock: systemClock });
        expect(digest).toBe(sender.digest());
        downloads++;
        if (isOver) return;
        // Others are to come to their turn too.
        await sleep(PAUSE, signal);
      } catch (error) {
        if (!hasCode(error, ...passing, ...given)) throw error;
        await sleep(LOOK, signal);
      }
    }
  };
  const uploads = later.map(async (sender) => {
    try {
      await sender.run();
    } catch (error) {
      if (!hasCode(error, ...given)) throw error;
    }
  });
  const receiving = Array.from({ length: DOWNLOADS }, (_, i) => receive(earlier[i % EARLIER] as Sender));
  const all = Promise.all([...uploads, ...receiving]);
  // Awaited below; until then a failure must not count as unhandled.
  all.catch(() => undefined);
  const broken = all.then(() => new Promise<never>(() => {}));

  const requests = later.reduce((sum, { geometry }) => sum + 5 + 2 * geometry.parts, 0);
  const step = Math.max(1, Math.floor(requests / (faults.length + 2)));
  try {
    for (const { words, begin, end, felt } of faults) {
      await Promise.race([upLine.after(random.whole(1, step)), Promise.allSettled(uploads), broken]);
      if (later.every(({ phase }) => phase === 'ready'))
        throw new Error(`${words}: every upload was through`);
      const before = { up: up.refused(), down: down.refused() };
      const isFelt = async () => {
        if (felt === 'senders refused') return up.refused() > before.up;
        if (felt === 'refused') return up.refused() > before.up && down.refused() > before.down;
        if (felt === 'silent') return up.silentFor() > SILENT_MS && down.silentFor() > SILENT_MS;
        return await felt();
      };
      try {
        await begin();
        const until = performance.now() + FELT_MS;
        while (!(await isFelt())) {
          if (performance.now() > until) throw new Error(`${words}: nobody felt it`);
          await Promise.race([new Promise((resolve) => setTimeout(resolve, LOOK)), broken]);
        }
      } finally {
        await end();
      }
    }
  } finally {
    isOver = true;
  }
  await all;
  return { senders: [...earlier, ...later], downloads, refused: up.refused() + down.refused() };
}
