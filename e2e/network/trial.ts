/**
 * One seed, from the schedule to the verdict: a file goes up and down through the faults, and then, without them, again.
 * Equal bytes or a clear error; never a wrong or short file that is called complete, and nothing that is stuck.
 */
import { SEGMENT_SIZE } from '../../shared/crypto/body.ts';
import { asSealdropError, personCode } from '../../shared/errors.ts';
import type { receiveBody } from '../../shared/transfer/receive.ts';
import { mulberry32, seedOf } from '../mulberry32.ts';
import type { FaultProxy, Toll } from './fault-proxy.ts';
import { openingNames } from './faults.ts';
import { expectedOf, receiveFile, type SentFile, type SentShare, sendFile } from './peer.ts';
import { createSchedule, type Planned } from './schedule.ts';
import type { Traffic } from './traffic.ts';
import type { VirtualClock } from './virtual-clock.ts';

export const PART_SIZE = 32 * SEGMENT_SIZE;
/** What one part holds of a file. */
const PART_PLAINTEXT = 32 * (SEGMENT_SIZE - 32);

/** What a network may make of a transfer, in words that a person is told. Everything else is a defect. */
export const clearCodes: readonly string[] = ['server-unreachable', 'damaged', 'rate-limited', 'unexpected'];
/** Faults at one and the same request that may be too many. */
const TOO_MANY = 3;

export interface Outcome {
  /** "complete", or the step and the code that it ended with. */
  readonly words: string;
  /** Why this is no outcome for a schedule to have; empty for a good one. */
  readonly wrongs: readonly string[];
}

/** A size that has one, two or three parts, or next to nothing. */
export function sizeOf(seed: number): number {
  const random = mulberry32(seedOf('size', seed));
  const upTo = random.pick([1, 100_000, PART_PLAINTEXT, 2 * PART_PLAINTEXT, 3 * PART_PLAINTEXT]);
  const least = upTo <= PART_PLAINTEXT ? 0 : upTo - PART_PLAINTEXT + 1;
  // The edge itself as well, which chance alone would never meet.
  return random.whole(0, 7) === 0 ? upTo : random.whole(least, upTo);
}

export function partsOf(size: number): number {
  return Math.max(1, Math.ceil(size / PART_PLAINTEXT));
}

export interface Trial {
  readonly proxy: FaultProxy;
  readonly traffic: Traffic;
  readonly clock: VirtualClock;
}

export interface TrialOptions {
  readonly seed: number;
  /** In place of what the seed plans. */
  readonly faults?: readonly Planned[];
  readonly size?: number;
  /** In place of the pipeline's own. */
  readonly body?: typeof receiveBody;
}

/** Runs a seed. */
export async function runTrial(
  { proxy, traffic, clock }: Trial,
  { seed, faults, body, size = sizeOf(seed) }: TrialOptions,
): Promise<{ outcome: Outcome; toll: Toll; size: number; skipped: number }> {
  const before = clock.skipped();
  const file: SentFile = { name: `seed ${seed}.bin`, size };
  const expected = JSON.stringify(expectedOf(file));
  const ports = { origin: proxy.origin, fetch: traffic.fetchAt(proxy.origin), clock };
  const wrongs: string[] = [];
  const toll = proxy.begin(createSchedule(seed, { parts: partsOf(size), partSize: PART_SIZE }, faults));

  /** One step, whose end is written down. */
  const step = async <T>(name: string, work: () => Promise<T>): Promise<{ value: T } | { error: string }> => {
    try {
      return { value: await clock.during(work()) };
    } catch (error) {
      const ours = asSealdropError(error);
      const code = personCode(ours.code);
      if (!clearCodes.includes(code)) wrongs.push(`${name} ended with ${ours.code}: ${ours.stack}`);
      else if (!isExcused(toll)) wrongs.push(`${name} ended with ${ours.code}, which no fault explains`);
      return { error: `${name}: ${ours.code}` };
    }
  };
  const receive = async (share: SentShare) => {
    const received = await receiveFile(share, ports, body);
    if (JSON.stringify(received) !== expected) {
      const what = received.size < size ? 'short' : 'wrong';
      wrongs.push(`a ${what} file was called complete: ${JSON.stringify(received)}, not ${expected}`);
    }
  };

  const sent = await step('send', () => sendFile(file, ports));
  const received = 'value' in sent ? await step('receive', () => receive(sent.value)) : sent;
  const words = 'error' in received ? received.error : 'complete';

  proxy.begin(null);
  // Whatever was left behind ends by itself now, in whatever time that takes.
  await clock.during(proxy.quiet());
  if (traffic.underWay() > 0) wrongs.push(`${traffic.underWay()} requests were left behind`);
  if (clock.waiting() > 0) wrongs.push(`${clock.waiting()} pauses or watchdogs were left behind`);
  if (toll.endured > 0) wrongs.push(`${toll.endured} stalls were not noticed in twenty minutes`);
  if (toll.broken.length > 0) wrongs.push(`the proxy failed: ${toll.broken.map(String).join(', ')}`);

  const share = 'value' in sent ? sent : await step('fresh send', () => sendFile(file, ports));
  const again = 'value' in share ? await step('fresh receive', () => receive(share.value)) : share;
  if ('error' in again) wrongs.push(`without faults: ${again.error}`);
  return { outcome: { words, wrongs }, toll, size, skipped: clock.skipped() - before };
}

/** Whether what was done to a transfer is enough for it to give up: what opens a share is asked once. */
function isExcused({ byName }: Toll): boolean {
  return [...byName].some(([name, count]) => openingNames.includes(name) || count >= TOO_MANY);
}
