/** A Sealdrop server as the command line reaches it: its API and its object store. */
import type { Fetch } from '../shared/call.ts';
import { type Client, createClient } from '../shared/client.ts';
import { UsageError } from './command.ts';

/** As `npm start` listens. */
const LOCAL = 'http://localhost:8787';

export interface Site {
  /** As location.origin spells it. */
  readonly origin: string;
  readonly client: Client;
  /** fetch for presigned URLs, which a server that is its own store gives without its origin. */
  readonly fetch: Fetch;
}

/** The server of an address, of which the origin alone counts. Throws UsageError where it is none by http or https. */
export function siteAt(address: string): Site {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`${address} is no address of a server, as https://files.example.org is.`);
  }
  const { origin } = url;
  const send: Fetch = (to, init) => fetch(new URL(to, origin), init);
  return { origin, client: createClient(origin, send), fetch: send };
}

/** The server that an option names, else SEALDROP_SERVER, else one on this machine. */
export function chosenSite(
  server: string | undefined,
  { SEALDROP_SERVER }: Readonly<Record<string, string | undefined>>,
): Site {
  return siteAt(server ?? (SEALDROP_SERVER || LOCAL));
}
