/**
 * Issuing headers: the first one at the end of an upload, the next ones when the owner changes who can open. The bytes
 * are kept before they are sent, so that a crash in between is settled by repeating them.
 * docs/format.md, "Changing who can open".
 */
import { type Bytes, equal, random, sha256 } from '../bytes.ts';
import type { Fetch } from '../call.ts';
import type { Client } from '../client.ts';
import type { Clock } from '../clock.ts';
import type { ShareContext } from '../crypto/key-schedule.ts';
import { epochKeys } from '../crypto/key-schedule.ts';
import { type Manifest, sealManifest } from '../crypto/manifest.ts';
import { type OpenedHeader, openHeaderByOwner, openHeaderBySecret } from '../crypto/open-header.ts';
import { type SeenHeader, seenHeader } from '../crypto/rollback.ts';
import { sealHeader } from '../crypto/seal-header.ts';
import { hasCode, SealdropError } from '../errors.ts';
import type { Access, OwnShareRecord } from '../records/own-share.ts';
import { receiveManifest } from '../transfer/receive-manifest.ts';
import { putBytes } from '../transfer/store-http.ts';
import { type AccessChange, planAccess } from './access-change.ts';
import type { RecipientsOf } from './recipients.ts';

const ATTEMPTS = 3;

/** SHA-256 and size of a sealed manifest. */
interface ManifestReference {
  readonly hash: Bytes;
  readonly size: number;
}

/** What issuing headers needs of the device that does it. */
export interface PublishPorts {
  readonly client: Pick<Client, 'presignManifest' | 'putHeader' | 'share' | 'manifestUrl'>;
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Keeps a record for good before it resolves. */
  readonly saveOwnShare: (record: OwnShareRecord) => Promise<void>;
  /** Compares with what was seen before, and remembers. Throws rolled-back. */
  readonly rememberHeader: (id: Bytes, shown: SeenHeader) => Promise<void>;
  readonly recipientsOf: RecipientsOf;
}

export type Publisher = ReturnType<typeof publisher>;

