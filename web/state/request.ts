/**
 * The request link that this tab has open: who stands behind it, what is chosen before the drop, and the delivery
 * that came of one. A delivery cannot be changed afterwards, so the choices are made first.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RequestVisit } from '../boot.ts';
import type { RequestTarget } from '../engine/people-protocol.ts';
import type { WireError } from '../engine/protocol.ts';
import { wireError } from '../engine/rpc.ts';
import type { Taken } from './dropped-files.ts';
import type { Engine } from './engine.ts';
import { gather, isRunning, type Limits, type Sending, type SendProblem } from './sending.ts';
import { defaultLifetime, plainOptions, tooLong } from './share-options.ts';

export type RequestView =
  | { readonly state: 'loading' }
  | { readonly state: 'open'; readonly target: RequestTarget }
  | { readonly state: 'failed'; readonly error: WireError };

interface RequestState {
  readonly fingerprint: string | null;
  readonly view: RequestView;
  /** Seconds; null for the default. */
  readonly lifetime: number | null;
  readonly message: string;
  readonly preparing: boolean;
  readonly problem: SendProblem | { readonly kind: 'long-message' } | null;
  /** The share id of the last delivery. */
  readonly delivery: string | null;
}

export interface Request {
  readonly store: StoreApi<RequestState>;
  open(visit: RequestVisit): Promise<void>;
  openAgain(): Promise<void>;
  choose(part: Partial<Pick<RequestState, 'lifetime' | 'message'>>): void;
  takesFiles(): boolean;
  deliver(taken: Taken): Promise<void>;
}

const fresh = {
  view: { state: 'loading' },
  lifetime: null,
  message: '',
  preparing: false,
  problem: null,
  delivery: null,
} as const;

export function createRequest(
  engine: Engine,
  sending: Pick<Sending, 'store' | 'follow'>,
  limits: Limits,
): Request {
  const store = createStore<RequestState>(() => ({ fingerprint: null, ...fresh }));
  let last: RequestVisit | null = null;

  async function open(visit: RequestVisit): Promise<void> {
    last = visit;
    const { fingerprint, fragment, tab } = visit;
    const show = (view: RequestView): void => {
      // An answer to an earlier arrival says nothing of this one.
      if (last === visit) store.setState({ view });
    };
    store.setState({ fingerprint, ...fresh });
    if (fingerprint === null) {
      show({ state: 'failed', error: { code: 'link-cut', details: {} } });
      return;
    }
    try {
      show({ state: 'open', target: await engine.call('open-request', { fingerprint, fragment, tab }) });
    } catch (error) {
      show({ state: 'failed', error: wireError(error) });
    }
  }

  function takesFiles(): boolean {
    const { view, preparing, delivery } = store.getState();
    if (view.state !== 'open' || preparing) return false;
    const running = delivery === null ? null : sending.store.getState().transfers[delivery]?.transfer;
    return !running || !isRunning(running);
  }

  async function start(visit: RequestVisit, taken: Taken): Promise<Partial<RequestState>> {
    const { message } = store.getState();
    if (tooLong(message)) return { problem: { kind: 'long-message' } };
    const gathered = await gather(taken, limits);
    if ('problem' in gathered) return { problem: gathered.problem };
    const { fingerprint, fragment, tab } = visit;
    const lifetime = store.getState().lifetime ?? defaultLifetime(limits()?.maxExpirySeconds ?? null);
    const input = {
      fingerprint: fingerprint ?? '',
      fragment,
      tab,
      dropped: gathered.dropped,
      lifetime,
      message,
    };
    const started = await engine.call('deliver', input);
    sending.follow(started, { ...plainOptions({ lifetime, limit: null }), byLink: false, message });
    // The next delivery has a message of its own.
    return { delivery: started.shareId, message: '' };
  }

  return {
    store,
    open,
    async openAgain() {
      if (last) await open(last);
    },
    choose(part) {
      store.setState({ ...part, problem: null });
    },
    takesFiles,
    async deliver(taken) {
      const visit = last;
      if (!visit || !takesFiles()) return;
      store.setState({ preparing: true, problem: null, delivery: null });
      const change = await start(visit, taken).catch((error: unknown) => ({
        problem: { kind: 'failed', error: wireError(error) } as const,
      }));
      if (last === visit) store.setState({ ...change, preparing: false });
    },
  };
}
