/**
 * What a page asks of the service worker beside downloads (stream-messages.ts). Each question comes with a port and is
 * answered once over it.
 */

/** Names of caches that hold the built page begin so; there is none unless somebody wants it kept. */
export const SHELL = 'shell-';

/** The Web Lock that a page shares while a download streams: no other version of the service worker takes over meanwhile. */
export const STREAMING = 'sealdrop-stream-download';

/** Fragment of the first screen: something was shared and waits in the service worker. */
export const SHARED = '#shared';

/** What another app has shared. Texts are empty where there are none. */
export interface Shared {
  readonly files: readonly File[];
  readonly title: string;
  readonly text: string;
  readonly url: string;
}

export type KeptShell = 'kept' | 'no-space' | 'server-unreachable';

/** Each question by its name, and its answer. */
export interface PageQuestions {
  /** To keep the built page from now on. */
  readonly 'keep-shell': KeptShell;
  /** For the oldest share that waits. It is the page's then, and gone here. */
  readonly 'take-shared': Shared | null;
  /** To a version that waits: that downloads have ended. Whether it takes over. */
  readonly 'take-over': boolean;
}

export interface PageQuestion {
  readonly kind: keyof PageQuestions;
}
