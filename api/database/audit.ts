/** What an audit asks: which objects somebody still needs, and which objects every share needs. */
import type { Bytes } from '../../shared/bytes.ts';
import { fromHex, toHex } from '../../shared/bytes.ts';
import { bodyKey, manifestKey } from '../object-keys.ts';
import type { Database } from './open.ts';

const PAGE = 500;

/** The share's id in an object's key; null where it is none of ours. */
function shareIdOf(key: string): Bytes | null {
  const [, hex] = /^([0-9a-f]{32})\/(?:body|manifest\/[0-9a-f]{64})$/.exec(key) ?? [];
  return hex === undefined ? null : fromHex(hex);
}

export function isOurKey(key: string): boolean {
  return shareIdOf(key) !== null;
}

/** Of these keys of ours those that belong to a share that lives, or are on the list of deletions. At most a thousand. */
export async function neededKeys(database: Database, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const ids = [...new Set(keys)].flatMap((key) => shareIdOf(key) ?? []);
  if (ids.length === 0) return new Set();
  const shares = await database
    .selectFrom('shares')
    .select(['id', 'manifestHash'])
    .where('id', 'in', ids)
    .execute();
  const deletions = await database.selectFrom('deletions').select('key').where('key', 'in', keys).execute();
  return new Set([
    ...shares.flatMap(({ id, manifestHash }) => [
      bodyKey(id),
      ...(manifestHash ? [manifestKey(id, manifestHash)] : []),
    ]),
    ...deletions.map(({ key }) => key),
  ]);
}

/** An object that a share cannot be without. */
export interface WantedObject {
  readonly shareId: string;
  readonly key: string;
  /** Bytes; null where any will do. */
  readonly size: number | null;
}

/** What the shares with these ids need; those that have ended need nothing. Ids in hex. */
export async function wantedObjects(database: Database, ids: readonly string[]): Promise<WantedObject[]> {
  const rows = await database
    .selectFrom('shares')
    .select(['id', 'bodySize', 'complete', 'manifestHash'])
    .where('id', 'in', ids.map(fromHex))
    .execute();
  return rows.flatMap(({ id, bodySize, complete, manifestHash }) => {
    const shareId = toHex(id);
    const manifest = manifestHash && { shareId, key: manifestKey(id, manifestHash), size: null };
    return [
      ...(complete === 1 ? [{ shareId, key: bodyKey(id), size: bodySize }] : []),
      ...(manifest ? [manifest] : []),
    ];
  });
}

/** The ids (hex) of all shares that live, a page at a time. */
export async function* allShares(database: Database, now: number): AsyncIterable<readonly string[]> {
  for (let last: Bytes = new Uint8Array(0); ; ) {
    const rows = await database
      .selectFrom('shares')
      .select('id')
      .where('id', '>', last)
      .where('expires', '>', now)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    if (rows.length > 0) yield rows.map(({ id }) => toHex(id));
    const end = rows.at(-1);
    if (!end || rows.length < PAGE) return;
    last = end.id;
  }
}
