/** A reader without a browser: opens a share by its link, in the one order of checks, and hashes what comes out. */
import { createHash } from 'node:crypto';
import { type Bytes, random } from '../../shared/bytes.ts';
import { createClient } from '../../shared/client.ts';
import { openHeaderByLink } from '../../shared/crypto/open-header.ts';
import { receiveBody } from '../../shared/transfer/receive.ts';
import { receiveManifest } from '../../shared/transfer/receive-manifest.ts';
import { getRange } from '../../shared/transfer/store-http.ts';

const signal = new AbortController().signal;

export interface Read {
  readonly epoch: number;
  readonly note: string;
  /** SHA-256 of the files end to end, in hex. */
  readonly digest: string;
}

/** Opens and downloads a share as somebody who has its link. */
export async function read(
  origin: string,
  { id, linkSecret }: { readonly id: Bytes; readonly linkSecret: Bytes },
): Promise<Read> {
  const fetchThere = (url: string, init: RequestInit) => fetch(new URL(url, origin), init);
  const client = createClient(origin, fetchThere);
  const status = await client.share(id);
  if (status.state !== 'ready') throw new Error(`the share is ${status.state}`);
  const opened = await openHeaderByLink(status.header, id, linkSecret, null);
  if (opened === 'locked') throw new Error('the share asks for a passphrase');
  const { access } = opened.keys;
  const manifest = await receiveManifest(opened, {
    fetch: fetchThere,
    url: async () => (await client.manifestUrl(id, access)).url,
    signal,
  });

  const body = await client.bodyUrl(id, access, random(16));
  const hash = createHash('sha256');
  const range = { start: 0, end: manifest.geometry.bodySize };
  const get = (stored: Parameters<typeof getRange>[2]) => getRange(fetchThere, body.url, stored, { signal });
  for await (const piece of receiveBody(manifest, id, range, { get, signal })) hash.update(piece);
  return { epoch: opened.epoch, note: manifest.note, digest: hash.digest('hex') };
}
