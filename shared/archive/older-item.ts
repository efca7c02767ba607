/** One file of an older system: recognised, then opened, then read to its end. docs/older-files.md. */
import type { Bytes } from '../bytes.ts';
import { sendablePaths } from '../paths.ts';
import type { OlderKeys } from './older-key.ts';
import { folderOf, olderError } from './stored-file.ts';

export const olderSystems = [
  'secure-file-processing',
  'cloud-secure-share',
  'secure-upload-download',
] as const;
export type OlderSystem = (typeof olderSystems)[number];

/** What was recognised. */
export interface OlderItem {
  readonly system: OlderSystem;
  /** What it was recognised by: the path of a ZIP, of metadata.json, or of NAME.enc. */
  readonly source: string;
  /** Reads and checks what stands before the content. Throws older-*, zip-* and file-unreadable. */
  readonly open: (keys: OlderKeys) => Promise<OlderFile>;
}

/** One file that can be read now. */
export interface OlderFile {
  /** Where it may be written, below a folder of the reader's choice; a path as docs/format.md has them. */
  readonly path: string;
  /** Bytes of the content, or the most that they can be, where only the end of it tells. */
  readonly size: number;
  /** Something was seen that says that it was changed, and does not keep it from being opened. */
  readonly doubtful: boolean;
  /**
   * The content, checked as far as the system lets it be checked. What was yielded counts only when the end was reached:
   * until then it may throw.
   */
  readonly content: () => AsyncGenerator<Bytes, void>;
}

/** A name as a package states it. C0, DEL and what separates folders anywhere; each of them is an attempt at another place. */
const escaping = /[/\\\u0000-\u001F\u007F]/;

/**
 * The path for a file of this name, below the folder of `source`. Throws older-name for one that leads elsewhere; other
 * characters that some system cannot write are replaced.
 */
export function olderPath(source: string, name: string): string {
  if (name === '' || name === '.' || name === '..' || escaping.test(name))
    throw olderError('older-name', source);
  const [path = '_'] = sendablePaths([unhidden(folderOf(source) + name)]);
  return path;
}

/**
 * The path, none of whose names is hidden: a shell runs such files at its start, and reads keys from such folders. Whoever
 * had the public key chose the names, those of a ZIP's folders, too.
 */
export function unhidden(path: string): string {
  return path
    .split('/')
    .map((part) => part.replace(/^\./, '_.'))
    .join('/');
}
