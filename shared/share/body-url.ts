/** The URL that a body is fetched by: asked for by the first of several that need one at once, renewed before it expires. */
import type { Bytes } from '../bytes.ts';
import type { Client } from '../client.ts';
import type { PresignedGet } from '../contract.ts';
import { hasCode } from '../errors.ts';

/** URLs are renewed this many seconds before they expire. */
const RENEW_BEFORE = 30;

export interface BodyUrlPorts {
  readonly client: Pick<Client, 'bodyUrl'>;
  /** Of the share, 16 bytes. */
  readonly id: Bytes;
  /** The bearer token for its URLs, as it is known now. */
  readonly token: () => Bytes;
  /** What the download is counted by, the same each time; null for a share of one's own. */
  readonly grant: () => Promise<Bytes | null>;
  /** Reads the share again, whose access has changed: afterwards `token` answers another one. */
  readonly readAgain: (signal: AbortSignal) => Promise<void>;
}

export interface BodyUrls {
  readonly url: (signal: AbortSignal) => Promise<string>;
  /** Forgets a URL that the store refused. */
  readonly refused: () => void;
}

export function bodyUrls({ client, id, token, grant, readAgain }: BodyUrlPorts): BodyUrls {
  let known: PresignedGet | null = null;
  let asking: { readonly by: AbortSignal; readonly answer: Promise<string> } | null = null;

  async function ask(signal: AbortSignal): Promise<string> {
    if (known && known.expires - RENEW_BEFORE > Date.now() / 1000) return known.url;
    const counted = await grant();
    try {
      known = await client.bodyUrl(id, token(), counted, signal);
    } catch (error) {
      if (!hasCode(error, 'stale', 'wrong-token')) throw error;
      await readAgain(signal);
      known = await client.bodyUrl(id, token(), counted, signal);
    }
    return known.url;
  }

  function begin(by: AbortSignal) {
    const answer = ask(by).finally(() => {
      asking = null;
    });
    asking = { by, answer };
    return asking;
  }

  return {
    url: async (signal) => {
      for (;;) {
        const { by, answer } = asking ?? begin(signal);
        try {
          return await answer;
        } catch (error) {
          // Whoever asked was stopped, and that is no answer to anybody else.
          if (by === signal || !by.aborted || signal.aborted) throw error;
        }
      }
    },
    refused: () => {
      known = null;
    },
  };
}
