/**
 * Uploads of this tab: what was sent, where each stands, what was chosen for it. Fed by the worker's events; pages
 * read the store and call the actions. Dropping again starts another share; the earlier one goes on.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  Dropped,
  DroppedFile,
  OwnShare,
  ShareChange,
  Started,
  Transfer,
  WireError,
} from '../engine/protocol.ts';
import { wireError } from '../engine/rpc.ts';
import { allFiles, joinFiles, type Taken } from './dropped-files.ts';
import type { Engine } from './engine.ts';
import { type Clock, perFrame } from './per-frame.ts';
import {
  applyChange,
  type ChosenOptions,
  defaultLifetime,
  defaultLimit,
  plainOptions,
} from './share-options.ts';
import { type Samples, withSample } from './speed.ts';

/** One share that this tab has sent. */
export interface Sent {
  readonly started: Started;
  /** Its address now: a change of who can open it can change the secret. */
  readonly link: string;
  readonly options: ChosenOptions;
  /** Unix seconds after a change of it, else null: the transfer has it then. */
  readonly expires: number | null;
  /** After "Stop and delete": whether it was complete already, so that somebody may have had access. */
  readonly deleted: 'before-complete' | 'after-complete' | null;
}

export interface Tracked {
  readonly transfer: Transfer;
  readonly samples: Samples;
}

/** What kept a drop from becoming a share. */
export type SendProblem = { readonly kind: 'empty' } | { readonly kind: 'failed'; readonly error: WireError };

export interface SendingState {
  /** The share that the Send page shows: the newest. */
  readonly current: string | null;
  /** Files are being read and the share is being started. */
  readonly preparing: boolean;
  readonly sent: Readonly<Record<string, Sent>>;
  readonly transfers: Readonly<Record<string, Tracked>>;
  readonly problem: SendProblem | null;
}

export interface Sending {
  readonly store: StoreApi<SendingState>;
  /** Answers the share's id, null where no share came of it: `problem` says why. */
  send(taken: Taken): Promise<string | null>;
  /** Takes an upload in that was started elsewhere: a delivery. */
  follow(started: Started, options: ChosenOptions): void;
  stopAndDelete(shareId: string): Promise<void>;
  pause(shareId: string, paused: boolean): Promise<void>;
  /**
   * Takes up an upload that was left; it is shown as the newest. `files`: those picked again now, added to what was
   * picked before; null for those that the worker still has.
   */
  resume(
    share: Pick<OwnShare, 'shareId' | 'isDelivery'> & Partial<OwnShare>,
    files: readonly DroppedFile[] | null,
  ): Promise<void>;
  change(shareId: string, change: ShareChange): Promise<void>;
}

/** The server's limits, as far as they are known. */
export type Limits = () => {
  readonly maxShareBytes: number;
  readonly maxExpirySeconds: number;
  /** Of one address in a day, where that is limited. */
  readonly maxDayBytes?: number | undefined;
} | null;

