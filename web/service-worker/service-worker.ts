/**
 * The one service worker of this origin, at one fixed address that is asked for anew each time. It answers the addresses of
 * downloads that a page feeds, and leaves every other request alone: it can neither change a page nor keep one.
 */
import { answerDownload, knownDownloads, takeOffer } from './downloads.ts';
import { AWAKE, DOWNLOADS, type OfferStream } from './stream-messages.ts';

const worker = self as unknown as ServiceWorkerGlobalScope;

worker.addEventListener('install', () => void worker.skipWaiting());
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('message', (event) => {
  const offer = event.data as OfferStream;
  const [port] = event.ports;
  if (offer.kind === 'offer' && port) takeOffer(offer, port);
});

worker.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin !== worker.location.origin || !pathname.startsWith(DOWNLOADS)) return;
  if (pathname === AWAKE) {
    event.respondWith(Response.json(knownDownloads()));
    return;
  }
  const answer = answerDownload(pathname);
  if (answer) event.respondWith(answer);
});
