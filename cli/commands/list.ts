/** `sealdrop list`: what the user has sent from here, and what its server says of it now. */
import { toBase64Url } from '../../shared/bytes.ts';
import { type ShareStatus, shareStatus } from '../../shared/share/share-status.ts';
import { inLanes } from '../../shared/transfer/lanes.ts';
import { command } from '../command.ts';
import { deviceAt } from '../device.ts';
import { openHome } from '../home.ts';
import { newKeyring } from '../keyring.ts';
import { listOwnShares, listUploads, type OwnShare } from '../own-shares.ts';
import { sizeOf } from '../progress.ts';
import { linkOf } from '../send-files.ts';
import { siteAt } from '../site.ts';
import { visible } from '../terminal.ts';

/** Status questions asked at once. */
const ASKING = 4;
const never = new AbortController().signal;

export const list = command({
  summary: 'lists what you have sent, with its state at the server',
  synopsis: '',
  about: 'Nothing is unlocked for that.',
  options: {
    links: { help: 'shows the links, too, with which anybody could open what they are of' },
  },
  takes: [0, 0],
  examples: [
    ['list', 'names, sizes, states, downloads'],
    ['list --json', 'the same for a script, with the links'],
  ],
  run: async ({ values, console, result }) => {
    const home = await openHome(console.environment);
    const keyring = newKeyring(home, console, undefined);
    const shares = await listOwnShares(home, keyring.find);
    const unfinished = new Set((await listUploads(home)).map(({ upload }) => toBase64Url(upload.id)));
    const states = new Map<OwnShare, { own: OwnShare; status: ShareStatus }>();
    await inLanes(ASKING, shares, async (own) => {
      const { origin, record } = own;
      const site = siteAt(origin);
      const device = deviceAt(home, site, keyring);
      // A header whose fate a crash left open is settled as soon as the share is seen again.
      const settled = record.pending
        ? await device.withShare(record.id, never, () => device.settle(record, never)).catch(() => record)
        : record;
      states.set(own, { own: { origin, record: settled }, status: await shareStatus(site.client, record) });
    });
    const shown = await Promise.all(
      shares.map(async (one) => {
        const { own, status } = states.get(one) ?? { own: one, status: { state: 'unknown' } as const };
        const { origin, record } = own;
        const id = toBase64Url(record.id);
        const isDelivery = record.deliver === 1;
        const link = isDelivery ? null : await linkOf(origin, record);
        const { name, files, size, created } = record;
        return {
          id,
          origin,
          name,
          files,
          size,
          created,
          isDelivery,
          link,
          unfinished: unfinished.has(id),
          status,
        };
      }),
    );
    const lines = shown.map((one) => {
      const others = one.files > 1 ? ` and ${one.files - 1} more` : '';
      const left = one.unfinished && one.status.state === 'uploading' ? ', sent in part' : '';
      const link = values.links && one.link ? `\n  ${one.link}` : '';
      const what = `${visible(one.name)}${others}  ${sizeOf(one.size)}`;
      return `${one.id}  ${what}  ${stateOf(one.status)}${left}${one.isDelivery ? ', delivered' : ''}${link}\n`;
    });
    result(lines.join(''), shown);
  },
});

function stateOf(status: ShareStatus): string {
  switch (status.state) {
    case 'uploading':
      return 'not ready';
    case 'ready': {
      const until = new Date(status.expires * 1000).toISOString().slice(0, 16).replace('T', ' ');
      const of = status.limit === null ? '' : ` of ${status.limit}`;
      return `until ${until} UTC, ${status.downloads}${of} downloads`;
    }
    case 'ended':
      return `ended (${status.reason})`;
    case 'not-found':
      return 'not at the server';
    case 'unknown':
      return 'its server cannot be reached';
  }
}
