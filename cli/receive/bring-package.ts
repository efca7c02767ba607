/** Brings a portable package to where it waits for its names, by the same rules as a delivery: opened, compared with all that its sender signed, whole. */
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bytes, toBase64Url } from '../../shared/bytes.ts';
import type { Identity } from '../../shared/crypto/identity.ts';
import type { Manifest } from '../../shared/crypto/manifest.ts';
import { openPackageByKeys } from '../../shared/package/open-package-header.ts';
import { openPackage } from '../../shared/package/read-package.ts';
import { splitter } from '../../shared/transfer/split.ts';
import type { Home } from '../home.ts';
import { writing } from '../out-folder.ts';
import { packageAt } from '../package-at.ts';
import { senderOf } from '../sender-words.ts';
import type { Arrivals, Plan } from './arrivals.ts';
import { planOf } from './bring.ts';
import { sealArrival } from './bring-sealed.ts';
import type { StoredEntry } from './journal.ts';
import type { Take } from './service.ts';
import type { ServiceKeys } from './service-key.ts';

export interface PackagePorts {
  readonly home: Home;
  readonly identity: Identity;
  readonly arrivals: Arrivals;
  /** Where arrivals are kept sealed. */
  readonly keys: ServiceKeys | null;
  readonly stop: AbortSignal;
}

const WHOLE = 'whole';

/**
 * Stores the package in the file at `path`, once; null where it has arrived before. Throws what opening a package throws, no-space,
 * in-other-tab while the same one is being stored.
 */
export async function takePackage(
  path: string,
  take: Take,
  ports: PackagePorts,
): Promise<StoredEntry | null> {
  const { home, identity, arrivals, keys, stop } = ports;
  const packed = await packageAt(path);
  const opened = await openPackageByKeys(packed, [identity]);
  // Made of its sender's key: nobody else can take the place of their package.
  const delivery = `package_${toBase64Url(packed.core.id)}`;
  const bring = async () => {
    const { manifest, plain } = await openPackage(packed, opened, stop);
    const sender = { ...(await senderOf(home, { isOwn: false, card: opened.card })).json };
    const { paddedSize, bodySize } = manifest.geometry;
    const all = plain({ start: 0, end: paddedSize });
    if (keys) {
      const content = withoutPadding(all, bodySize);
      return await sealArrival(delivery, { manifest, sender, content }, { arrivals, keys });
    }
    await saveFiles(join(await arrivals.placeOf(delivery), WHOLE), manifest, all);
    const plan: Plan = planOf(manifest, WHOLE, sender);
    await arrivals.keepPlan(delivery, plan);
    return plan;
  };
  return await take(delivery, async () => {
    try {
      return await bring();
    } catch (error) {
      // It is opened from its beginning again, and takes no room meanwhile.
      await arrivals.discard(delivery);
      throw error;
    }
  });
}

/** The padding is read too, for it is a part of what was signed. */
async function* withoutPadding(all: AsyncIterable<Bytes>, size: number): AsyncGenerator<Bytes, void, void> {
  let left = size;
  for await (const piece of all) {
    yield piece.subarray(0, left);
    left -= Math.min(left, piece.length);
  }
}

/** Files by their numbers in the manifest, durable, over what was begun of them. */
async function saveFiles(
  folder: string,
  { files, geometry }: Manifest,
  all: AsyncGenerator<Bytes, void, void>,
): Promise<void> {
  const { take, end } = splitter(all);
  await writing(folder, async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
    for (const [index, { size }] of files.entries()) {
      const file = await open(join(folder, `${index}`), 'wx', 0o600);
      try {
        for await (const piece of take(size)) await file.writeFile(piece);
        await file.sync();
      } finally {
        await file.close();
      }
    }
    for await (const _ of take(geometry.paddedSize - geometry.bodySize));
    await end();
  });
}
