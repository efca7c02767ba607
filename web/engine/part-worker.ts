/**
 * Moves the bytes of transfers, a part at a time: up it reads, seals, digests and puts; down it gets, verifies and
 * opens. The engine deals out the parts, and asks the API on its behalf (part-calls.ts).
 */
import type { Bytes } from '../../shared/bytes.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import { type PartSender, partSender } from '../../shared/transfer/part-sender.ts';
import { partReceiver } from '../../shared/transfer/receive.ts';
import { type RetryPorts, retrying } from '../../shared/transfer/retry.ts';
import type { SealedPart } from '../../shared/transfer/sealed-part.ts';
import { getRange, putBytes, type StoredRange } from '../../shared/transfer/store-http.ts';
import { createGate, type Gate } from './gate.ts';
import type { EngineCalls, PartCalls } from './part-calls.ts';
import { connect } from './rpc.ts';
import { bodySource } from './source.ts';
import { storeFetch } from './store-fetch.ts';

interface Job {
  readonly controller: AbortController;
  readonly gate: Gate;
  readonly sender: PartSender | null;
  readonly receive: ((index: number) => Promise<Bytes>) | null;
}

const jobs = new Map<number, Job>();

const ask = connect<PartCalls, EngineCalls>(self, {
  'open-upload': async ({ job, body, files }) => {
    const controller = new AbortController();
    const gate = createGate();
    const put = (part: SealedPart) => putPart(job, part, gate, retryPorts(job, controller.signal));
    const sender = partSender(body, { read: bodySource(files), put });
    jobs.set(job, { controller, gate, sender, receive: null });
    return null;
  },
  send: ({ job, index, before }) => uploadOf(job).send(index, before),
  compare: async ({ job, index, before }) => {
    await uploadOf(job).compare(index, before);
    return null;
  },
  pause: async ({ job, paused }) => {
    const gate = jobs.get(job)?.gate;
    if (paused) gate?.close();
    else gate?.open();
    return null;
  },
  'open-download': async ({ job, body, digests }) => {
    const controller = new AbortController();
    const retry = retryPorts(job, controller.signal);
    const receive = partReceiver(body, digests, (range) => getPart(job, range, retry));
    jobs.set(job, { controller, gate: createGate(), sender: null, receive });
    return null;
  },
  receive: async ({ job, index }) => {
    const receive = jobs.get(job)?.receive;
    if (!receive) throw new SealdropError('cancelled');
    return receive(index);
  },
  end: async ({ job }) => {
    jobs.get(job)?.controller.abort();
    jobs.delete(job);
    return null;
  },
});

function uploadOf(job: number): PartSender {
  const sender = jobs.get(job)?.sender;
  if (!sender) throw new SealdropError('cancelled');
  return sender;
}

function retryPorts(job: number, signal: AbortSignal): RetryPorts {
  return { signal, onReconnecting: (reconnecting) => void ask('reconnecting', { job, reconnecting }) };
}

/** Puts a part until the store has it; after a refusal the engine finds out whether the share still takes parts. */
function putPart(job: number, part: SealedPart, gate: Gate, retry: RetryPorts): Promise<string> {
  const { number, bytes, seed, sha256 } = part;
  return retrying(async () => {
    for (;;) {
      await gate.passed(retry.signal);
      const closing = gate.closing();
      const url = await ask('put-url', { job, number, size: bytes.length, seal: { seed, sha256 } });
      try {
        return await putBytes(storeFetch, url, bytes, AbortSignal.any([retry.signal, closing]));
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

function getPart(job: number, range: StoredRange, retry: RetryPorts): Promise<Bytes> {
  return retrying(async () => {
    const url = await ask('get-url', { job });
    try {
      return await getRange(storeFetch, url, range, retry.signal);
    } catch (error) {
      // A store's refusal without CORS headers looks like a lost network. The API knows, and gives a fresh URL.
      if (hasCode(error, 'url-refused', 'server-unreachable')) await ask('get-refused', { job });
      throw error;
    }
  }, retry);
}
