/**
 * What crosses the border between page and worker: commands and their answers, and events. Files, file handles,
 * numbers, ids, texts and error codes cross it; body keys, share secrets and private keys never do. A share's
 * link does, for a person copies it.
 */
import type { ConfigAnswer } from '../../shared/contract.ts';
import type { ErrorCode, ErrorDetails } from '../../shared/errors.ts';
import type { ShareStatus } from '../../shared/share/share-status.ts';
import type {
  Contact,
  DeletionLoss,
  Delivery,
  HandedFile,
  OwnKeyPair,
  PersonName,
  RequestLink,
  RequestTarget,
  Sender,
} from './people-protocol.ts';
import type { Preview } from './preview-protocol.ts';

/** A dropped file and its path inside the share, as the browser gave it ("folder/name" or "name"). */
export interface DroppedFile {
  readonly path: string;
  readonly file: File;
}

/** Files that are sent together, in their order. */
export interface Dropped {
  readonly files: readonly DroppedFile[];
  /** All of them, end to end. Made before they are sent: a browser takes a second to know ten thousand files. */
  readonly joined: Blob;
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

/** Only what is to change. People by fingerprint, base64url, as differences: two changes at once are merged. */
export type ShareChange = Partial<ShareOptions> & {
  /** Whether whoever has the link can open it. */
  readonly link?: boolean;
  readonly addPeople?: readonly string[];
  readonly removePeople?: readonly string[];
};

export type TransferPhase =
  | 'sealing'
  | 'finishing'
  | 'ready'
  | 'reconnecting'
  | 'paused'
  | 'stopped'
  | 'failed';

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
  /** Of one that failed: whether it can be taken up where it stands. */
  readonly resumable: boolean;
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
  /** Signed by a key pair of this person, so that other devices that hold it can change the share too. */
  readonly signed: boolean;
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
  /** The address, with the secret where whoever has the link can open it. */
  readonly link: string;
  /** Whether the link alone, or with a passphrase, opens it. */
  readonly byLink: boolean;
  /** Who else can open it. */
  readonly people: readonly PersonName[];
  /** A delivery to somebody's inbox, which can be revoked but not changed. */
  readonly isDelivery: boolean;
  readonly hasPassphrase: boolean;
  readonly message: string;
  /** What the server says of it now; "unknown" when it cannot be reached; "not-found" when it never took it. */
  readonly status: ShareStatus;
  /** Whether a tab of this browser is uploading it now. */
  readonly running: boolean;
  /**
   * Whether its upload can be taken up again: with the same files or the same folder picked once more, at once because
   * this tab still has them, or not (null).
   */
  readonly resume: 'with-files' | 'with-folder' | 'at-once' | null;
}

/** A save that was broken off: going on takes no byte again that is here already. */
export interface UnfinishedSave {
  /** Of the file, null for all of them as one ZIP. */
  readonly path: string | null;
  /** Bytes that are here and were checked, and all of them. */
  readonly done: number;
  readonly total: number;
  /** Whether it is whole, and was given to a download of the browser's own: who saves it once more gets it from here. */
  readonly isGiven: boolean;
}

export interface OpenedFile {
  readonly path: string;
  readonly size: number;
  readonly type: string;
  /** Unix milliseconds, or null. */
  readonly modified: number | null;
}

/** How a share can be reported: with its link handed over or not, not with it, or (one's own) not at all. */
export type Reportable = 'with-link' | 'without-link' | null;

/** What the page of an opened link shows. */
export type OpenState =
  | { readonly state: 'loading' }
  | { readonly state: 'uploading'; readonly received: number; readonly total: number }
  | { readonly state: 'locked'; readonly expires: number; readonly report: Reportable }
  | {
      readonly state: 'open';
      readonly files: readonly OpenedFile[];
      readonly size: number;
      readonly note: string;
      readonly sender: Sender;
      readonly expires: number;
      readonly report: Reportable;
      readonly unfinished: readonly UnfinishedSave[];
    }
  | { readonly state: 'failed'; readonly error: WireError };

/**
 * Where saved bytes go: a handle that the person picked, back to the page as a Blob from memory or from a file of the
 * browser's own, or into a download that the service worker answers, whose port this is (to be transferred). "staged": into
 * a file of the browser's own that can be gone on with, and from there into the handle, or for null back to the page.
 */
export type SaveTarget =
  | { readonly kind: 'handle'; readonly handle: FileSystemFileHandle }
  | { readonly kind: 'staged'; readonly handle: FileSystemFileHandle | null }
  | { readonly kind: 'blob' }
  | { readonly kind: 'private-file' }
  | { readonly kind: 'stream'; readonly port: MessagePort };

export interface SaveProgress {
  /** Bytes that were checked, and all of them. */
  readonly done: number;
  readonly total: number;
  /** Of those, the bytes that were copied to where they are to be; null where nothing has to be copied. */
  readonly placed: number | null;
  readonly reconnecting: boolean;
}

