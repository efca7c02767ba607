/**
 * What page, engine and service worker say to each other about a download that the service worker answers. The page tells
 * the service worker of it and navigates to its address; from then on engine and service worker talk over a port:
 * the service worker pulls, the engine answers each pull with one piece, an end or a failure.
 */

/** Addresses that the service worker answers, and nothing else does. */
export const DOWNLOADS = '/downloads/';

/** Page to service worker, with the port. Whether it has come is asked afterwards: page-messages.ts. */
export interface OfferStream {
  readonly kind: 'offer';
  /** Random; the last part of the address. */
  readonly id: string;
  /** What the file is to be called. */
  readonly name: string;
  /** Bytes, where the browser can be told; else null. */
  readonly size: number | null;
}

export type FromServiceWorker =
  /** One more piece is wanted. */
  | { readonly kind: 'pull' }
  /** It has ended before its end: the browser, or the person in its list, has given it up, or nothing was heard of the feeder. */
  | { readonly kind: 'cancel' }
  /** All pieces were taken, and the end was passed on. */
  | { readonly kind: 'closed' };

export type ToServiceWorker =
  | { readonly kind: 'piece'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** Nothing yet, and still there. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'end' }
  /** What came so far is no whole file. */
  | { readonly kind: 'fail' };
