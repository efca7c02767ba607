/** What is opened of older systems, when its worker dies, and how long its worker keeps what came of it. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { OpenedOlder } from '../engine/older-protocol.ts';
import type { Transfer, TransferPhase } from '../engine/protocol.ts';
import { createOlder } from './older.ts';
import type { SendingState } from './sending.ts';
import type { LoneWorker } from './worker-line.ts';

interface Call {
  readonly id: number;
  readonly name: string;
}

/** A worker that answers nothing by itself. */
function fakeWorker() {
  const target = new EventTarget();
  const calls: Call[] = [];
  const terminate = vi.fn<() => void>();
  const port: LoneWorker = {
    postMessage: (message: Call) => void calls.push(message),
    addEventListener: target.addEventListener.bind(target),
    terminate,
  };
  const say = (data: unknown): void => void target.dispatchEvent(new MessageEvent('message', { data }));
  return {
    port,
    terminate,
    calls: () => calls.map(({ name }) => name),
    answer: (name: string, output: unknown) =>
      say({ kind: 'answer', id: calls.find((call) => call.name === name)?.id, output }),
    die: () => void target.dispatchEvent(new Event('error', { cancelable: true })),
  };
}

const file = new File(['x'], 'x');
const taken = [{ path: 'a.enc', file }];
const keys = { privateKey: null, fileKey: '' };
const opened: OpenedOlder = {
  files: [{ system: 'secure-upload-download', path: 'a', sha256: '', doubtful: false, file }],
  failures: [],
  skipped: [],
};

function scene(shareId: string | null = 'share') {
  const workers: ReturnType<typeof fakeWorker>[] = [];
  const store = createStore<SendingState>(() => ({
    current: null,
    preparing: false,
    sent: {},
    transfers: {},
    problem: null,
  }));
  const download = vi.fn<(name: string, blob: Blob) => void>();
  const older = createOlder({
    startWorker: () => {
      const worker = fakeWorker();
      workers.push(worker);
      return worker.port;
    },
    browser: { download },
    sending: { store, send: async () => shareId },
    zipName: () => 'all.zip',
  });
  const worker = (number: number) => {
    const found = workers[number];
    if (!found) throw new Error(`no worker ${number}`);
    return found;
  };
  const phase = (is: TransferPhase, resumable = false): void => {
    const transfer: Transfer = {
      shareId: 'share',
      phase: is,
      sent: 0,
      total: 1,
      created: true,
      expires: null,
      error: null,
      resumable,
    };
    store.setState({ transfers: { share: { transfer, samples: [] } } });
  };
  /** Opened by the first worker. */
  const open = async (answer = opened): Promise<void> => {
    await older.choose(taken);
    const opening = older.open(keys);
    worker(0).answer('open', answer);
    await opening;
    expect(older.store.getState().kind).toBe('opened');
  };
  return { older, workers, worker, download, phase, open };
}

const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('says that its worker has died in the middle, and opens by a new one', async () => {
  const { older, worker, workers } = scene();
  await older.choose(taken);
  const first = older.open(keys);
  worker(0).die();
  await first;
  expect(older.store.getState()).toMatchObject({
    kind: 'choosing',
    files: taken,
    error: { code: 'older-stopped' },
  });
  const second = older.open(keys);
  worker(1).answer('open', opened);
  await second;
  expect(older.store.getState()).toEqual({ kind: 'opened', opened });
  await settled();
  // What is left of the dead one holds nothing any more.
  expect([worker(0).terminate.mock.calls.length, workers.length]).toEqual([1, 2]);
});

it('makes a ZIP by a new worker where that which opened has died', async () => {
  const { older, worker, download, open } = scene();
  await open();
  worker(0).die();
  const saving = older.saveAll();
  const zip = new Blob(['zip']);
  worker(1).answer('zip', zip);
  await saving;
  expect(download.mock.calls).toEqual([['all.zip', zip]]);
});

it('discards at once when an opening is cancelled, and ends the worker once that is done', async () => {
  const { older, worker } = scene();
  await older.choose(taken);
  void older.open(keys);
  older.reset();
  await settled();
  expect(older.store.getState()).toMatchObject({ kind: 'choosing', files: [], error: null });
  expect(worker(0).calls()).toEqual(['open', 'discard']);
  expect(worker(0).terminate).not.toHaveBeenCalled();
  worker(0).answer('discard', null);
  await settled();
  expect(worker(0).terminate).toHaveBeenCalledTimes(1);
  expect(worker(1).calls()).toEqual(['load']);
});

it('discards when the page is left, but not before a download of its size has ended', async () => {
  const { older, worker, download, open } = scene();
  const large = Object.defineProperty(new File(['x'], 'x'), 'size', { value: 5e9 });
  await open({ ...opened, files: opened.files.map((one) => ({ ...one, file: large })) });
  older.save('a');
  expect(download).toHaveBeenCalledTimes(1);
  older.leave();
  await vi.advanceTimersByTimeAsync(1_059_000);
  expect(worker(0).calls()).not.toContain('discard');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(worker(0).calls()).toContain('discard');
});

it('waits for a ZIP that is still being made', async () => {
  const { older, worker, download, open } = scene();
  await open();
  const saving = older.saveAll();
  older.leave();
  await vi.advanceTimersByTimeAsync(100_000);
  expect(worker(0).calls()).not.toContain('discard');
  worker(0).answer('zip', new Blob([new Uint8Array(5_000_000)]));
  await saving;
  expect(download).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(60_999);
  expect(worker(0).calls()).not.toContain('discard');
  await vi.advanceTimersByTimeAsync(1);
  expect(worker(0).calls()).toContain('discard');
});

it.each<[TransferPhase, boolean]>([
  ['ready', false],
  ['stopped', false],
  ['failed', false],
])('keeps what a share is made of until it is %s', async (end, resumable) => {
  const { older, worker, phase, open } = scene();
  await open();
  expect(await older.share()).toBe(true);
  older.leave();
  for (const running of ['sealing', 'reconnecting', 'paused', 'finishing'] as const) phase(running);
  // It can be taken up where it stands.
  phase('failed', true);
  await settled();
  expect(worker(0).calls()).not.toContain('discard');
  phase(end, resumable);
  await settled();
  expect(worker(0).calls()).toContain('discard');
});

it('keeps nothing for a share that was refused', async () => {
  const { older, worker, open } = scene(null);
  await open();
  expect(await older.share()).toBe(false);
  // It can be saved still.
  expect(older.store.getState().kind).toBe('opened');
  older.leave();
  await settled();
  expect(worker(0).calls()).toContain('discard');
});
