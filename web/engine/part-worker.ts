/**
 * Moves the bytes of transfers, a part at a time: up it seals, digests and puts; down it gets, verifies and opens. The
 * engine deals out the parts, and asks the API on its behalf (part-calls.ts).
 */
import { SealdropError } from '../../shared/errors.ts';
import { pacedClock } from '../../shared/paced-clock.ts';
import { createGate, type Gate } from '../../shared/transfer/gate.ts';
import { getPart, type Line, type PartToPut, putPart } from '../../shared/transfer/part-requests.ts';
import { type PartSealer, partSealer } from '../../shared/transfer/part-sender.ts';
import { newPatience } from '../../shared/transfer/patience.ts';
import { partReceiver } from '../../shared/transfer/receive.ts';
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
/** Milliseconds that a part may take without a word on how far it is: others arrive meanwhile. */
const UNTOLD = 2_000;

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
    const ports = {
      ...line,
      gate,
      put: (number: number, size: number, moves: () => void) => {
        const tell = paced((bytes) => {
          moves();
          say('sending', { job, number, bytes });
        });
        return line.patience.expects(size) <= UNTOLD ? storeFetch : putRequest(tell);
      },
      url: (part: PartToPut) => ask('put-url', { job, ...part }),
      refused: () => ask('put-refused', { job }),
    };
    const sealer = partSealer(body, (part) => putPart(part, ports));
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
    const ports = {
      ...lineOf(job, controller.signal),
      fetch: storeFetch,
      url: () => ask('get-url', { job }),
      refused: () => ask('get-refused', { job }),
    };
    const receive = partReceiver(body, digests, {
      get: (range, memory) => getPart(range, memory, ports),
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

function lineOf(job: number, signal: AbortSignal): Line {
  const onReconnecting = (reconnecting: boolean) => say('reconnecting', { job, reconnecting });
  return { retry: { signal, clock, onReconnecting }, patience: newPatience() };
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
