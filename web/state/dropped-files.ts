/**
 * Turns what a browser gives at a drop, a paste or a file input into files with their paths. A drop's entries must
 * be taken in the event itself, for they are gone after it; `dataTransfer.files` alone would list a folder as one
 * file of 4,096 bytes.
 */

import { SealdropError } from '../../shared/errors.ts';
import type { DroppedFile } from '../engine/protocol.ts';
import { compareNames } from '../i18n/format.ts';

/** What was taken in the event: files at hand and folders to walk. */
export type Taken = readonly (DroppedFile | FileSystemDirectoryEntry)[];

/** Takes everything from a drop or paste. Call it in the event. */
export function takeItems(items: Iterable<DataTransferItem>): Taken {
  const taken: (DroppedFile | FileSystemDirectoryEntry)[] = [];
  for (const item of items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    if (entry && isDirectory(entry)) {
      taken.push(entry);
      continue;
    }
    const file = item.getAsFile();
    if (file) taken.push({ path: file.name, file });
  }
  return taken;
}

/** The files of a file input, folders' with their paths. */
export function takeInput(files: Iterable<File>): readonly DroppedFile[] {
  return Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/**
 * All files of what was taken, folders walked to the end; empty folders leave nothing. Systems list a folder in any
 * order: its files are put into that of their names. What was taken by itself keeps its place.
 */
export async function allFiles(taken: Taken): Promise<readonly DroppedFile[]> {
  const files: DroppedFile[] = [];
  for (const one of taken) {
    if ('file' in one) files.push(one);
    else await walk(one, files);
  }
  return byFolder(files);
}

/** Files that are joined at a time, and milliseconds for which the page may stand still. */
const BATCH = 64;
const STANDSTILL = 50;

/** The files end to end as one Blob. A browser asks another process for the size of each, so with pauses. */
export async function joinFiles(files: readonly DroppedFile[]): Promise<Blob> {
  const [first] = files;
  if (files.length === 1 && first) return first.file;
  const batches: Blob[] = [];
  let paused = performance.now();
  for (let i = 0; i < files.length; i += BATCH) {
    if (performance.now() - paused > STANDSTILL) {
      await new Promise((resolve) => setTimeout(resolve));
      paused = performance.now();
    }
    batches.push(new Blob(files.slice(i, i + BATCH).map(({ file }) => file)));
  }
  return new Blob(batches);
}

function byFolder(files: readonly DroppedFile[]): DroppedFile[] {
  const tops = new Map<string, DroppedFile[]>();
  for (const one of files) {
    const top = one.path.split('/', 1)[0] as string;
    const group = tops.get(top);
    if (group) group.push(one);
    else tops.set(top, [one]);
  }
  return [...tops.values()].flatMap((group) => group.toSorted((a, b) => compareNames(a.path, b.path)));
}

async function walk(folder: FileSystemDirectoryEntry, files: DroppedFile[]): Promise<void> {
  const reader = folder.createReader();
  for (;;) {
    // Chromium hands out at most 100 entries a call; only an empty answer is the end.
    const entries = await readSome(reader, folder);
    if (entries.length === 0) return;
    // At once: each is asked of another process, which takes a fifth longer one after another.
    files.push(...(await Promise.all(entries.filter(isFile).map(droppedFile))));
    for (const entry of entries.filter(isDirectory)) await walk(entry, files);
  }
}

function readSome(reader: FileSystemDirectoryReader, folder: FileSystemEntry): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => {
    reader.readEntries(resolve, (cause) => reject(unreadable(folder, cause)));
  });
}

function droppedFile(entry: FileSystemFileEntry): Promise<DroppedFile> {
  const path = pathOf(entry);
  return new Promise((resolve, reject) => {
    entry.file(
      (file) => resolve({ path, file }),
      (cause) => reject(unreadable(entry, cause)),
    );
  });
}

function unreadable(entry: FileSystemEntry, cause: unknown): SealdropError {
  return new SealdropError('file-unreadable', { cause, details: { file: pathOf(entry) } });
}

function pathOf(entry: FileSystemEntry): string {
  return entry.fullPath.replace(/^\//, '');
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
