/**
 * Downloads through the service worker, from the page's side: it is registered at first use, told of the download, asked
 * for it by a navigation that leaves the page where it is, and kept awake until the engine is done.
 */
import { random, toBase64Url } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import { STREAMING } from '../service-worker/page-messages.ts';
import { DOWNLOADS, type OfferStream } from '../service-worker/stream-messages.ts';
import { leavingOnPurpose } from './leaving.ts';
import { activeWorker, askWorker } from './registration.ts';
import { MEMORY_MAX } from './save-plan.ts';

export interface StreamDownload {
  /** The engine's end. */
  readonly port: MessagePort;
  /** Call it when the engine has the port: the browser begins the download. */
  readonly begin: () => void;
  /** Call it when the engine is done, however. */
  readonly end: () => void;
}

/** Milliseconds: Firefox stops a service worker half a minute after its last event, in the middle of a stream. */
const AWAKE_EVERY = 5_000;
/** Questions in a row without an answer after which it is gone. A computer that was asleep misses one. */
const MISSED_MAX = 2;
/** From this size Firefox stalls a download of known length. */
const FIREFOX_LENGTH_MAX = 2 * 1_073_741_824;

/**
 * Offers a download called `name`; `size` in bytes where it is known. `lost` is called when the service worker does not
 * know of it any more, or is silent. Throws too-large-to-save where there is no service worker to be had.
 */
export async function offerDownload(
  { name, size }: { readonly name: string; readonly size: number | null },
  lost: () => void,
): Promise<StreamDownload> {
  // Refused where the browser keeps nothing of a site; it has no service worker for it either.
  const letTakeOver = await holdWorker().catch(() => null);
  const active = letTakeOver && (await activeWorker());
  const id = toBase64Url(random(16));
  const { port1, port2 } = new MessageChannel();
  const offer: OfferStream = { kind: 'offer', id, name, size: announced(size) };
  if (!active || !(await takes(active, offer, port1))) {
    letTakeOver?.();
    throw new SealdropError('too-large-to-save', { details: { limit: MEMORY_MAX } });
  }
  let missed = 0;
  const ask = async () => {
    const known = await isKnown(active, id, AWAKE_EVERY);
    missed = known === null ? missed + 1 : 0;
    if (known === false || missed === MISSED_MAX) lost();
  };
  const timer = setInterval(() => {
    void ask();
  }, AWAKE_EVERY);
  return {
    port: port2,
    begin() {
      const link = document.createElement('a');
      // Without "download": with it Chromium and WebKit do not ask the service worker.
      link.href = DOWNLOADS + id;
      leavingOnPurpose(() => link.click());
    },
    end() {
      clearInterval(timer);
      letTakeOver();
    },
  };
}

/** No other version of the service worker takes over until the answer is called; one that waits is told then. Throws what the lock does. */
async function holdWorker(): Promise<() => void> {
  let release = () => {};
  let ended: Promise<unknown> = Promise.resolve();
  await new Promise<void>((resolve, reject) => {
    ended = navigator.locks.request(STREAMING, { mode: 'shared' }, () => {
      resolve();
      return new Promise<void>((done) => {
        release = done;
      });
    });
    ended.catch(reject);
  });
  const tell = async (): Promise<void> => {
    await ended;
    const waiting = (await navigator.serviceWorker.getRegistration())?.waiting;
    if (waiting) await askWorker<'take-over'>(waiting, { kind: 'take-over' });
  };
  return () => {
    release();
    // Where it is not told, it takes over once all pages of this site are closed.
    tell().catch(() => undefined);
  };
}

/** Some systems cut a download whose length they are not told, and Firefox stalls large ones whose length it is. */
function announced(size: number | null): number | null {
  const isFirefox = navigator.userAgent.includes('Firefox/');
  return size !== null && isFirefox && size >= FIREFOX_LENGTH_MAX ? null : size;
}

/** Offers it, and answers whether the service worker has it. */
async function takes(worker: ServiceWorker, offer: OfferStream, port: MessagePort): Promise<boolean> {
  try {
    worker.postMessage(offer, [port]);
  } catch {
    // One that was removed meanwhile.
    return false;
  }
  return (await isKnown(worker, offer.id)) === true;
}

/**
 * Whether the service worker knows of a download; null where it does not answer. It is asked by a message, for requests of a
 * page that was reloaded past it do not come to it; either keeps it awake.
 */
function isKnown(worker: ServiceWorker, id: string, patience?: number): Promise<boolean | null> {
  return askWorker<'know-download'>(worker, { kind: 'know-download', id }, patience).catch(() => null);
}