/** The owner's side of headers. */
export function publisher({
  client,
  fetch,
  clock,
  saveOwnShare,
  rememberHeader,
  recipientsOf,
}: PublishPorts) {
  /** Seals and puts manifest and header for `access`. Answers the record as it stands afterwards; throws conflict. */
  async function publish(
    record: OwnShareRecord,
    access: Access,
    manifest: Manifest,
    replaces: Bytes | null,
    signal: AbortSignal,
  ): Promise<OwnShareRecord> {
    // First of all: without everybody's card nothing is to be changed.
    const people = await recipientsOf(access.people, signal).catch((error: unknown) => {
      // Whoever delivers knows the person by a request link, and has no list to take them off.
      if (record.deliver === 1 && hasCode(error, 'card-missing'))
        throw new SealdropError('card-absent', { cause: error });
      throw error;
    });
    const context = contextOf(record, access);
    const { manifestKey } = await epochKeys(access.secret, context);
    const sealed = await sealManifest({ ...manifest, note: access.message }, manifestKey, context);
    const reference = { hash: await sha256(sealed), size: sealed.length };
    const url = await client.presignManifest(record.id, record.token, reference, signal);
    await putBytes(fetch, url, sealed, { signal, clock });
    return issue(record, { access, people, manifest: reference, replaces }, signal);
  }

  /** Seals, keeps and puts a header. */
  async function issue(
    record: OwnShareRecord,
    next: {
      access: Access;
      people: Awaited<ReturnType<typeof recipientsOf>>;
      manifest: ManifestReference;
      replaces: Bytes | null;
    },
    signal: AbortSignal,
  ): Promise<OwnShareRecord> {
    const { access, people, manifest, replaces } = next;
    const { linkSecret, argon } = access;
    if (!record.identity) throw new SealdropError('key-missing');
    const issued = await sealHeader({
      context: contextOf(record, access),
      rev: access.rev,
      created: record.created,
      secret: access.secret,
      identity: record.identity,
      token: record.token,
      r: record.r,
      manifest,
      link: linkSecret && { secret: linkSecret, passphrase: argon },
      people,
      deliver: record.deliver,
    });
    const waiting = { ...record, pending: { access, issued: { ...issued, replaces } } };
    await saveOwnShare(waiting);
    return settle(waiting, signal);
  }

  /**
   * Repeats the header that may or may not have reached the server, until it is known which. Throws conflict where another
   * header stands there, and what else the server says; the kept bytes are given up only where they can no longer count.
   */
  async function settle(record: OwnShareRecord, signal: AbortSignal): Promise<OwnShareRecord> {
    const { pending } = record;
    if (!pending) return record;
    try {
      await client.putHeader(record.id, record.token, pending.issued, signal);
    } catch (error) {
      if (!hasCode(error, 'conflict', 'wrong-state', 'ended', 'not-found', 'bad-request', 'inbox-closed')) {
        throw error;
      }
      // A refusal alone proves nothing: what stands there now decides.
      if (!(await stands(record.id, pending.issued.header, signal))) {
        await saveOwnShare({ ...record, pending: null });
        throw error;
      }
    }
    await rememberHeader(record.id, await seenHeader(pending.issued.header));
    const settled = { ...record, access: pending.access, published: true, pending: null };
    await saveOwnShare(settled);
    return settled;
  }

  async function stands(id: Bytes, header: Bytes, signal: AbortSignal): Promise<boolean> {
    try {
      const status = await client.share(id, signal);
      return status.state === 'ready' && equal(status.header, header);
    } catch (error) {
      if (hasCode(error, 'not-found')) return false;
      throw error;
    }
  }

  /**
   * The owner's view of a ready share: its current header and manifest, verified like anybody's. Throws rolled-back where
   * the server shows an older state than this browser has issued or seen.
   */
  async function openOwn(
    record: OwnShareRecord,
    header: Bytes,
    signal: AbortSignal,
  ): Promise<{ record: OwnShareRecord; opened: OpenedHeader; manifest: Manifest }> {
    const { opened, access } = await openOwnHeader(record, header);
    // The vault knows what it has issued, even where the memory of seen headers was lost.
    if (record.published && isBefore(opened, record.access)) throw new SealdropError('rolled-back');
    await rememberHeader(record.id, opened);
    const manifest = await receiveManifest(opened, {
      fetch: fetch,
      url: async () => (await client.manifestUrl(record.id, record.token, signal)).url,
      signal,
      clock,
    });
    return { record: { ...record, access: { ...access, message: manifest.note } }, opened, manifest };
  }

  /**
   * Changes who can open a ready share: a next rev or a next epoch, or nothing where all of it holds already; the body
   * stays. Another device's change in between is merged: its state is read and changed again.
   */
  async function changeAccess(
    record: OwnShareRecord,
    change: AccessChange,
    signal: AbortSignal,
  ): Promise<OwnShareRecord> {
    for (let attempt = 1; ; attempt++) {
      const status = await client.share(record.id, signal);
      if (status.state === 'ended') throw new SealdropError('ended', { details: { reason: status.reason } });
      if (status.state !== 'ready') throw new SealdropError('not-complete');
      const own = await openOwn(record, status.header, signal);
      const { core } = own.opened;
      const { kind, wanted } = planAccess(own.record.access, change);
      const replaces = await sha256(status.header);
      try {
        if (kind === 'none') {
          await saveOwnShare(own.record);
          return own.record;
        }
        if (kind === 'epoch') {
          const access = { ...wanted, epoch: core.epoch + 1, rev: 1, secret: random(32) };
          return await publish(own.record, access, own.manifest, replaces, signal);
        }
        const access = { ...own.record.access, ...wanted, rev: core.rev + 1 };
        const people = await recipientsOf(access.people, signal);
        const manifest = { hash: core.manifest, size: core.manifestSize };
        return await issue(own.record, { access, people, manifest, replaces }, signal);
      } catch (error) {
        if (!hasCode(error, 'conflict') || attempt === ATTEMPTS) throw error;
      }
    }
  }

  return { publish, settle, openOwn, changeAccess };
}

function contextOf({ id }: OwnShareRecord, { epoch }: Access): ShareContext {
  return { suite: 1, id, epoch };
}

function isBefore(shown: { epoch: number; rev: number }, known: Access): boolean {
  return shown.epoch < known.epoch || (shown.epoch === known.epoch && shown.rev < known.rev);
}

/** By the owner box, which knows what other devices have issued; where it is of no use, by the share secret kept here. */
async function openOwnHeader(
  record: OwnShareRecord,
  header: Bytes,
): Promise<{ opened: OpenedHeader; access: Access }> {
  const { id, identity, access: known } = record;
  const byOwner = identity && (await openHeaderByOwner(header, id, identity));
  if (!byOwner) return { opened: await openHeaderBySecret(header, id, known.secret), access: known };
  const { opened, secrets } = byOwner;
  const { epoch, rev } = opened.core;
  const { s: secret, argon, link: linkSecret, people } = secrets;
  return { opened, access: { ...known, epoch, rev, secret, argon, linkSecret, people } };
}
