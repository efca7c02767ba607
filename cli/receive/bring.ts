/** Brings a delivery, as `sealdrop open` does, to where it waits for its names: a download that was ended goes on where it was. */
import { join, relative } from 'node:path';
import { type Bytes, fromBase64Url } from '../../shared/bytes.ts';
import type { Manifest } from '../../shared/crypto/manifest.ts';
import { SealdropError } from '../../shared/errors.ts';
import { savablePaths } from '../../shared/paths.ts';
import type { Device } from '../device.ts';
import type { Home } from '../home.ts';
import { type OpenedLink, openLink } from '../open-link.ts';
import { writablePath } from '../out-folder.ts';
import type { Progress } from '../progress.ts';
import { senderOf } from '../sender-words.ts';
import type { Site } from '../site.ts';
import { withStagedShare } from '../staged-share.ts';
import { type Arrivals, type Plan, TREE } from './arrivals.ts';
import type { ServiceLog } from './service-log.ts';

export interface BringPorts {
  readonly home: Home;
  readonly site: Site;
  readonly device: Device;
  readonly arrivals: Arrivals;
  readonly log: ServiceLog;
}

/** A delivery whose every check holds. */
export interface OpenedDelivery extends OpenedLink {
  readonly id: Bytes;
  /** Who signed it. */
  readonly sender: Plan['sender'];
}

/** Opens a delivery by its share's id. Throws not-addressed where it is no delivery, and what opening a share throws. */
export async function openDelivery(
  delivery: string,
  { home, site, device }: BringPorts,
  signal: AbortSignal,
): Promise<OpenedDelivery> {
  const id = fromBase64Url(delivery);
  if (!id) throw new SealdropError('not-found');
  const nobodyAsked = async () => {
    throw new SealdropError('not-addressed');
  };
  const opened = await openLink(
    { origin: site.origin, id, linkSecret: null },
    { site, device },
    { passphrase: nobodyAsked, onUploading: () => undefined, signal },
  );
  // The server alone says that it is one.
  if (!opened.share.isDelivery) throw new SealdropError('not-addressed');
  return { ...opened, id, sender: { ...(await senderOf(home, opened.share)).json } };
}

/** A log in place of a line that a person watches. */
export function loggedProgress(log: ServiceLog): Progress {
  return {
    add: () => undefined,
    begin: () => undefined,
    phase: (words) => {
      if (words === 'Reconnecting') log('warn', 'reconnecting');
    },
    end: () => undefined,
  };
}

/** What becomes of files that stand in the folder `whole` of their place, each called by its number in the manifest. */
export function planOf({ files, geometry }: Manifest, whole: string, sender: Plan['sender']): Plan {
  const paths = savablePaths(files.map(({ path }) => writablePath(path)));
  return {
    moves: paths.map((path, index) => [join(whole, `${index}`), join(TREE, path)]),
    tops: [...new Set(paths.map((path) => path.split('/', 1)[0] as string))],
    files: paths.length,
    size: geometry.bodySize,
    sender,
  };
}

/** Saves a delivery's files in its place, and answers what they are to be called. Throws what saving a share throws. */
export async function bringFiles(delivery: string, ports: BringPorts, signal: AbortSignal): Promise<Plan> {
  const { home, arrivals, log } = ports;
  const { id, share, content, sender } = await openDelivery(delivery, ports, signal);
  const { manifest } = share;
  const place = await arrivals.placeOf(delivery);
  return await withStagedShare({ home, id, manifest, out: place }, async (staged) => {
    for await (const piece of content(staged.done, staged.grant, loggedProgress(log))) {
      await staged.append(piece);
    }
    const plan = planOf(manifest, relative(place, await staged.complete()), sender);
    await arrivals.keepPlan(delivery, plan);
    return plan;
  });
}
