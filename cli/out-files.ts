/** Several files that get their names together or not at all: when all of them are there, whole and durable. */
import { rm } from 'node:fs/promises';
import { asWriting, discard, type OutFolder, stage } from './out-folder.ts';

export interface NamedContent {
  readonly path: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Writes them in this order. `whole`: what has to hold before any of them gets its name. Answers where they are. Throws
 * TakenError, no-space, UnwritableError, and what contents and `whole` throw; none of them is left behind then.
 */
export async function writeTogether(
  folder: OutFolder,
  files: readonly NamedContent[],
  whole: () => Promise<void>,
): Promise<string[]> {
  const staged: { readonly path: string; readonly temporary: string }[] = [];
  const named: string[] = [];
  try {
    for (const { path } of files) await folder.requireFree(path);
    for (const { path, content } of files) {
      staged.push({ path, temporary: await stage(folder.root, content) });
    }
    await whole();
    const places: string[] = [];
    for (const { path, temporary } of staged) {
      places.push(await folder.adopt(path, temporary));
      named.push(folder.placeOf(path));
    }
    return places;
  } catch (error) {
    for (const place of named) await rm(place, { force: true });
    throw asWriting(error, folder.root);
  } finally {
    for (const { temporary } of staged) await discard(temporary);
  }
}
