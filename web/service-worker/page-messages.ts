/**
 * What a page asks of the service worker. Each question comes with a port and is answered once over it. How a download is
 * fed is stream-messages.ts.
 */

/** Names of caches that hold the built page begin so; there is none unless somebody wants it kept. */
export const SHELL = 'shell-';

/** The Web Lock that is shared while a download streams or something shared waits: no other version of the service worker takes over meanwhile. */
export const STREAMING = 'sealdrop-stream-download';

/** How the first screen's fragment begins where something shared waits in the service worker; what follows is its id. */
export const SHARED = '#shared-';

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
  /** For the share with this id. It is the page's then, and gone here. */
  readonly 'take-shared': Shared | null;
  /** To a version that waits: that nothing holds the one before any more. Whether it takes over. */
  readonly 'take-over': boolean;
  /** Whether the download with this id is offered or runs. Asking keeps the service worker awake. */
  readonly 'know-download': boolean;
}

export type PageQuestion =
  | { readonly kind: 'keep-shell' }
  | { readonly kind: 'take-shared'; readonly id: string }
  | { readonly kind: 'take-over' }
  | { readonly kind: 'know-download'; readonly id: string };
