/**
 * The receiving service: watches an inbox and brings every delivery into a folder, once. A server that is away, a network that
 * is lost, a disk that is full are waited out with growing pauses; KILL at any moment loses and doubles nothing.
 * docs/receive.md.
 */
import { type Bytes, fromBase64Url, toBase64Url } from '../../shared/bytes.ts';
import { sleep, systemClock } from '../../shared/clock.ts';
import type { Identity } from '../../shared/crypto/identity.ts';
import { asSealdropError, SealdropError } from '../../shared/errors.ts';
import { inboxReader, type ReadDelivery } from '../../shared/share/inbox.ts';
import { explainFailure } from '../exit-codes.ts';
import type { Site } from '../site.ts';
import type { Arrivals, Plan } from './arrivals.ts';
import type { Journal, StoredEntry } from './journal.ts';
import type { ServiceLog } from './service-log.ts';

/** Deliveries on their way at once. */
const LANES = 3;
/** Milliseconds of the longest pause after a delivery that failed, and after a server that did not answer. */
const FAILED_MAX = 3_600_000;
const AWAY_MAX = 60_000;
/** Of the first of them at least. */
const PAUSE_MIN = 1_000;
const SHARE_ID_SIZE = 16;
/** What a server that is there and set up answers only for a while. */
const passing: readonly string[] = [
  'server-unreachable',
  'store-unreachable',
  'rate-limited',
  'garbled',
  'unexpected',
  'storage-full',
  'clock-wrong',
];

/** Stores something that came by another way than the inbox; null where it has arrived before. `bring`: as for a delivery. */
export type Take = (delivery: string, bring: () => Promise<Plan>) => Promise<StoredEntry | null>;

export interface ServicePorts {
  readonly site: Site;
  readonly identity: Identity;
  readonly arrivals: Arrivals;
  readonly journal: Journal;
  readonly log: ServiceLog;
  /** Tells the server who receives, before its inbox is asked for. Repeated where it failed. */
  readonly announce: () => Promise<void>;
  /** Brings a delivery to its place, whole and checked. Throws cancelled where the signal aborts. */
  readonly bring: (delivery: string, signal: AbortSignal) => Promise<Plan>;
  /** Tells the operator's program; null where there is none. Never throws. */
  readonly tell: ((entry: StoredEntry) => Promise<number | string>) | null;
  /** Other ways in, until the signal aborts; with `once` until nothing is left. What they throw ends the service. */
  readonly beside: (take: Take, stop: AbortSignal) => Promise<void>;
  /** Milliseconds between two looks at the inbox. */
  readonly poll: number;
  /** Looks until nothing is left that can be stored, and ends. */
  readonly once: boolean;
  /** Aborts when the service is to end. */
  readonly stop: AbortSignal;
}

interface Failure {
  readonly attempts: number;
  /** When it is tried again, as performance.now counts. */
  readonly until: number;
}

