/**
 * Under which key the sealed items of a folder are, and their change to another one: item after item gets its own key wrapped
 * anew, each at once, and the folder says so last. Ended anywhere, it is gone on with. docs/receive.md, "Another key".
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createPrivate, readPrivate, writePrivate } from '../config-folder.ts';
import type { Arrivals } from './arrivals.ts';
import { ITEM_KEY, isItem } from './sealed-item.ts';
import {
  checkedKey,
  FileKeyError,
  ItemError,
  keyCheck,
  type ServiceKeys,
  unwrapItemKey,
  wrapItemKey,
} from './service-key.ts';

const CHECK = 'sealed-under';

/**
 * Compares with the key that the folder's items are under, and notes it at the first time; null for a service without one. Throws
 * FileKeyError.
 */
export async function requireKey({ root, ownFile }: Arrivals, keys: ServiceKeys | null): Promise<void> {
  const check = await readPrivate(ownFile(CHECK));
  if (!keys) {
    // Plaintext would come to lie where somebody wants none.
    if (check) throw new FileKeyError('unsealed', root);
    return;
  }
  if (!check) {
    await createPrivate(ownFile(CHECK), await keyCheck(keys));
    return;
  }
  const under = await checkedKey(keys, check);
  if (under !== 'current') throw new FileKeyError(under === null ? 'other' : 'not-rotated', root);
}

export interface Rotated {
  readonly rotated: number;
  /** Those that were under the current key already. */
  readonly current: number;
  /** Items that were altered, or are under neither key: they are as they were. */
  readonly failed: readonly (ItemError | FileKeyError)[];
}

/** Brings all items below the folder under the current key. For whoever holds the folder's lock. Throws FileKeyError, no-space. */
export async function rotateFolder({ root, ownFile }: Arrivals, keys: ServiceKeys): Promise<Rotated> {
  const check = await readPrivate(ownFile(CHECK));
  if (check && (await checkedKey(keys, check)) === null) throw new FileKeyError('other', root);
  const failed: (ItemError | FileKeyError)[] = [];
  let [rotated, current] = [0, 0];
  for await (const folder of itemsBelow(root)) {
    try {
      const path = join(folder, ITEM_KEY);
      const wrapped = await readPrivate(path);
      if (!wrapped) throw new ItemError(folder);
      const { item, itemKey, isCurrent } = await unwrapItemKey(keys, wrapped, folder);
      if (!isCurrent) await writePrivate(path, await wrapItemKey(keys, item, itemKey));
      if (isCurrent) current++;
      else rotated++;
    } catch (error) {
      if (!(error instanceof ItemError || error instanceof FileKeyError)) throw error;
      failed.push(error);
    }
  }
  // Where one is left behind, the key before is still wanted.
  if (failed.length === 0) await writePrivate(ownFile(CHECK), await keyCheck(keys));
  return { rotated, current, failed };
}

/** Folders of items, those that have no names yet too. Links are not followed. */
async function* itemsBelow(folder: string): AsyncGenerator<string, void, void> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.map(({ name }) => name);
  if (isItem(names)) {
    // A change that was ended as it began.
    const halves = names.filter((name) => name.startsWith(`${ITEM_KEY}.`) && name.endsWith('.new'));
    for (const half of halves) await rm(join(folder, half), { force: true });
    yield folder;
    return;
  }
  for (const entry of entries) if (entry.isDirectory()) yield* itemsBelow(join(folder, entry.name));
}
