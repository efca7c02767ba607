/**
 * What crosses the border between page and worker: commands and their answers, and events. Files, file handles,
 * numbers, ids, texts and error codes cross it; body keys, share secrets and private keys never do. A share's
 * link does, for a person copies it.
 */
import type { EndReason, ErrorCode, ErrorDetails } from '../../shared/errors.ts';

/** A dropped file and its path inside the share, as the browser gave it ("folder/name" or "name"). */
export interface DroppedFile {
  readonly path: string;
  readonly file: File;
}

/** The choices that can be made at the drop and changed after it. */
export interface ShareOptions {
  /** Seconds from now. */
  readonly lifetime: number;
  /** Downloads, or null for no limit. */
  readonly limit: number | null;
  /** null: none. */
  readonly passphrase: string | null;
  /** Shown as text to whoever opens the share; empty for none; at most 4,096 bytes of UTF-8. */
  readonly message: string;
}

/** Only what is to change. */
export type ShareChange = Partial<ShareOptions>;

export type TransferPhase = 'sealing' | 'finishing' | 'ready' | 'reconnecting' | 'stopped' | 'failed';

/** Where one upload stands. */
export interface Transfer {
  readonly shareId: string;
  readonly phase: TransferPhase;
  /** Bytes of the stored body that the store has acknowledged, and all of them. */
  readonly sent: number;
  readonly total: number;
  /** Create has answered: the link can be copied. */
  readonly created: boolean;
  /** Unix seconds, null until create has answered. */
  readonly expires: number | null;
  readonly error: WireError | null;
}

export interface Started {
  /** base64url, 22 characters. */
  readonly shareId: string;
  readonly link: string;
  readonly files: readonly { readonly path: string; readonly size: number }[];
  /** Paths that were changed so that every system can save them: [as dropped, as sent]. */
  readonly renamed: readonly (readonly [string, string])[];
  /** Bytes of all files. */
  readonly size: number;
}

/** One share that this browser's vault knows. */
export interface OwnShare {
  readonly shareId: string;
  /** Path of the first file. */
  readonly name: string;
  readonly files: number;
  readonly size: number;
  /** Unix seconds. */
  readonly created: number;
  readonly link: string;
  readonly hasPassphrase: boolean;
  readonly message: string;
  /** What the server says of it now; "unknown" when it cannot be reached; "not-found" when it never took it. */
  readonly status:
    | {
        readonly state: 'uploading' | 'ready';
        readonly expires: number;
        readonly limit: number | null;
        readonly downloads: number;
      }
    | { readonly state: 'ended'; readonly reason: EndReason }
    | { readonly state: 'unknown' | 'not-found' };
  /** Whether a tab of this browser is uploading it now. */
  readonly running: boolean;
}

export interface OpenedFile {
  readonly path: string;
  readonly size: number;
  readonly type: string;
  /** Unix milliseconds, or null. */
  readonly modified: number | null;
}

/** Who signed the share. Named senders come with identities and contacts. */
export type Sender = { readonly kind: 'not-identified' } | { readonly kind: 'self' };

/** What the page of an opened link shows. */
export type OpenState =
  | { readonly state: 'loading' }
  | { readonly state: 'uploading'; readonly received: number; readonly total: number }
  | { readonly state: 'locked'; readonly expires: number }
  | {
      readonly state: 'open';
      readonly files: readonly OpenedFile[];
      readonly size: number;
      readonly note: string;
      readonly sender: Sender;
      readonly expires: number;
    }
  | { readonly state: 'failed'; readonly error: WireError };

/** Where saved bytes go: a handle that the person picked, or back to the page as a Blob. */
export type SaveTarget =
  | { readonly kind: 'handle'; readonly handle: FileSystemFileHandle }
  | { readonly kind: 'blob' };

export interface SaveProgress {
  readonly done: number;
  readonly total: number;
  readonly reconnecting: boolean;
}

/** Saved and verified to the last byte. `blob` is there for the target "blob" alone. */
export interface Saved {
  readonly blob: Blob | null;
}

/** An error without its cause: what may cross to the page. */
export interface WireError {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
}

/** Every command: what goes in, what comes out. A command that fails rejects with a SealdropError. */
export interface Commands {
  /** Starts sealing and uploading at once; the link is there when this answers. */
  send: { in: { files: readonly DroppedFile[]; options: ShareOptions }; out: Started };
  /**
   * Stops an upload, deletes it at the server, forgets it here. `complete`: somebody may have had access already. Where
   * the server could not be told, it rejects, and the share is still known here.
   */
  stop: { in: { shareId: string }; out: { complete: boolean } };
  /** Changes a share of one's own, while it uploads or after; never uploads files again. */
  change: { in: { shareId: string; change: ShareChange }; out: { expires: number | null } };
  'own-shares': { in: null; out: readonly OwnShare[] };
  revoke: { in: { shareId: string }; out: null };
  /** Forgets a share in this browser; its files stay until it ends. */
  dismiss: { in: { shareId: string }; out: null };
  /**
   * Opens a link: `fragment` as it stood behind "#", null where there was none; `tab` is the random number of
   * this page's history entry. Follow-up states come as "open" events with that number.
   */
  open: { in: { shareId: string; fragment: string | null; tab: string }; out: null };
  /**
   * Keeps a link's secret, sealed, under `tab`, so that the page can be loaded anew without it. Answers false where it
   * cannot be kept: the fragment is not whole, or this browser stores nothing.
   */
  keep: { in: { shareId: string; fragment: string; tab: string }; out: boolean };
  /** For the link that is open under `tab`; "cancelled" where another has taken its place. */
  unlock: { in: { tab: string; passphrase: string }; out: null };
  /** Saves one file by its path, or everything (null: the file itself if there is one, else one ZIP). */
  save: { in: { tab: string; path: string | null; target: SaveTarget }; out: Saved };
  'cancel-save': { in: null; out: null };
}

export type CommandName = keyof Commands;

export type EngineEvent =
  | { readonly type: 'transfer'; readonly transfer: Transfer }
  | { readonly type: 'open'; readonly tab: string; readonly state: OpenState }
  | { readonly type: 'saving'; readonly tab: string; readonly progress: SaveProgress }
  /** Shares in the vault changed, here or in another tab. */
  | { readonly type: 'own-shares-changed' };

export type ToWorker = {
  readonly id: number;
  readonly command: CommandName;
  readonly input: unknown;
};
export type FromWorker =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly error: WireError }
  | EngineEvent;
