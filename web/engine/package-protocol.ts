/**
 * What crosses the border between the page and the worker that opens portable packages. That worker is none of the engine's: its
 * script is answered under a policy that allows no connection, so nothing of what it reads can leave it.
 */
import type { Sender } from './people-protocol.ts';
import type { OpenedFile, Saved, SaveProgress, SaveTarget } from './protocol.ts';

export interface PackageInput {
  readonly file: File;
  /** The link or code that was given with it; empty for none. */
  readonly code: string;
  /** null: none was asked for yet. */
  readonly passphrase: string | null;
}

export interface OpenedPackageFiles {
  readonly files: readonly OpenedFile[];
  /** Bytes of all files. */
  readonly size: number;
  readonly note: string;
  readonly sender: Sender;
}

/** "code": no key pair of this browser opens it, and a link or code does. "locked": a passphrase is needed beside it. */
export type PackageAnswer =
  | { readonly state: 'code' }
  | { readonly state: 'locked' }
  | { readonly state: 'open'; readonly opened: OpenedPackageFiles };

export type PackageCommands = {
  /** Answers when all code is loaded: from then on nothing is asked of the network. */
  load: { in: null; out: null };
  /** Throws every code of docs/package.md, "Reading". */
  open: { in: PackageInput; out: PackageAnswer };
  /** Of what was opened last: one file by its path, or everything (null). */
  save: { in: { path: string | null; target: SaveTarget }; out: Saved };
  'cancel-save': { in: null; out: null };
};

export type PackagePageCalls = {
  progress: { in: SaveProgress; out: null };
};
