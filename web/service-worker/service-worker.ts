/**
 * The one service worker of this origin, at one fixed address that is asked for anew each time. It answers downloads that a
 * page feeds (downloads.ts), what other apps share (share-target.ts), and, from the server and where that is away from what it
 * keeps, pages and their files (shell.ts). Every other request it leaves alone.
 */
import { SHARE_TARGET } from '../../shared/share-target.ts';
import { answerDownload, knowsDownload, takeOffer } from './downloads.ts';
import { type PageQuestion, type PageQuestions, STREAMING } from './page-messages.ts';
import { handOver, takeShare } from './share-target.ts';
import { answerPage, answerShellFile, dropOthers, isShellFile, refreshShell, wantShell } from './shell.ts';
import { DOWNLOADS, type OfferStream } from './stream-messages.ts';

const worker = self as unknown as ServiceWorkerGlobalScope;

/** Milliseconds after which another version that does not come to an end is waited for no more. */
const HOLD = 5_000;

const active = new Promise<void>((resolve) => {
  worker.addEventListener('activate', () => resolve());
});

worker.addEventListener('install', (event) => event.waitUntil(refreshShell().then(takeOver)));
worker.addEventListener('activate', (event) =>
  event.waitUntil(Promise.all([dropOthers(), worker.clients.claim()])),
);

/**
 * Takes the place of the version before at once, and answers whether; not while a download streams through that one, or something
 * shared waits in it, which would end with it. The lock keeps downloads from beginning there in between.
 */
function takeOver(): Promise<boolean> {
  return new Promise((decide) => {
    void navigator.locks.request(STREAMING, { ifAvailable: true }, async (lock) => {
      decide(lock !== null);
      if (!lock) return;
      // Not waited for: what the one before still answers holds it up, in some browsers as long as a server is silent.
      void worker.skipWaiting();
      await Promise.race([active, new Promise((resolve) => setTimeout(resolve, HOLD))]);
    });
  });
}

function answerTo(question: PageQuestion): Promise<PageQuestions[keyof PageQuestions]> {
  switch (question.kind) {
    case 'keep-shell':
      return wantShell();
    case 'take-shared':
      return Promise.resolve(handOver(question.id));
    case 'take-over':
      return takeOver();
    case 'know-download':
      return Promise.resolve(knowsDownload(question.id));
  }
}

worker.addEventListener('message', (event) => {
  const message = event.data as OfferStream | PageQuestion;
  const [port] = event.ports;
  if (!port) return;
  if (message.kind === 'offer') takeOffer(message, port);
  else event.waitUntil(answerTo(message).then((answer) => port.postMessage(answer)));
});

/** What is no page, although a person can go there. */
const noPages = /^\/(?:api|objects|healthz|readyz)(?:\/|$)/;

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== worker.location.origin) return;
  const isNavigation = request.mode === 'navigate';
  if (pathname.startsWith(DOWNLOADS)) {
    const answer = answerDownload(pathname);
    if (answer) event.respondWith(answer);
  } else if (request.method === 'POST') {
    // Not for a frame in another page, which would be none of this app's windows.
    if (pathname === SHARE_TARGET && request.destination === 'document') event.respondWith(takeShare(event));
  } else if (request.method === 'GET' && isNavigation && !noPages.test(pathname)) {
    event.respondWith(answerPage(request));
    // A version whose files could not be had before, when it came, may get them now.
    event.waitUntil(refreshShell());
  } else if (request.method === 'GET' && isShellFile(pathname)) {
    event.respondWith(answerShellFile(request));
  }
});
