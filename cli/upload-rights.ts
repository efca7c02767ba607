/** What a server wants of whoever uploads: its upload token from the environment or a file, permits from records. */
import { join } from 'node:path';
import { type Bytes, sha256, toBase64Url, utf8 } from '../shared/bytes.ts';
import { decodeCbor, encodeCbor } from '../shared/crypto/cbor.ts';
import { asArray, asBytes } from '../shared/crypto/fields.ts';
import type { Identity } from '../shared/crypto/identity.ts';
import { uploadRight } from '../shared/share/upload-right.ts';
import { publishCard } from './announce.ts';
import type { Home } from './home.ts';
import { withLock } from './lock.ts';
import type { Site } from './site.ts';

/** Permits that are kept at once: a few batches. */
const PERMITS_MAX = 64;
const never = new AbortController().signal;

/** `identities`: those that may be listed, asked for only where a server wants that. `token`: its upload token. */
export async function rightAt(
  home: Home,
  site: Site,
  {
    token,
    identities,
  }: { readonly token: string | null; readonly identities: () => Promise<readonly Identity[]> },
) {
  // The address says which server it is, and no file name should.
  const name = toBase64Url(await sha256(utf8(site.origin)));
  const records = home.records('rights');
  return uploadRight({
    client: site.client,
    identities,
    publishCard: (identity) => publishCard(home, site, identity),
    loadPermits: async () => {
      const plain = await records.load(name);
      return plain ? asArray(decodeCbor(plain), 0, PERMITS_MAX).map((permit) => asBytes(permit, 32)) : [];
    },
    savePermits: (permits: readonly Bytes[]) => records.save(name, encodeCbor(permits.slice(0, PERMITS_MAX))),
    loadUploadToken: async () => token,
    // It is the user's own file or environment.
    forgetUploadToken: async () => undefined,
    alone: (signal, work) => withLock(join(home.folder, 'rights', `${name}.lock`), signal ?? never, work),
  });
}
