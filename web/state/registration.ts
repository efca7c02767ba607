/** The page's way to the one service worker: bringing it into the browser, and asking it something. */
import { trustedUrl } from '../engine/trusted-url.ts';
import type { PageQuestion, PageQuestions } from '../service-worker/page-messages.ts';

/** Milliseconds for the service worker to be there, and to answer. */
const READY_WITHIN = 10_000;

/** Whether this browser has service workers at all; private windows of some do not. */
export function hasServiceWorkers(): boolean {
  // The development server has none.
  return 'serviceWorker' in navigator && !import.meta.env.DEV;
}

function after(milliseconds: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), milliseconds);
  });
}

/** The service worker, which is registered for it where it is not there yet; null where it cannot be had. */
export async function activeWorker(): Promise<ServiceWorker | null> {
  const registering = (async () => {
    await navigator.serviceWorker.register(trustedUrl('/service-worker.js'), { updateViaCache: 'none' });
    return (await navigator.serviceWorker.ready).active;
  })().catch(() => null);
  return await Promise.race([registering, after(READY_WITHIN)]);
}

/** What the service worker answers within `patience`; else null, for a version before may not know the question. */
export function askWorker<Kind extends keyof PageQuestions>(
  worker: ServiceWorker,
  question: Extract<PageQuestion, { readonly kind: Kind }>,
  patience = READY_WITHIN,
): Promise<PageQuestions[Kind] | null> {
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<PageQuestions[Kind]>((resolve) => {
    port2.addEventListener('message', ({ data }: MessageEvent<PageQuestions[Kind]>) => resolve(data), {
      once: true,
    });
    port2.start();
    worker.postMessage(question, [port1]);
  });
  return Promise.race([answer, after(patience)]);
}
