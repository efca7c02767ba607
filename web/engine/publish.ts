/**
 * Issuing headers: the first one at the end of an upload, the next ones when the owner changes who can open. The bytes
 * are kept in the vault before they are sent, so that a crash in between is settled by repeating them.
 * docs/format.md, "Changing who can open".
 */
import { type Bytes, equal, random, sha256 } from '../../shared/bytes.ts';
import type { ShareContext } from '../../shared/crypto/key-schedule.ts';
import { epochKeys } from '../../shared/crypto/key-schedule.ts';
import { type Manifest, openManifest, sealManifest } from '../../shared/crypto/manifest.ts';
import { type OpenedHeader, openHeaderByOwner, openHeaderBySecret } from '../../shared/crypto/open-header.ts';
import { seenHeader } from '../../shared/crypto/rollback.ts';
import { sealHeader } from '../../shared/crypto/seal-header.ts';
import type { PassphraseKey } from '../../shared/crypto/stanza.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import { MANIFEST_MAX } from '../../shared/limits.ts';
import { getBytes, putBytes } from '../../shared/transfer/store-http.ts';
import { type Access, type OwnShareRecord, saveOwnShare } from '../vault/own-shares.ts';
import { rememberHeader } from '../vault/seen-headers.ts';
import { client, storeFetch } from './server.ts';

const ATTEMPTS = 3;

/** Seals and puts manifest and header for `access`. Answers the record as it stands afterwards; throws conflict. */
export async function publish(
  record: OwnShareRecord,
  access: Access,
  manifest: Manifest,
  replaces: Bytes | null,
  signal: AbortSignal,
): Promise<OwnShareRecord> {
  const context: ShareContext = { suite: 1, id: record.id, epoch: access.epoch };
  const { manifestKey } = await epochKeys(access.secret, context);
  const sealed = await sealManifest({ ...manifest, note: access.message }, manifestKey, context);
  const reference = { hash: await sha256(sealed), size: sealed.length };
  const url = await client.presignManifest(record.id, record.token, reference, signal);
  await putBytes(storeFetch, url, sealed, signal);
  const issued = await sealHeader({
    context,
    rev: access.rev,
    created: record.created,
    secret: access.secret,
    identity: record.identity,
    token: record.token,
    r: record.r,
    manifest: reference,
    link: { secret: record.linkSecret, passphrase: access.argon },
  });
  const waiting = { ...record, pending: { access, issued: { ...issued, replaces } } };
  await saveOwnShare(waiting);
  return settle(waiting, signal);
}

/**
 * Repeats the header that may or may not have reached the server, until it is known which. Throws conflict where another
 * header stands there, and what else the server says; the kept bytes are given up only where they can no longer count.
 */
export async function settle(record: OwnShareRecord, signal: AbortSignal): Promise<OwnShareRecord> {
  const { pending } = record;
  if (!pending) return record;
  try {
    await client.putHeader(record.id, record.token, pending.issued, signal);
  } catch (error) {
    if (!hasCode(error, 'conflict', 'wrong-state', 'ended', 'not-found', 'bad-request')) throw error;
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
export async function openOwn(
  record: OwnShareRecord,
  header: Bytes,
  signal: AbortSignal,
): Promise<{ record: OwnShareRecord; opened: OpenedHeader; manifest: Manifest }> {
  const { opened, access } = await openOwnHeader(record, header);
  // The vault knows what it has issued, even where the memory of seen headers was lost.
  if (record.published && isBefore(opened, record.access)) throw new SealdropError('rolled-back');
  await rememberHeader(record.id, opened);
  const { url } = await client.manifestUrl(record.id, record.token, signal);
  const sealed = await getBytes(storeFetch, url, MANIFEST_MAX, signal);
  const { core, context, keys } = opened;
  const reference = { hash: core.manifest, size: core.manifestSize };
  const manifest = await openManifest(sealed, reference, keys.manifestKey, context);
  return { record: { ...record, access: { ...access, message: manifest.note } }, opened, manifest };
}

function isBefore(shown: { epoch: number; rev: number }, known: Access): boolean {
  return shown.epoch < known.epoch || (shown.epoch === known.epoch && shown.rev < known.rev);
}

/** By the share secret that this browser keeps, or, where another device issued a newer header, by the owner box. */
async function openOwnHeader(
  record: OwnShareRecord,
  header: Bytes,
): Promise<{ opened: OpenedHeader; access: Access }> {
  try {
    return {
      opened: await openHeaderBySecret(header, record.id, record.access.secret),
      access: record.access,
    };
  } catch (error) {
    if (!hasCode(error, 'damaged')) throw error;
    const byOwner = await openHeaderByOwner(header, record.id, record.identity);
    if (!byOwner) throw error;
    const { opened, secrets } = byOwner;
    const { epoch, rev } = opened.core;
    return { opened, access: { ...record.access, epoch, rev, secret: secrets.s, argon: secrets.argon } };
  }
}

/** What a next epoch changes; undefined keeps what is. */
export interface AccessChange {
  /** A new passphrase's key, null for none. */
  readonly argon?: PassphraseKey | null;
  readonly message?: string;
}

/**
 * Starts the next epoch of a ready share: new secret, commitment, access token, salts and manifest; the body stays.
 * Another device's change in between is merged: its state is read and changed again.
 */
export async function nextEpoch(
  record: OwnShareRecord,
  change: AccessChange,
  signal: AbortSignal,
): Promise<OwnShareRecord> {
  for (let attempt = 1; ; attempt++) {
    const status = await client.share(record.id, signal);
    if (status.state === 'ended') throw new SealdropError('ended', { details: { reason: status.reason } });
    if (status.state !== 'ready') throw new SealdropError('not-complete');
    const own = await openOwn(record, status.header, signal);
    const access: Access = {
      epoch: own.opened.core.epoch + 1,
      rev: 1,
      secret: random(32),
      argon: change.argon === undefined ? own.record.access.argon : change.argon,
      message: change.message ?? own.manifest.note,
    };
    try {
      return await publish(own.record, access, own.manifest, await sha256(status.header), signal);
    } catch (error) {
      if (!hasCode(error, 'conflict') || attempt === ATTEMPTS) throw error;
    }
  }
}
