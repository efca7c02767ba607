/**
 * Moves the bytes of transfers, a part at a time: up it seals, digests and puts; down it gets, verifies and opens. The
 * engine deals out the parts, and asks the API on its behalf (part-calls.ts).
 */
import type { Bytes } from '../../shared/bytes.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import { pacedClock } from '../../shared/paced-clock.ts';
import { type PartSealer, partSealer } from '../../shared/transfer/part-sender.ts';
import { newPatience, type Patience } from '../../shared/transfer/patience.ts';
import { partReceiver } from '../../shared/transfer/receive.ts';
import { type RetryPorts, retrying } from '../../shared/transfer/retry.ts';
import type { SealedPart } from '../../shared/transfer/sealed-part.ts';
import { getRange, putBytes, type StoredRange } from '../../shared/transfer/store-http.ts';
import { createGate, type Gate } from './gate.ts';
import { helperPort } from './helper-port.ts';
import type { EngineCalls, PartCalls } from './part-calls.ts';
import { putRequest } from './put-request.ts';
import { createCaller, type Handlers, serve } from './rpc.ts';
import { storeFetch } from './store-fetch.ts';

interface Job {
  readonly controller: AbortController;
  readonly gate: Gate;
  readonly sealer: PartSealer | null;
  readonly receive: ReturnType<typeof partReceiver> | null;
}

/** Milliseconds between two words on how far a part is. */
const TOLD_EVERY = 200;

const jobs = new Map<number, Job>();
const { clock, setPace } = pacedClock();

const port = helperPort();
const { call: ask, tell: say } = createCaller<EngineCalls>(port);

const handlers: Handlers<PartCalls> = {
  begin: async () => null,
  'open-upload': async ({ job, body, pace }) => {
    setPace(pace);
    const controller = new AbortController();
    const gate = createGate();
    const line = lineOf(job, controller.signal);
    const sealer = partSealer(body, (part) => putPart(part, gate, line));
    jobs.set(job, { controller, gate, sealer, receive: null });
    return null;
  },
  send: async ({ job, index, before, moved }) => {
    const { receipt, part } = await uploadOf(job).send(index, moved, before);
    return { receipt, moved: part };
  },
  compare: async ({ job, index, before, moved }) => ({
    moved: await uploadOf(job).compare(index, moved, before),
  }),
  pause: async ({ job, paused }) => {
    const gate = jobs.get(job)?.gate;
    if (paused) gate?.close();
    else gate?.open();
    return null;
  },
  'open-download': async ({ job, body, digests, pace }) => {
    setPace(pace);
    const controller = new AbortController();
    const line = lineOf(job, controller.signal);
    const receive = partReceiver(body, digests, {
      get: (range, memory) => getPart(range, memory, line),
      onMismatch: () => say('get-refused', { job }),
    });
    jobs.set(job, { controller, gate: createGate(), sealer: null, receive });
    return null;
  },
  receive: async ({ job, index, moved }) => {
    const receive = jobs.get(job)?.receive;
    if (!receive) throw new SealdropError('cancelled');
    return { moved: await receive(index, moved) };
  },
  end: async ({ job }) => {
    jobs.get(job)?.controller.abort();
    jobs.delete(job);
    return null;
  },
};

serve(port, handlers);

function uploadOf(job: number): PartSealer {
  const sealer = jobs.get(job)?.sealer;
  if (!sealer) throw new SealdropError('cancelled');
  return sealer;
}

/** What all requests of a job have in common. */
interface Line {
  readonly job: number;
  readonly retry: RetryPorts;
  readonly patience: Patience;
}

function lineOf(job: number, signal: AbortSignal): Line {
  const onReconnecting = (reconnecting: boolean) => say('reconnecting', { job, reconnecting });
  return { job, retry: { signal, clock, onReconnecting }, patience: newPatience() };
}

/** Passes on at most some numbers a second. */
function paced(tell: (value: number) => void): (value: number) => void {
  let last = 0;
  return (value) => {
    const now = performance.now();
    if (now - last < TOLD_EVERY) return;
    last = now;
    tell(value);
  };
}

/** Puts a part until the store has it; after a refusal the engine finds out whether the share still takes parts. */
function putPart(part: SealedPart, gate: Gate, { job, retry, patience }: Line): Promise<string> {
  const { number, bytes, seed, sha256 } = part;
  const put = putRequest(paced((sent) => say('sending', { job, number, bytes: sent })));
  return retrying(async () => {
    for (;;) {
      await gate.passed(retry.signal);
      const closing = gate.closing();
      const url = await ask('put-url', { job, number, size: bytes.length, seal: { seed, sha256 } });
      const signal = AbortSignal.any([retry.signal, closing]);
      try {
        return await putBytes(put, url, bytes, { signal, clock, patience });
      } catch (error) {
        // Broken off by a pause: the same bytes go again when it is over.
        if (closing.aborted && !retry.signal.aborted) continue;
        // A store's refusal without CORS headers looks like a lost network.
        if (hasCode(error, 'url-refused', 'server-unreachable')) await ask('put-refused', { job });
        throw error;
      }
    }
  }, retry);
}

function getPart(range: StoredRange, memory: Bytes | null, { job, retry, patience }: Line): Promise<Bytes> {
  return retrying(async () => {
    const url = await ask('get-url', { job });
    try {
      return await getRange(storeFetch, url, range, { signal: retry.signal, clock, patience, memory });
    } catch (error) {
      // A store's refusal without CORS headers looks like a lost network. The API knows, and gives a fresh URL.
      if (hasCode(error, 'url-refused', 'server-unreachable', 'garbled')) await ask('get-refused', { job });
      throw error;
    }
  }, retry);
}
