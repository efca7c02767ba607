/**
 * Brings a delivery to where it waits for its name as a sealed item: from the parts of the share to those of the item, without
 * a byte of plaintext on the disk. One that was ended begins anew, and is counted as the same download.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bytes, random, toHex, utf8 } from '../../shared/bytes.ts';
import { labelled } from '../../shared/crypto/labels.ts';
import type { Manifest } from '../../shared/crypto/manifest.ts';
import { savablePaths } from '../../shared/paths.ts';
import { openRecord, sealRecord } from '../../shared/records/sealed-record.ts';
import { readPrivate, writePrivate } from '../config-folder.ts';
import { syncFolder } from '../durable.ts';
import type { Home } from '../home.ts';
import { newGrant } from '../open-link.ts';
import { writing } from '../out-folder.ts';
import { type Arrivals, type Plan, TREE } from './arrivals.ts';
import { type BringPorts, loggedProgress, openDelivery } from './bring.ts';
import { writeItem } from './sealed-item.ts';
import type { ServiceKeys } from './service-key.ts';

/** Throws what opening and saving a share throw. */
export async function bringSealed(
  delivery: string,
  ports: BringPorts & { readonly keys: ServiceKeys },
  signal: AbortSignal,
): Promise<Plan> {
  const { home, arrivals, log } = ports;
  const opened = await openDelivery(delivery, ports, signal);
  const { id } = opened;
  const grant = await grantIn(await arrivals.placeOf(delivery), id, home);
  const content = opened.content(0, grant, loggedProgress(log));
  return await sealArrival(
    delivery,
    { manifest: opened.share.manifest, sender: opened.sender, content },
    ports,
  );
}

/** Makes the item of an arrival at its place, over what was begun of one. `content`: the bytes of all files. */
export async function sealArrival(
  delivery: string,
  {
    manifest,
    sender,
    content,
  }: { manifest: Manifest; sender: Plan['sender']; content: AsyncIterable<Bytes> },
  { arrivals, keys }: { readonly arrivals: Arrivals; readonly keys: ServiceKeys },
): Promise<Plan> {
  const { files, note, geometry } = manifest;
  const tree = join(await arrivals.placeOf(delivery), TREE);
  const name = `arrival-${toHex(random(8))}`;
  const paths = savablePaths(files.map(({ path }) => path));
  const contents = {
    files: files.map(({ size }, i) => ({ path: paths[i] as string, size })),
    note,
    sender: JSON.stringify(sender),
  };
  await writing(tree, async () => {
    await rm(tree, { recursive: true, force: true });
    await writeItem(join(tree, name), keys, contents, content);
    await syncFolder(tree);
  });
  const { kind = '' } = sender;
  // Who it is stands in the item alone.
  const plan = { moves: [], tops: [name], files: files.length, size: geometry.bodySize, sender: { kind } };
  await arrivals.keepPlan(delivery, plan);
  return plan;
}

/** What the download is counted by: the same until it is whole. */
async function grantIn(place: string, id: Bytes, { deviceKey }: Home): Promise<Bytes> {
  const path = join(place, 'grant');
  const aad = labelled('download', id, utf8('sealed'));
  const kept = await readPrivate(path);
  const known = kept && (await openRecord(deviceKey, kept, aad).catch(() => null));
  if (known) return known;
  const grant = newGrant();
  await writePrivate(path, await sealRecord(deviceKey, grant, aad));
  return grant;
}
