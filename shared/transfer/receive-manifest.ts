/** The way down of a manifest: fetched, compared with what the header says of it, opened. */
import { equal, sha256 } from '../bytes.ts';
import type { Fetch } from '../call.ts';
import { type Manifest, openManifest } from '../crypto/manifest.ts';
import type { OpenedHeader } from '../crypto/open-header.ts';
import { hasCode, SealdropError } from '../errors.ts';
import { getBytes, type StorePorts } from './store-http.ts';

export interface ManifestPorts extends StorePorts {
  readonly fetch: Fetch;
  /** A URL to get it from, a fresh one each time. */
  readonly url: () => Promise<string>;
}

/** Times that it is fetched before what comes is the store's: bits flip on the way too. */
const TRANSFERS_MAX = 3;

/** Throws damaged where it is not what the header names, or not a manifest; what the URL and the store's answers throw. */
export async function receiveManifest(
  { core, keys, context }: Pick<OpenedHeader, 'core' | 'keys' | 'context'>,
  ports: ManifestPorts,
): Promise<Manifest> {
  const reference = { hash: core.manifest, size: core.manifestSize };
  for (let transfer = 1; ; transfer++) {
    try {
      // More than the header says is never read.
      const sealed = await getBytes(ports.fetch, await ports.url(), reference.size, ports);
      const isSent = sealed.length === reference.size && equal(await sha256(sealed), reference.hash);
      if (isSent) return await openManifest(sealed, reference, keys.manifestKey, context);
      throw new SealdropError('damaged');
    } catch (error) {
      // A fresh URL helps where one was refused, another transfer where one was mangled; both at once, for both answered.
      // What is damaged for a cause is an answer without end, which is no accident, and dear to ask for again.
      const isMangled = hasCode(error, 'damaged') && error.cause === undefined;
      const mayPass = isMangled || hasCode(error, 'garbled', 'url-refused');
      if (!mayPass || transfer === TRANSFERS_MAX) throw error;
    }
  }
}
