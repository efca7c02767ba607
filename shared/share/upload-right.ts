/**
 * What the site wants of whoever uploads: nothing, its upload token, or a permit for each share. Permits are fetched by a
 * signed request, which says who is there: only for an upload, and many at once, so that most shares are made without one.
 * Whether a permit is good the server says: the clock here may be wrong.
 */
import type { Bytes } from '../bytes.ts';
import type { Client, NewShare } from '../client.ts';
import type { Identity } from '../crypto/identity.ts';
import { hasCode, SealdropError } from '../errors.ts';

/** Who may upload. */
export type Uploads = 'anyone' | 'listed' | 'token';

export interface UploadRightPorts {
  readonly client: Pick<Client, 'create' | 'uploadPermits'>;
  /** Key pairs that may be listed, the likeliest first. */
  readonly identities: () => Promise<readonly Identity[]>;
  /** Shows the server the card of one. */
  readonly publishCard: (identity: Identity) => Promise<void>;
  readonly loadPermits: () => Promise<readonly Bytes[]>;
  readonly savePermits: (permits: readonly Bytes[]) => Promise<void>;
  readonly loadUploadToken: () => Promise<string | null>;
  readonly forgetUploadToken: () => Promise<void>;
  /** Held by whoever takes or fetches permits: no two take the same one, or fetch where one batch is enough. */
  readonly alone: <T>(signal: AbortSignal | undefined, work: () => Promise<T>) => Promise<T>;
}

export function uploadRight(ports: UploadRightPorts) {
  const { client, identities, publishCard, loadPermits, savePermits, loadUploadToken, alone } = ports;

  /** null where it is not known: until the site was heard, and where it has changed its mind. */
  let uploads: Uploads | null = null;

  /** What the site says. Asks the server for nothing: whoever only reads shows their key to nobody. */
  function setUploads(wanted: Uploads): void {
    uploads = wanted;
  }

  /** Throws wrong-upload-token, not-listed where it is known already that nothing can be sent; before anything is kept. */
  async function requireUploadRight(): Promise<void> {
    if (uploads === 'token' && (await loadUploadToken()) === null) {
      throw new SealdropError('wrong-upload-token');
    }
    if (uploads !== 'listed') return;
    try {
      await alone(undefined, async () => {
        if ((await loadPermits()).length === 0) await savePermits(await newPermits());
      });
    } catch (error) {
      // What passes is waited for when the share is made.
      if (hasCode(error, 'not-listed')) throw error;
    }
  }

  /**
   * A batch for the first key pair that is listed; empty where the site wants none any more. Each that is asked shows the
   * server its card, so the others are asked only where the first one was refused. Throws not-listed where all were.
   */
  async function newPermits(signal?: AbortSignal): Promise<readonly Bytes[]> {
    for (const identity of await identities()) {
      await publishCard(identity);
      try {
        const { permits } = await client.uploadPermits(identity, signal);
        // What it wants instead, it says when the share is made.
        if (permits.length === 0) uploads = null;
        return permits;
      } catch (error) {
        if (!hasCode(error, 'not-listed')) throw error;
      }
    }
    throw new SealdropError('not-listed');
  }

  /** A permit that nobody else gets, of a new batch where none is kept; null where the site wants none any more. */
  function takePermit(signal: AbortSignal): Promise<Bytes | null> {
    return alone(signal, async () => {
      const kept = await loadPermits();
      const [permit = null, ...others] = kept.length > 0 ? kept : await newPermits(signal);
      await savePermits(others);
      return permit;
    });
  }

  /** The same, but always of a new batch. What was kept is used after it: others may have fetched that just now. */
  function fetchPermit(signal: AbortSignal): Promise<Bytes | null> {
    return alone(signal, async () => {
      const [permit = null, ...others] = await newPermits(signal);
      await savePermits([...others, ...(await loadPermits())]);
      return permit;
    });
  }

  /** Makes a share, as often as it is called with the same permit: an answer may be lost. One for each upload. */
  function creator() {
    let permit: Bytes | null = null;
    return async (share: NewShare, signal: AbortSignal) => {
      // By a request link, whose owner has the right.
      if (share.deliverTo) return await client.create(share, signal);
      const create = async () =>
        await client.create({ ...share, uploadToken: await tokenToSend(), permit }, signal);
      if (uploads === 'listed') permit ??= await takePermit(signal);
      try {
        return await create();
      } catch (error) {
        if (hasCode(error, 'wrong-upload-token')) await ports.forgetUploadToken();
        if (!hasCode(error, 'wrong-permit')) throw error;
        // A permit that was refused is kept nowhere any more. None was sent where the site had not been heard.
        permit = permit ? await fetchPermit(signal) : await takePermit(signal);
        return await create();
      }
    };
  }

  /** The upload token where the site wants one, and where it has not said yet what it wants. */
  async function tokenToSend(): Promise<string | null> {
    return uploads === null || uploads === 'token' ? await loadUploadToken() : null;
  }

  return { setUploads, requireUploadRight, creator, tokenToSend };
}
