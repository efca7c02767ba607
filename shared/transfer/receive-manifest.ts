/** The way down of a manifest: fetched, compared with what the header says of it, opened. */
import { type Bytes, equal, sha256 } from '../bytes.ts';
import type { Fetch } from '../call.ts';
import type { HeaderCore } from '../crypto/header.ts';
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
  return await openManifest(await receiveSealedManifest(core, ports), reference, keys.manifestKey, context);
}

/** The same, but sealed as it is stored. */
export async function receiveSealedManifest(
  { manifest: hash, manifestSize: size }: Pick<HeaderCore, 'manifest' | 'manifestSize'>,
  ports: ManifestPorts,
): Promise<Bytes> {
  for (let transfer = 1; ; transfer++) {
    try {
      // More than the header says is never read.
      const sealed = await getBytes(ports.fetch, await ports.url(), size, ports);
      if (sealed.length === size && equal(await sha256(sealed), hash)) return sealed;
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
