/**
 * What crosses the border between the page and the worker that opens files of older systems. That worker is none of the
 * engine's: its script is answered under a policy that allows no connection, so nothing of what it reads can leave it.
 */
import type { OlderSystem } from '../../shared/archive/older-item.ts';
import type { DroppedFile, WireError } from './protocol.ts';

export interface OlderInput {
  readonly files: readonly DroppedFile[];
  /** The private key as a PEM file; null for none. */
  readonly privateKey: File | null;
  /** FILE_KEY_BASE64; empty for none. */
  readonly fileKey: string;
}

export interface OpenedOlderFile {
  readonly system: OlderSystem;
  /** As it can be sent and saved; no two are equal. */
  readonly path: string;
  readonly sha256: string;
  /** Something says that it was changed. */
  readonly doubtful: boolean;
  /** Named by `path`; in memory, or on the disk in a file of the browser's own. */
  readonly file: File;
}

export interface OpenedOlder {
  readonly files: readonly OpenedOlderFile[];
  readonly failures: readonly WireError[];
  /** Paths of what belongs to none of the systems. */
  readonly skipped: readonly string[];
}

/** Bytes that were opened, and all that will be at most. */
export interface OlderProgress {
  readonly done: number;
  readonly total: number;
}

export type OlderCommands = {
  /** Answers when all code is loaded: from then on nothing is asked of the network. */
  load: { in: null; out: null };
  /** Throws older-unknown, older-key-unusable; what fails with single files is in the answer. */
  open: { in: OlderInput; out: OpenedOlder };
  /** One ZIP of opened files, which refers to them and copies none. Throws file-unreadable. */
  zip: { in: readonly DroppedFile[]; out: Blob };
  /** Ends an opening that runs, which rejects as "cancelled", and removes from the disk what was opened. The last command. */
  discard: { in: null; out: null };
};

export type OlderPageCalls = {
  progress: { in: OlderProgress; out: null };
};
