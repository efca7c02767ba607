/**
 * The workers that move bytes, shared by all transfers of this tab: made at the first, kept until the tab ends. Parts are
 * dealt to whoever has the fewest; a crypto thread, a reader and a network stack each make two workers faster than one.
 */
import type { Bytes } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import type { OpenedUpload, UploadPorts } from '../../shared/share/send-share.ts';
import { partSender } from '../../shared/transfer/part-sender.ts';
import type { Body } from '../../shared/transfer/sealed-part.ts';
import { type Helper, startHelper } from './helpers.ts';
import type { EngineCalls, PartCalls } from './part-calls.ts';
import type { Dropped } from './protocol.ts';
import type { Handlers } from './rpc.ts';
import { pace } from './server.ts';
import { bodySource } from './source.ts';

interface PartWorker extends Helper<PartCalls> {
  /** Parts that it has in hand. */
  busy: number;
}

export interface DownloadPorts {
  readonly signal: AbortSignal;
  readonly bodyUrl: () => Promise<string>;
  /** Forgets a URL that the store refused. */
  readonly refused: () => void;
  readonly onReconnecting: (reconnecting: boolean) => void;
}

/** Two on two cores; more cores than these are the network's and the store's. */
const WORKERS = Math.min(4, Math.max(2, Math.floor(navigator.hardwareConcurrency / 2)));

const uploads = new Map<number, UploadPorts>();
const downloads = new Map<number, DownloadPorts>();
type Pool = readonly PartWorker[];
let pool: Pool = [];
let lastJob = 0;

const handlers: Handlers<EngineCalls> = {
  'put-url': ({ job, ...part }) => of(uploads, job).putUrl(part),
  sending: async ({ job, number, bytes }) => {
    uploads.get(job)?.onSending(number, bytes);
    return null;
  },
  'put-refused': async ({ job }) => {
    await of(uploads, job).requireUploading();
    return null;
  },
  'get-url': ({ job }) => of(downloads, job).bodyUrl(),
  'get-refused': async ({ job }) => {
    of(downloads, job).refused();
    return null;
  },
  reconnecting: async ({ job, reconnecting }) => {
    (uploads.get(job) ?? downloads.get(job))?.onReconnecting(reconnecting);
    return null;
  },
};

function startWorker(): PartWorker {
  return { ...startHelper<EngineCalls, PartCalls>('parts', handlers), busy: 0 };
}

function of<T>(jobs: ReadonlyMap<number, T>, job: number): T {
  const ports = jobs.get(job);
  if (!ports) throw new SealdropError('cancelled');
  return ports;
}

/**
 * Starts what is not there or dead, and answers all. A transfer keeps to the workers that know of it: one that has lost a
 * worker fails; the next one finds it replaced.
 */
function fillPool(): Pool {
  pool = Array.from({ length: WORKERS }, (_, i) => {
    const one = pool[i];
    return one && !one.isBroken() ? one : startWorker();
  });
  return pool;
}

async function everywhere<N extends keyof PartCalls>(
  workers: Pool,
  name: N,
  input: PartCalls[N]['in'],
): Promise<void> {
  await Promise.all(workers.map(({ call }) => call(name, input)));
}

async function somewhere<N extends keyof PartCalls>(
  workers: Pool,
  name: N,
  input: PartCalls[N]['in'],
): Promise<PartCalls[N]['out']> {
  const worker = workers.reduce((least, one) => (one.busy < least.busy ? one : least));
  worker.busy++;
  try {
    return await worker.call(name, input);
  } finally {
    worker.busy--;
  }
}

/** Resolves when the workers run. */
export async function startWorkers(): Promise<void> {
  await everywhere(fillPool(), 'begin', null);
}

/** A transfer that the workers know of. Closing it, or its signal, aborts whatever of it runs. */
interface Opened {
  readonly close: () => void;
}

export interface PooledUpload extends OpenedUpload {
  readonly pause: (paused: boolean) => Promise<void>;
}

export interface PooledDownload extends Opened {
  /** The verified plaintext of a part (from 0). */
  readonly part: (index: number) => Promise<Bytes>;
  /** Takes back the memory of a part that nobody needs any more. */
  readonly reuse: (part: Bytes) => void;
}

/** Workers that seal and put the parts of these files, which are read here: in order, one after another. */
export async function openUpload(body: Body, dropped: Dropped, ports: UploadPorts): Promise<PooledUpload> {
  // Of an upload that has ended already nobody would ever close what is opened here.
  if (ports.signal.aborted) throw new SealdropError('cancelled');
  const workers = fillPool();
  const job = ++lastJob;
  uploads.set(job, ports);
  const source = bodySource(dropped, body.geometry);
  const close = closing(workers, job, ports.signal, source.close);
  await everywhere(workers, 'open-upload', { job, body, pace: pace() });
  const sender = partSender(source, {
    send: async (index, part, before) => {
      const { receipt, moved } = await somewhere(workers, 'send', { job, index, before, moved: part });
      return { receipt, part: moved };
    },
    compare: async (index, part, before) =>
      (await somewhere(workers, 'compare', { job, index, before, moved: part })).moved,
  });
  return {
    ...sender,
    requireUnchanged: source.requireUnchanged,
    readAhead: (count) => Array.from({ length: count }, (_, i) => source.readAhead(i)),
    pause: (paused) => everywhere(workers, 'pause', { job, paused }),
    close,
  };
}

/** Workers that fetch and open the parts of a body. `digests`: of all parts, one after another. */
export async function openDownload(
  body: Body,
  digests: Bytes,
  ports: DownloadPorts,
): Promise<PooledDownload> {
  // As above: an abort that was before tells nobody any more.
  if (ports.signal.aborted) throw new SealdropError('cancelled');
  const workers = fillPool();
  const job = ++lastJob;
  downloads.set(job, ports);
  const close = closing(workers, job, ports.signal);
  await everywhere(workers, 'open-download', { job, body, digests, pace: pace() });
  const free: Bytes[] = [];
  return {
    part: async (index) =>
      (await somewhere(workers, 'receive', { job, index, moved: free.pop() ?? null })).moved,
    reuse: (part) => {
      // A sink may have moved it on.
      if (part.buffer.byteLength > 0) free.push(part);
    },
    close,
  };
}

function closing(
  workers: Pool,
  job: number,
  signal: AbortSignal,
  closeSource: () => void = () => undefined,
): () => void {
  const close = () => {
    signal.removeEventListener('abort', close);
    closeSource();
    uploads.delete(job);
    downloads.delete(job);
    void everywhere(workers, 'end', { job }).catch(() => undefined);
  };
  signal.addEventListener('abort', close);
  return close;
}
