/**
 * A backup of DATA_DIR beside the running server: first the database, as it is at one moment, then the objects that its shares
 * need. An object is there before a share names it, and goes after the share has ended or taken another, so what is missed on the
 * second way is a share that changed meanwhile: that one is taken anew, and the backup never names an object that it does not have.
 * The other way round it would name whatever was finished in between. Keys are not part of it. docs/operations.md, "Backup".
 */
import { chmod, rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fromHex } from '../shared/bytes.ts';
import { inLanes } from '../shared/transfer/lanes.ts';
import { allShares } from './database/audit.ts';
import type { Database } from './database/open.ts';
import { copySqlite, type HeldObjects, heldObjects, openCopy, renewShare } from './database/snapshot.ts';
import type { Dependencies } from './dependencies.ts';
import { type DiskCopy, openDiskCopy } from './objects/disk-copy.ts';
import { makeFolder, syncFolder } from './objects/durable.ts';

const LANES = 4;

export interface Backup {
  /** Shares in it that live. */
  readonly shares: number;
  /** Ids (hex) of shares that miss an object, here as in the store. */
  readonly damaged: readonly string[];
}

export interface UnfinishedBackup {
  /** Brings the objects. Only then is the folder a backup. */
  finish(): Promise<Backup>;
}

/**
 * Takes the database of this moment into `folder`, which holds nothing yet. Only for a database in DATA_DIR; objects in a bucket are
 * left where they are.
 */
export async function beginBackup(
  { database, config, now }: Dependencies,
  folder: string,
): Promise<UnfinishedBackup> {
  const name = join(folder, 'sealdrop.db');
  const unfinished = `${name}.unfinished`;
  await makeFolder(folder);
  // An empty one that was there may be open to everybody.
  await chmod(folder, 0o700);
  await copySqlite(join(resolve(config.dataDir), 'sealdrop.db'), unfinished);
  return {
    async finish() {
      const copy = await openCopy(unfinished);
      let shares = 0;
      const damaged: string[] = [];
      try {
        if (config.s3 === null) {
          const disk = openDiskCopy(join(resolve(config.dataDir), 'objects'), join(folder, 'objects'));
          for await (const ids of allShares(copy, now())) {
            await inLanes(LANES, ids, async (id) => {
              if (!(await bringShare({ live: database, copy, disk }, id))) damaged.push(id);
            });
          }
        }
        for await (const ids of allShares(copy, now())) shares += ids.length;
      } finally {
        await copy.destroy();
      }
      await rename(unfinished, name);
      await syncFolder(folder);
      return { shares, damaged };
    },
  };
}

interface Places {
  readonly live: Database;
  readonly copy: Database;
  readonly disk: DiskCopy;
}

/** False where the share names an object that the store does not have. */
async function bringShare({ live, copy, disk }: Places, hex: string): Promise<boolean> {
  const id = fromHex(hex);
  for (let before = ''; ; ) {
    const held = await heldObjects(copy, id);
    const wanted = JSON.stringify(held);
    const isRenewed = wanted === before;
    if (held === null || (await bringObjects(disk, held, isRenewed))) return true;
    // Nothing has changed: it is not there.
    if (isRenewed) return false;
    before = wanted;
    await renewShare(live, copy, id);
  }
}

async function bringObjects(disk: DiskCopy, held: HeldObjects, isRenewed: boolean): Promise<boolean> {
  const { body, upload, manifest, announced } = held;
  for (const key of announced) await disk.object(key);
  if (!(upload && (await disk.upload(upload)))) {
    // An upload that is gone has become the body, which the share says once it is renewed. One that still does not is
    // between the two, and is mended where the body stands alone (progress.ts).
    if (upload && !isRenewed) return false;
    if (!(await disk.object(body))) return false;
  }
  return manifest === null || (await disk.object(manifest));
}
