/**
 * Downloads that a page feeds: bytes that it has verified go straight into the browser's own download. A stream whose
 * feeder falls silent is errored, never ended, so that the browser marks the download as failed.
 */
import {
  DOWNLOADS,
  type FromServiceWorker,
  type OfferStream,
  type ToServiceWorker,
} from './stream-messages.ts';

interface Offered {
  readonly offer: OfferStream;
  readonly port: MessagePort;
}

/**
 * Milliseconds without a word of the feeder, who says "wait" every 5 s, after which it is gone. Well below the half minute after
 * which Firefox stops this worker: a stream that ends so is called complete.
 */
const SILENCE = 12_000;

const offered = new Map<string, Offered>();
const running = new Set<string>();

/** Takes an offer in; its address is good for one request. */
export function takeOffer(offer: OfferStream, port: MessagePort): void {
  offered.set(offer.id, { offer, port });
}

/** Whether this download is offered or runs in this worker. One that was stopped in between knows of none. */
export function knowsDownload(id: string): boolean {
  return offered.has(id) || running.has(id);
}

/** The answer to the address of an offer, or null where there is none. */
export function answerDownload(path: string): Response | null {
  const id = path.slice(DOWNLOADS.length);
  const found = offered.get(id);
  if (!found) return null;
  offered.delete(id);
  running.add(id);
  const { offer, port } = found;
  return new Response(
    streamFrom(port, () => running.delete(id)),
    {
      headers: {
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename*=UTF-8''${encodeName(offer.name)}`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        // No sandbox: Chromium then drops what was to be downloaded, and says nothing.
        'content-security-policy': "default-src 'none'",
        ...(offer.size === null ? {} : { 'content-length': `${offer.size}` }),
      },
    },
  );
}

/** One piece for each pull, so that nothing gathers here. */
function streamFrom(port: MessagePort, ended: () => void): ReadableStream<Uint8Array> {
  let take: ((message: ToServiceWorker | null) => void) | null = null;
  port.addEventListener('message', (event: MessageEvent<ToServiceWorker>) => take?.(event.data));
  port.start();

  function next(): Promise<ToServiceWorker | null> {
    return new Promise((resolve) => {
      const give = (message: ToServiceWorker | null) => {
        clearTimeout(timer);
        take = null;
        resolve(message);
      };
      const timer = setTimeout(() => give(null), SILENCE);
      take = give;
    });
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        say(port, { kind: 'pull' });
        let message = await next();
        while (message?.kind === 'wait') message = await next();
        if (message?.kind === 'piece') {
          controller.enqueue(message.bytes);
          return;
        }
        ended();
        if (message?.kind === 'end') {
          controller.close();
          say(port, { kind: 'closed' });
        } else {
          controller.error(new Error('the download was broken off'));
          say(port, { kind: 'cancel' });
        }
      },
      cancel() {
        ended();
        say(port, { kind: 'cancel' });
      },
    },
    { highWaterMark: 1 },
  );
}

function say(port: MessagePort, message: FromServiceWorker): void {
  port.postMessage(message);
}

/** As RFC 8187 wants it: what encodeURIComponent leaves alone and a header does not take is escaped too. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
