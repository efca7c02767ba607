/**
 * Which fault happens to which request: all of it chosen by a seed, and by what a request is and how often it was made,
 * so that it does not matter in which order a machine gets to them.
 */
import { mulberry32, type Random, seedOf } from '../mulberry32.ts';
import {
  canHappen,
  expectedRequests,
  type Fault,
  type FaultKind,
  faultKinds,
  openingNames,
  type RequestSort,
} from './faults.ts';

/** Kinds that a seed plans for certain; the next seed goes on where it ends, so that four of them have planned all. */
const PLANNED = 6;
/** Tries after which nothing happens by chance any more: every schedule has an end. */
const BY_CHANCE_MAX = 4;

/** What happens to a request by chance, in parts of a thousand. */
const chances: readonly (readonly [number, readonly [FaultKind, ...FaultKind[]]])[] = [
  [
    10,
    [
      'drop-before-request',
      'drop-in-request',
      'drop-after-request',
      'drop-before-response',
      'drop-in-response',
    ],
  ],
  [60, ['latency']],
  [5, ['stall-request', 'stall-response']],
  [10, ['error-500']],
  [10, ['busy-seconds', 'busy-date']],
  [10, ['cut-with-length', 'cut-without-length', 'cut-chunked']],
  [10, ['other-range', 'whole-for-range', 'wrong-content-range']],
  [10, ['flip-down', 'flip-up']],
  [10, ['expired']],
];

export interface Schedule {
  /** The next request of this sort: what happens to it. */
  readonly next: (sort: RequestSort) => Fault | null;
  /** Before which request, counted from 0, the network goes for an hour. */
  readonly outageAt: number | null;
}

/** A fault at the first attempt of the request of this name. */
export interface Planned {
  readonly kind: FaultKind;
  readonly name: string;
}

/** `shape`: of the share that goes through; `instead`: these faults and no others. */
export function createSchedule(
  seed: number,
  shape: { readonly parts: number; readonly partSize: number },
  instead: readonly Planned[] | null = null,
): Schedule {
  const random = mulberry32(seedOf('schedule', seed));
  const requests = expectedRequests(shape.parts, shape.partSize);
  const planned = new Map<string, Fault[]>();
  const plan = (kind: FaultKind, name: string) =>
    planned.set(name, [...(planned.get(name) ?? []), { kind, roll: random.next() }]);

  let outageAt: number | null = null;
  for (const { kind, name } of instead ?? []) plan(kind, name);
  if (!instead) {
    for (let i = 0; i < PLANNED; i++) {
      const kind = faultKinds[(seed * PLANNED + i) % faultKinds.length];
      if (kind === undefined) continue;
      if (kind === 'outage') outageAt = random.whole(1, requests.length + 1);
      else plan(kind, chooseName(kind, requests, planned, random));
    }
  }

  const counts = new Map<string, number>();
  return {
    outageAt,
    next: (sort) => {
      const attempt = counts.get(sort.name) ?? 0;
      counts.set(sort.name, attempt + 1);
      const wanted = planned.get(sort.name)?.[attempt];
      if (wanted || instead || attempt >= BY_CHANCE_MAX) return wanted ?? null;
      return byChance(mulberry32(seedOf(seed, sort.name, attempt)), sort);
    },
  };
}

/** Rather one that nothing is planned for; what opens a share seldom, for that is not tried again. */
function chooseName(
  kind: FaultKind,
  requests: readonly RequestSort[],
  planned: ReadonlyMap<string, unknown>,
  random: Random,
): string {
  const mayEnd = random.whole(1, 5) === 1;
  const possible = requests.filter(
    (sort) => canHappen(kind, sort) && (mayEnd || !openingNames.includes(sort.name)),
  );
  const free = possible.filter(({ name }) => !planned.has(name));
  const [first, ...rest] = free.length > 0 ? free : possible;
  if (!first) throw new Error(`nothing that ${kind} could happen to`);
  return random.pick([first, ...rest]).name;
}

function byChance(random: Random, sort: RequestSort): Fault | null {
  let at = random.next() * 1000;
  for (const [parts, kinds] of chances) {
    at -= parts;
    if (at >= 0) continue;
    const kind = random.pick(kinds);
    return canHappen(kind, sort) ? { kind, roll: random.next() } : null;
  }
  return null;
}
