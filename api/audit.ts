/**
 * Compares database and store: objects that no share needs, and shares that miss an object; and opens every sealed record. What looks wrong is looked at a
 * second time at the end, for shares come and go meanwhile; nothing is changed.
 */
import { inLanes } from '../shared/transfer/lanes.ts';
import { type Altered, alteredRecords } from './database/altered.ts';
import { allShares, isOurKey, neededKeys, type WantedObject, wantedObjects } from './database/audit.ts';
import type { Dependencies } from './dependencies.ts';

const LANES = 4;
/** Parameters of one query at most, with room for those that stand beside them. */
const PAGE = 500;

export interface Audit {
  readonly shares: number;
  readonly objects: number;
  /** Objects in the same place that Sealdrop never made. */
  readonly foreign: number;
  /** Objects and unfinished uploads (`size` null) of no share. */
  readonly orphans: readonly { readonly key: string; readonly size: number | null }[];
  /** Sealed records that do not open. */
  readonly altered: readonly Altered[];
  /** Objects that are not there, or (bodies) of another size. */
  readonly missing: readonly WantedObject[];
}

export async function audit(deps: Dependencies): Promise<Audit> {
  const { database, objects, now } = deps;
  let [count, shares, foreign] = [0, 0, 0];
  const suspects = new Map<string, number | null>();

  const look = async (found: readonly { key: string; size: number | null }[]) => {
    const ours = found.filter(({ key }) => isOurKey(key));
    foreign += found.length - ours.length;
    for (const page of pages(ours)) {
      const needed = await neededKeys(
        database,
        page.map(({ key }) => key),
      );
      for (const { key, size } of page) if (!needed.has(key)) suspects.set(key, size);
    }
  };
  for await (const page of objects.list()) {
    count += page.length;
    await look(page);
  }
  for await (const page of objects.listUploads()) await look(page.map(({ key }) => ({ key, size: null })));

  const missing: WantedObject[] = [];
  const lookForAll = async (ids: readonly string[]) => {
    await inLanes(LANES, await wantedObjects(database, ids), async (wanted) => {
      const size = await objects.size(wanted.key);
      if (size === null || (wanted.size !== null && wanted.size !== size)) missing.push(wanted);
    });
  };
  for await (const ids of allShares(database, now())) {
    shares += ids.length;
    await lookForAll(ids);
  }

  const again = new Set(missing.splice(0).map(({ shareId }) => shareId));
  for (const ids of pages([...again])) await lookForAll(ids);
  const orphans: { key: string; size: number | null }[] = [];
  for (const page of pages([...suspects])) {
    const needed = await neededKeys(
      database,
      page.map(([key]) => key),
    );
    for (const [key, size] of page) {
      // An upload that was completed or removed meanwhile is no orphan: only what the store holds still.
      if (!needed.has(key) && (size === null || (await objects.size(key)) !== null))
        orphans.push({ key, size });
    }
  }
  const altered = await alteredRecords(deps);
  return { shares, objects: count, foreign, orphans, missing, altered };
}

function* pages<T>(all: readonly T[]): Iterable<readonly T[]> {
  for (let i = 0; i < all.length; i += PAGE) yield all.slice(i, i + PAGE);
}
