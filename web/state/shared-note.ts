/** What became of something that another app has shared into this one (shared-in.ts), for the page to show. */
import { createStore } from 'zustand/vanilla';
import type { DroppedFile } from '../engine/protocol.ts';

export type SharedIn =
  | { readonly kind: 'none' }
  /** Waits for a person's word. */
  | { readonly kind: 'asking'; readonly files: readonly DroppedFile[] }
  /** It is not there any more. */
  | { readonly kind: 'lost' }
  /** There was no service worker: it went to the server, which has not taken it. */
  | { readonly kind: 'notTaken' };

export const sharedIn = createStore<{ readonly shared: SharedIn }>(() => ({ shared: { kind: 'none' } }));