/** Runs until `stop`. Throws what keeps it from beginning; with `once` also what the server says, and what the first failure was. */
export async function serve(ports: ServicePorts): Promise<void> {
  const { site, identity, arrivals, journal, log, announce, bring, tell, beside, poll, once } = ports;
  /** What cannot begin ends everything beside it. */
  const broken = new AbortController();
  const stop = AbortSignal.any([ports.stop, broken.signal]);
  const running = new Map<string, Promise<void>>();
  const failures = new Map<string, Failure>();
  const errors: unknown[] = [];
  let listed: string[] = [];
  let reader = newReader();

  function newReader() {
    const isDismissed = async (id: Uint8Array) => {
      listed.push(toBase64Url(id));
      // Not read again.
      return journal.isStored(toBase64Url(id));
    };
    return inboxReader({ client: site.client, fetch: site.fetch, clock: systemClock, isDismissed });
  }

  async function finish(delivery: string, plan: Plan): Promise<StoredEntry> {
    const stored = await arrivals.store(delivery, plan, journal, tell !== null);
    const { arrival, files, size } = stored;
    log('info', 'stored', { arrival, files, bytes: size });
    await dismiss(delivery);
    await tellOf(stored);
    return stored;
  }

  /** Something that came by another way; null where it has arrived before. Throws what bringing it throws. */
  async function take(delivery: string, brought: () => Promise<Plan>): Promise<StoredEntry | null> {
    if (running.has(delivery)) throw new SealdropError('in-other-tab');
    if (journal.isStored(delivery)) return null;
    log('info', 'receiving');
    const work = (async () =>
      await finish(delivery, (await arrivals.loadPlan(delivery)) ?? (await brought())))();
    const ended = work.then(
      () => void running.delete(delivery),
      () => void running.delete(delivery),
    );
    running.set(delivery, ended);
    return await work;
  }

  async function tellOf(stored: StoredEntry): Promise<void> {
    if (!tell) return;
    const ended = await tell(stored);
    log(ended === 0 ? 'info' : 'error', 'hook-ended', { arrival: stored.arrival, ended });
    await journal.add({ delivery: stored.delivery, step: 'hook', ended });
  }

  /** Of something that is stored; where the server does not hear it, it is listed again, and this repeated. */
  async function dismiss(delivery: string): Promise<void> {
    const id = shareIdOf(delivery);
    if (!id) return;
    await site.client.markDelivery(identity, id, 'dismissed', stop).catch((error: unknown) => {
      const { code } = asSealdropError(error);
      if (code !== 'ended' && code !== 'not-found') log('warn', 'not-dismissed', { code });
    });
  }

  /** What an earlier run has left: whole arrivals get their names, without the server. */
  async function goOn(): Promise<void> {
    for (const delivery of await arrivals.begun()) {
      if (journal.isStored(delivery)) await arrivals.discard(delivery);
      else {
        const plan = await arrivals.loadPlan(delivery);
        if (plan) await finish(delivery, plan);
        // Half a package: its sender has had no answer, or it lies where it lay.
        else if (!shareIdOf(delivery)) await arrivals.discard(delivery);
      }
    }
    for (const stored of journal.hooksDue()) await tellOf(stored);
  }

  async function receive({ shareId, problem }: ReadDelivery): Promise<void> {
    try {
      if (problem) throw new SealdropError(problem.code, { details: problem.details });
      log('info', 'receiving');
      await finish(shareId, (await arrivals.loadPlan(shareId)) ?? (await bring(shareId, stop)));
      failures.delete(shareId);
    } catch (error) {
      if (stop.aborted) return;
      errors.push(error);
      const attempts = (failures.get(shareId)?.attempts ?? 0) + 1;
      const pause = pauseOf(error, attempts, FAILED_MAX);
      failures.set(shareId, { attempts, until: performance.now() + pause });
      log('error', 'failed', { code: explainFailure(error).code, wait: Math.round(pause / 1000) });
    }
  }

  /** Deliveries that can be begun now, the first that came first. */
  async function look(): Promise<ReadDelivery[]> {
    listed = [];
    const found = await reader.readInbox(identity);
    for (const delivery of listed) if (journal.isStored(delivery)) await dismiss(delivery);
    // Nothing is remembered of what is gone.
    if (listed.length === 0) reader = newReader();
    for (const delivery of await arrivals.begun()) {
      // Its time is over, or its sender has taken it back.
      if (!listed.includes(delivery) && !running.has(delivery) && !(await arrivals.loadPlan(delivery)))
        await arrivals.discard(delivery);
    }
    const at = performance.now();
    return found
      .filter(({ shareId }) => !running.has(shareId) && !journal.isStored(shareId))
      .filter(({ shareId }) => (failures.get(shareId)?.until ?? 0) <= at)
      .toSorted((a, b) => a.arrived - b.arrived);
  }

  function pauseOf(error: unknown, attempts: number, most: number): number {
    const own = Math.min(most, Math.max(poll, PAUSE_MIN) * 2 ** Math.min(attempts - 1, 20));
    return Math.max(own, (asSealdropError(error).details.retryAfter ?? 0) * 1000);
  }

  /** Asks the server until it answers; null where the service ends first. */
  async function asking<T>(ask: () => Promise<T>, isFatal: (code: string) => boolean): Promise<T | null> {
    for (let attempts = 1; !stop.aborted; attempts++) {
      try {
        return await ask();
      } catch (error) {
        if (stop.aborted) break;
        const { code } = asSealdropError(error);
        if (once || isFatal(code)) throw error;
        const pause = pauseOf(error, attempts, AWAY_MAX);
        log('warn', 'waiting', { code, wait: Math.round(pause / 1000) });
        await sleep(pause, stop);
      }
    }
    return null;
  }

  /** Until the next look is due, or something has ended. */
  async function rest(): Promise<void> {
    const over = new AbortController();
    const pause = once && running.size > 0 ? [] : [sleep(poll, AbortSignal.any([stop, over.signal]))];
    await Promise.race([...pause, ...running.values()]);
    over.abort();
  }

  let others: Promise<unknown> = Promise.resolve();
  try {
    await goOn();
    others = beside(take, stop);
    others.catch(() => broken.abort());
    if (once) await others;
    // What is set up wrongly does not pass by itself.
    await asking(announce, (code) => !passing.includes(code));
    while (!stop.aborted) {
      const due = await asking(look, () => false);
      for (const delivery of due ?? []) {
        if (running.size >= LANES) break;
        const { shareId } = delivery;
        running.set(
          shareId,
          receive(delivery).finally(() => running.delete(shareId)),
        );
      }
      if (once && running.size === 0) break;
      await rest();
    }
  } finally {
    await others;
    await Promise.all(running.values());
  }
  if (once && errors.length > 0) throw errors[0];
}

/** null for a package, which came by no server. */
function shareIdOf(delivery: string): Bytes | null {
  const id = fromBase64Url(delivery);
  return id?.length === SHARE_ID_SIZE ? id : null;
}
