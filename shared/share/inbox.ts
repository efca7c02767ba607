/**
 * The inbox: deliveries to one's own key pairs. The server says only that something came; name, size and sender are read
 * by opening header and manifest here, as any reader would. docs/format.md, "Request links".
 */
import { type Bytes, toBase64Url } from '../bytes.ts';
import type { Fetch } from '../call.ts';
import type { Client } from '../client.ts';
import type { Clock } from '../clock.ts';
import type { Identity } from '../crypto/identity.ts';
import type { KeyCard } from '../crypto/key-card.ts';
import { type OpenedHeader, openHeaderByKeys } from '../crypto/open-header.ts';
import { asSealdropError, type ErrorCode, type ErrorDetails } from '../errors.ts';
import { DAY } from '../limits.ts';
import { inLanes } from '../transfer/lanes.ts';
import { receiveManifest } from '../transfer/receive-manifest.ts';

/** Deliveries opened at once. */
const OPENING = 4;
/** Pages of the inbox that are read at most: a server could go on for ever. */
const PAGES_MAX = 50;
/** A sender's date that is further than this from the arrival is shown. */
const DATE_SLACK = DAY;
const never = new AbortController().signal;

type Entry = Awaited<ReturnType<Client['inbox']>>['entries'][number];

/** What was read of a delivery's manifest; it never changes. Who its sender is to this person does. */
interface Contents {
  /** Path of the first file, null where nothing can be read. */
  readonly name: string | null;
  readonly files: number;
  /** Bytes of all files; of one that cannot be read, of the stored body. */
  readonly size: number;
}

/** A delivery, read as far as it can be. */
export interface ReadDelivery extends Contents {
  /** In base64url. */
  readonly shareId: string;
  /** Unix seconds, both as the server says. */
  readonly arrived: number;
  readonly expires: number;
  readonly isNew: boolean;
  /** The sender's date where it is far from the arrival, else null. */
  readonly signedAt: number | null;
  /** Of whoever signed it; null where that cannot be read. */
  readonly card: KeyCard | null;
  readonly problem: { readonly code: ErrorCode; readonly details: ErrorDetails } | null;
}

export interface InboxPorts {
  readonly client: Pick<Client, 'inbox' | 'manifestUrl'>;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly isDismissed: (id: Bytes) => Promise<boolean>;
}

export function inboxReader({ client, fetch, clock, isDismissed }: InboxPorts) {
  const read = new Map<string, Contents>();

  /** Deliveries to an identity whose card the server has. An entry that is no delivery is left out. Throws what the server says. */
  async function readInbox(identity: Identity): Promise<ReadDelivery[]> {
    const deliveries: ReadDelivery[] = [];
    await inLanes(OPENING, await entriesOf(identity), async (entry) => {
      const delivery = await shown(entry, identity);
      if (delivery) deliveries.push(delivery);
    });
    return deliveries;
  }

  /** Each delivery once, however often the server lists it. */
  async function entriesOf(identity: Identity): Promise<Entry[]> {
    const entries = new Map<string, Entry>();
    let cursor: Bytes | null = null;
    for (let page = 0; page < PAGES_MAX; page++) {
      const answer: Awaited<ReturnType<typeof client.inbox>> = await client.inbox(identity, cursor);
      const before = entries.size;
      for (const entry of answer.entries) entries.set(toBase64Url(entry.id), entry);
      cursor = answer.cursor;
      // A page with nothing new leads nowhere.
      if (!cursor || entries.size === before) break;
    }
    return [...entries.values()];
  }

  async function shown(entry: Entry, identity: Identity): Promise<ReadDelivery | null> {
    const { id, arrived, expires, isNew } = entry;
    if (await isDismissed(id)) return null;
    const shareId = toBase64Url(id);
    const bare = { shareId, arrived, expires, isNew, signedAt: null };
    try {
      const opened = await openHeaderByKeys(entry.header, id, [identity.encryption]);
      // Sealed to a key of ours, but not by the way of a request link: anybody could put it here.
      if (opened.core.deliver !== 1) return null;
      const { created } = opened.core;
      const contents = read.get(shareId) ?? (await readContents(id, opened));
      read.set(shareId, contents);
      const signedAt = Math.abs(created - arrived) > DATE_SLACK ? created : null;
      return { ...bare, ...contents, card: opened.card, problem: null, signedAt };
    } catch (error) {
      const { code, details } = asSealdropError(error);
      const nothing = { name: null, files: 0, size: entry.bodySize, card: null };
      return { ...bare, ...nothing, problem: { code, details } };
    }
  }

  async function readContents(id: Bytes, opened: OpenedHeader): Promise<Contents> {
    const { files, geometry } = await receiveManifest(opened, {
      fetch,
      url: async () => (await client.manifestUrl(id, opened.keys.access)).url,
      signal: never,
      clock,
    });
    return { name: files[0]?.path ?? null, files: files.length, size: geometry.bodySize };
  }

  /** How many deliveries wait. Throws what the server says. */
  async function countDeliveries(identity: Identity): Promise<number> {
    return (await entriesOf(identity)).length;
  }

  return { readInbox, countDeliveries };
}