/** Saved and verified to the last byte. `blob` is there where no other place for it was given. */
export interface Saved {
  readonly blob: Blob | null;
}

/** An error without its cause: what may cross to the page. */
export interface WireError {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
}

/** Every command: what goes in, what comes out. A command that fails rejects with a SealdropError. */
export type Commands = {
  /** Starts sealing and uploading at once; the link is there when this answers. */
  send: { in: { dropped: Dropped; options: ShareOptions }; out: Started };
  /**
   * Stops an upload, deletes it at the server, forgets it here. `complete`: somebody may have had access already. Where
   * the server could not be told, it rejects, and the share is still known here.
   */
  stop: { in: { shareId: string }; out: { complete: boolean } };
  /** Breaks off what is under way of an upload of this tab, and lets it go on; as often as one likes. */
  pause: { in: { shareId: string; paused: boolean }; out: null };
  /**
   * Takes up an upload that was left: only what the store does not have is sent. `files`: the same ones, picked again,
   * in any order; null for those that this tab still has.
   */
  resume: { in: { shareId: string; files: readonly DroppedFile[] | null }; out: Started };
  /** Changes a share of one's own, while it uploads or after; never uploads files again. */
  /** `link`: the share's address after the change; taking a person off gives it another secret. */
  change: { in: { shareId: string; change: ShareChange }; out: { expires: number | null; link: string } };
  /** What the site allows. */
  config: { in: null; out: ConfigAnswer };
  /** Loads what opens a link, before one is opened. */
  'load-open': { in: null; out: null };
  /** Loads what of the engine is still to be loaded, so that no later command waits for it, or misses it on a server that has newer files. */
  'load-all': { in: null; out: null };
  /** How many times faster pauses pass, whole, 1 to 100: for tests of networks. */
  pace: { in: { pace: number }; out: null };
  /** Who may upload, as the site says. */
  uploads: { in: { uploads: 'anyone' | 'listed' | 'token' }; out: null };
  'has-upload-token': { in: null; out: boolean };
  /** Keeps the site's upload token. Throws wrong-upload-token where the site does not take it. */
  'keep-upload-token': { in: { token: string }; out: null };
  /**
   * Shares sent from here, newest first. Of each the server is asked, and so told that they are one browser's: no more of
   * them than are shown.
   */
  'own-shares': { in: { which: 'all' | 'unfinished' }; out: readonly OwnShare[] };
  revoke: { in: { shareId: string }; out: null };
  /** Forgets a share in this browser; its files stay until it ends. Can be taken back. */
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
  /** Tells the operator of the server about the share that is open under `tab`. `handOver`: its link too. */
  report: { in: { tab: string; text: string; handOver: boolean }; out: null };
  /** For the link that is open under `tab`; "cancelled" where another has taken its place. */
  unlock: { in: { tab: string; passphrase: string }; out: null };
  /** Starts the workers that move bytes, where they do not run yet. */
  'start-workers': { in: null; out: null };
  'from-helper': { in: { id: number; message: unknown }; out: null };
  /** A helper could not be loaded, or has broken down. */
  'helper-lost': { in: { id: number }; out: null };
  /** Saves one file by its path, or everything (null: the file itself if there is one, else one ZIP). */
  save: { in: { tab: string; path: string | null; target: SaveTarget }; out: Saved };
  /**
   * Saves a share as a portable package: the one that is open under `tab`, or one of one's own that is ready. It is a download
   * like any other, and none of one's own.
   */
  'save-package': {
    in: { from: { readonly tab: string } | { readonly shareId: string }; target: SaveTarget };
    out: Saved;
  };
  /** Ends the running save, and keeps nothing of it. */
  'cancel-save': { in: null; out: null };
  /**
   * Verifies one file by its path and shows what it is, by its bytes alone; a download like any other. `side`: pixels that the
   * longer side of an image gets at most.
   */
  preview: { in: { tab: string; path: string; side: number }; out: Preview };
  'cancel-preview': { in: null; out: null };
  /** Gives up a save that was broken off: what is here of it is removed. */
  'discard-save': { in: { tab: string; path: string | null }; out: null };

  'key-pairs': { in: null; out: readonly OwnKeyPair[] };
  /** Answers only when the sealed backup has been opened again with this passphrase and compared with the keys. */
  'create-key-pair': {
    in: { name: string; passphrase: string };
    out: { keyPair: OwnKeyPair; backup: HandedFile };
  };
  /** `backup` is there for a key that came without one of ours: a PEM file. */
  'import-key-pair': {
    in: { source: { readonly file: File } | { readonly text: string }; passphrase: string };
    out: { keyPair: OwnKeyPair; backup: HandedFile | null };
  };
  'export-backup': { in: { fingerprint: string }; out: HandedFile };
  /** The text of a QR code that brings the key pair to another device, sealed by the same passphrase. */
  'backup-code': { in: { fingerprint: string; passphrase: string }; out: string };
  'check-backup': { in: { fingerprint: string; file: File; passphrase: string }; out: null };
  'export-public-key': { in: { fingerprint: string }; out: readonly HandedFile[] };
  /** Two files: the encryption and the signing key, as `openssl pkey` reads them, encrypted by the passphrase. */
  'export-pem': { in: { fingerprint: string; passphrase: string }; out: readonly HandedFile[] };
  'rotate-key-pair': {
    in: { fingerprint: string; passphrase: string };
    out: { keyPair: OwnKeyPair; backup: HandedFile };
  };
  'deletion-loss': { in: { fingerprint: string }; out: DeletionLoss };
  'delete-key-pair': { in: { fingerprint: string }; out: null };
  'choose-default': { in: { fingerprint: string }; out: null };
  /** The contact link of a key pair: made at the server at the first call. */
  'contact-link': { in: { fingerprint: string }; out: string };

  'request-links': { in: null; out: readonly RequestLink[] };
  /** `lifetime` in seconds, null for no end. */
  'new-request-link': {
    in: { fingerprint: string; name: string; lifetime: number | null };
    out: RequestLink;
  };
  'revoke-request-link': { in: { fingerprint: string; id: string }; out: null };

  people: { in: null; out: readonly Contact[] };
  /**
   * `link`: the whole contact link, as text or as read from a QR code. An empty petname: what they call themselves.
   */
  'add-person': { in: { link: string; petname: string }; out: Contact };
  /** Adds the named sender of the share that is open under `tab`; its state follows anew as an "open" event. */
  'add-sender': { in: { tab: string }; out: null };
  'rename-person': { in: { fingerprint: string; petname: string }; out: null };
  /** Whether this person has compared the fingerprint. */
  'verify-person': { in: { fingerprint: string; verified: boolean }; out: null };
  /** The contact's new key takes the place of the old one; it is unverified again. */
  'follow-person': { in: { fingerprint: string; successor: string }; out: Contact };
  /** Can be taken back. */
  'remove-person': { in: { fingerprint: string }; out: null };

  inbox: { in: null; out: readonly Delivery[] };
  /** Not listed any more; its files stay until it ends. Can be taken back. */
  'dismiss-delivery': { in: { shareId: string }; out: null };
  /** Many at once, out of sight in this browser whatever the server says. Can be taken back. */
  'dismiss-deliveries': { in: { shareIds: readonly string[] }; out: null };
  'delete-delivery': { in: { shareId: string }; out: null };

  /** Takes back the last act of this page that can be. Throws wrong-state where there is none any more. */
  'take-back': { in: null; out: null };
  /** What was done stays done: the page that could take it back was left. */
  'settle-acts': { in: null; out: null };

  /**
   * Keeps a request link's token, sealed, under `tab`, as "keep" does for a share's link; false where it cannot be
   * kept.
   */
  'keep-request': { in: { fingerprint: string; fragment: string; tab: string }; out: boolean };
  /**
   * Who stands behind a request link, and whether it still takes anything: before any file is chosen. `fragment` is
   * null after a reload: what was kept under `tab` is used then, and where nothing was, it is "link-cut". A fragment
   * that is whole is kept under `tab` too.
   */
  'open-request': { in: { fingerprint: string; fragment: string | null; tab: string }; out: RequestTarget };
  /** Starts a delivery to whoever stands behind a request link; it is followed like any upload. */
  deliver: {
    in: {
      fingerprint: string;
      /** As for "open-request". */
      fragment: string | null;
      tab: string;
      dropped: Dropped;
      lifetime: number;
      message: string;
    };
    out: Started;
  };
};

export type CommandName = keyof Commands;

export type EngineEvent =
  | { readonly type: 'transfer'; readonly transfer: Transfer }
  | { readonly type: 'open'; readonly tab: string; readonly state: OpenState }
  | { readonly type: 'saving'; readonly tab: string; readonly progress: SaveProgress }
  | {
      readonly type: 'previewing';
      readonly tab: string;
      readonly path: string;
      readonly progress: SaveProgress;
    }
  /** Shares in the vault changed, here or in another tab. */
  | { readonly type: 'own-shares-changed' }
  /** Key pairs, people, request links or the inbox changed, here or in another tab. */
  | { readonly type: 'keys-changed' };

/** Workers beside the engine's, which the page makes for it: part-worker.ts and passphrase-worker.ts. */
export type HelperKind = 'parts' | 'passphrase';

/** What the engine tells the page. Helpers go by a number; their messages pass through the page unread. */
export type PageCalls = {
  event: { in: EngineEvent; out: null };
  'start-helper': { in: { id: number; kind: HelperKind }; out: null };
  'to-helper': { in: { id: number; message: unknown }; out: null };
  'end-helper': { in: { id: number }; out: null };
};
