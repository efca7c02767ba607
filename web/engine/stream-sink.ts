/**
 * Verified plaintext into a download of the browser's own, through the service worker: a piece for each pull. Nothing is
 * fetched before the first pull, for the navigation that begins the download breaks off requests in some browsers.
 */
import { SealdropError } from '../../shared/errors.ts';
import type { FromServiceWorker, ToServiceWorker } from '../service-worker/stream-messages.ts';

/** Milliseconds between two words to a service worker that waits; it takes silence for the end of this worker. */
const WAITING = 5_000;

/**
 * Feeds the download behind `port`. Resolves when its end was passed on. Throws what `content` throws, after the
 * download was marked as failed; cancelled where `signal` says so, and download-stopped where the browser has ended it.
 */
export async function saveToStream(
  port: MessagePort,
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const pulls = pullsOf(port, signal);
  const say = (message: ToServiceWorker) => {
    port.postMessage(message, message.kind === 'piece' ? [message.bytes.buffer] : []);
  };
  const alive = setInterval(() => say({ kind: 'wait' }), WAITING);
  try {
    await pulls.next('pull');
    for await (const piece of content) {
      // A copy of what is passed on: what is moved away must not be a part that somebody still holds.
      say({ kind: 'piece', bytes: piece.slice() });
      await pulls.next('pull');
    }
    say({ kind: 'end' });
    await pulls.next('closed');
  } catch (error) {
    say({ kind: 'fail' });
    throw error;
  } finally {
    clearInterval(alive);
    port.close();
  }
}

function pullsOf(port: MessagePort, signal: AbortSignal) {
  const arrived: FromServiceWorker['kind'][] = [];
  let wake = () => {};
  port.addEventListener('message', (event: MessageEvent<FromServiceWorker>) => {
    arrived.push(event.data.kind);
    wake();
  });
  port.start();
  signal.addEventListener('abort', () => wake());
  return {
    /** Waits for a message of this kind. Throws cancelled where the download was given up here, else download-stopped. */
    async next(kind: 'pull' | 'closed'): Promise<void> {
      for (;;) {
        if (signal.aborted) throw new SealdropError('cancelled');
        // A full disk, or a person in the browser's own list: what is there is not whole either way.
        if (arrived.includes('cancel')) throw new SealdropError('download-stopped');
        const found = arrived.indexOf(kind);
        if (found >= 0) {
          arrived.splice(found, 1);
          return;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