export function createSending(engine: Engine, clock: Clock, limits: Limits): Sending {
  const store = createStore<SendingState>(() => ({
    current: null,
    preparing: false,
    sent: {},
    transfers: {},
    problem: null,
  }));

  /** Files picked for uploads that still miss some. */
  const picked = new Map<string, readonly DroppedFile[]>();

  const push = perFrame<Transfer>(clock, (items) => {
    const now = Date.now();
    const transfers = { ...store.getState().transfers };
    for (const transfer of items) {
      const samples = transfers[transfer.shareId]?.samples ?? [];
      transfers[transfer.shareId] = { transfer, samples: withSample(samples, now, transfer.sent) };
    }
    store.setState({ transfers });
  });
  engine.on((event) => {
    if (event.type === 'transfer') push(event.transfer);
  });

  const setSent = (shareId: string, update: (sent: Sent) => Sent): void => {
    const { sent } = store.getState();
    const one = sent[shareId];
    if (one) store.setState({ sent: { ...sent, [shareId]: update(one) } });
  };

  function follow(started: Started, options: ChosenOptions): void {
    const one = { started, link: started.link, options, expires: null, deleted: null };
    store.setState(({ sent }) => ({ sent: { ...sent, [started.shareId]: one } }));
  }

  async function start(dropped: Dropped): Promise<string> {
    const lifetime = defaultLifetime(limits()?.maxExpirySeconds ?? null);
    const options = { lifetime, limit: defaultLimit, passphrase: null, message: '' };
    const started = await engine.call('send', { dropped, options });
    follow(started, plainOptions({ lifetime, limit: defaultLimit }));
    store.setState({ current: started.shareId });
    return started.shareId;
  }

  return {
    store,
    follow,
    async send(taken) {
      store.setState({ preparing: true, problem: null });
      try {
        const gathered = await gather(taken, limits);
        if ('dropped' in gathered) return await start(gathered.dropped);
        store.setState({ problem: gathered.problem });
      } catch (error) {
        store.setState({ problem: { kind: 'failed', error: wireError(error) } });
      } finally {
        store.setState({ preparing: false });
      }
      return null;
    },
    async stopAndDelete(shareId) {
      const transfer = store.getState().transfers[shareId]?.transfer;
      let complete = transfer?.phase === 'ready';
      if (complete) await engine.call('revoke', { shareId });
      else complete = (await engine.call('stop', { shareId })).complete;
      if (transfer) push({ ...transfer, phase: 'stopped' });
      setSent(shareId, (sent) => ({ ...sent, deleted: complete ? 'after-complete' : 'before-complete' }));
    },
    async pause(shareId, paused) {
      await engine.call('pause', { shareId, paused });
    },
    async resume(share, files) {
      const { shareId } = share;
      const all = files && [...(picked.get(shareId) ?? []), ...files];
      if (all) picked.set(shareId, all);
      const started = await engine.call('resume', { shareId, files: all });
      picked.delete(shareId);
      follow(started, store.getState().sent[shareId]?.options ?? optionsOf(share));
      if (!share.isDelivery) store.setState({ current: shareId });
    },
    async change(shareId, change) {
      const { expires, link } = await engine.call('change', { shareId, change });
      setSent(shareId, (sent) => ({
        ...sent,
        link,
        options: applyChange(sent.options, change),
        expires: expires ?? sent.expires,
      }));
    },
  };
}

/** What is chosen for a share, as the list of Shares has it. */
function optionsOf({
  status,
  hasPassphrase = false,
  message = '',
  byLink = true,
  people = [],
}: Partial<OwnShare>) {
  const limit = status && 'limit' in status ? status.limit : null;
  return {
    lifetime: null,
    limit,
    hasPassphrase,
    message,
    byLink,
    people: people.map(({ fingerprint }) => fingerprint),
  };
}

/** The files of a drop, or what keeps them from being sent. */
export async function gather(
  taken: Taken,
  limits: Limits,
): Promise<{ readonly dropped: Dropped } | { readonly problem: SendProblem }> {
  const files = await allFiles(taken);
  if (files.length === 0) return { problem: { kind: 'empty' } };
  const joined = await joinFiles(files);
  const { maxShareBytes, maxDayBytes } = limits() ?? {};
  const refusal = (code: 'too-large' | 'daily-bytes', limit: number) =>
    ({ problem: { kind: 'failed', error: { code, details: { limit } } } }) as const;
  if (maxShareBytes !== undefined && joined.size > maxShareBytes) return refusal('too-large', maxShareBytes);
  // What was sent today already the server alone knows.
  if (maxDayBytes !== undefined && joined.size > maxDayBytes) return refusal('daily-bytes', maxDayBytes);
  return { dropped: { files, joined } };
}

/** Whether leaving the page would break an upload off. */
export function isRunning(transfer: Pick<Transfer, 'phase'>): boolean {
  return ['sealing', 'finishing', 'reconnecting', 'paused'].includes(transfer.phase);
}

/** Whether its files are still wanted: it reads them, or can be taken up where it stands. */
export function needsFiles({ phase, resumable }: Transfer): boolean {
  return phase === 'failed' ? resumable : !['ready', 'stopped'].includes(phase);
}

/** How much of an upload the store has, 0 to 1. */
export function progressOf(transfer: Transfer): number {
  if (transfer.phase === 'ready') return 1;
  return transfer.total === 0 ? 0 : Math.min(1, transfer.sent / transfer.total);
}

/** Of everything that runs now, how much is done; null where nothing runs. */
export function overallProgress(transfers: SendingState['transfers']): number | null {
  const running = Object.values(transfers)
    .map(({ transfer }) => transfer)
    .filter(isRunning);
  if (running.length === 0) return null;
  const sum = (of: (transfer: Transfer) => number): number => running.reduce((all, one) => all + of(one), 0);
  const total = sum((transfer) => transfer.total);
  // "Finishing" is not the end yet.
  return total === 0 ? 0 : Math.min(0.99, sum((transfer) => transfer.sent) / total);
}
