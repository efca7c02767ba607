/** Files of older systems for tests: made by scripts/make-older.mjs, which has none of Sealdrop's code. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findOlder } from '../shared/archive/find-older.ts';
import type { OlderFile } from '../shared/archive/older-item.ts';
import { type OlderKeys, readFileKey, readPrivateKey } from '../shared/archive/older-key.ts';
import type { StoredFile } from '../shared/archive/stored-file.ts';
import { openLegacy } from './open-legacy.ts';

export interface Made {
  readonly kind: string;
  readonly size: number;
  /** What to open, below the folder. */
  readonly path: string;
  /** The PEM file, below the folder. */
  readonly key: string | null;
  readonly fileKey: string | null;
  /** Of the file that comes of it. */
  readonly name: string;
  readonly sha256: string;
}

export interface MadeFolder {
  readonly folder: string;
  readonly made: readonly Made[];
  readonly of: (kind: string, size: number) => Made;
  readonly remove: () => Promise<void>;
}

/** A file of each kind and size, in a folder of their own. */
export async function makeOlder(sizes: readonly number[]): Promise<MadeFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-older-'));
  await promisify(execFile)(process.execPath, ['scripts/make-older.mjs', folder, ...sizes.map(String)]);
  const made = JSON.parse(await readFile(join(folder, 'expected.json'), 'utf8')) as Made[];
  return {
    folder,
    made,
    of: (kind, size) => {
      const found = made.find((one) => one.kind === kind && one.size === size);
      if (!found) throw new Error(`no ${kind} of ${size} bytes`);
      return found;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function keysFor({ folder }: MadeFolder, { key, fileKey }: Made): Promise<OlderKeys> {
  return {
    privateKey: key === null ? null : await readPrivateKey(await readFile(join(folder, key), 'latin1')),
    fileKey: fileKey === null ? null : readFileKey(fileKey),
  };
}

/** A file in memory. */
export function memoryFile(path: string, bytes: Uint8Array): StoredFile {
  return {
    path,
    size: bytes.length,
    async *stream(start, end) {
      yield bytes.subarray(start, end);
    },
  };
}

export interface Opened {
  readonly file: OlderFile;
  readonly sha256: string;
  readonly size: number;
}

/** The one file that comes of these, read to its end. Throws where it is refused, or not recognised. */
export async function openOnly(files: readonly StoredFile[], keys: OlderKeys): Promise<Opened> {
  const { items } = await findOlder(files);
  const [item] = items;
  if (!item || items.length > 1) throw new Error(`${items.length} recognised`);
  const file = await item.open(keys);
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of file.content()) {
    hash.update(piece);
    size += piece.length;
  }
  return { file, sha256: hash.digest('hex'), size };
}

export interface Ran {
  readonly code: number;
  readonly output: string;
  readonly error: string;
}

/** What the command of these parameters writes, says and exits with. */
export async function legacy(
  parameters: string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  let [output, error] = ['', ''];
  const terminal = {
    out: (text: string) => void (output += text),
    error: (text: string) => void (error += text),
    environment,
  };
  const code = await openLegacy(parameters, terminal);
  return { code, output, error };
}
