/**
 * A sender and a receiver without a browser: the pipeline of shared/transfer from create to the first header, and from
 * the header to the last byte, put together as the page's worker does it. What the worker keeps in its vault is in memory.
 */
import { createHash } from 'node:crypto';
import { type Bytes, random, sha256 } from '../../shared/bytes.ts';
import { createClient, type Fetch, type PartToSend } from '../../shared/client.ts';
import type { Clock } from '../../shared/clock.ts';
import { bodyGeometry } from '../../shared/crypto/body.ts';
import { oneOffIdentity } from '../../shared/crypto/identity.ts';
import { epochKeys } from '../../shared/crypto/key-schedule.ts';
import { sealedManifestSize, sealManifest } from '../../shared/crypto/manifest.ts';
import { openHeaderByLink } from '../../shared/crypto/open-header.ts';
import { sealHeader } from '../../shared/crypto/seal-header.ts';
import { ownerCommitOf, shareIdOf } from '../../shared/crypto/share-id.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import { NOTE_MAX } from '../../shared/limits.ts';
import { partSealer, partSender, partSource } from '../../shared/transfer/part-sender.ts';
import { newPatience } from '../../shared/transfer/patience.ts';
import { receiveBody } from '../../shared/transfer/receive.ts';
import { receiveManifest } from '../../shared/transfer/receive-manifest.ts';
import { type RetryPorts, retrying } from '../../shared/transfer/retry.ts';
import { newBody, type SealedPart } from '../../shared/transfer/sealed-part.ts';
import { sendBody } from '../../shared/transfer/send.ts';
import { getRange, putBytes, type StoredRange } from '../../shared/transfer/store-http.ts';
import { contents } from '../contents.ts';

const LIFETIME = 86_400;
/** URLs are renewed so many seconds before they expire. */
const RENEW_BEFORE = 30;

export interface PeerPorts {
  readonly origin: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
}

/** A file whose contents its name determines. */
export interface SentFile {
  readonly name: string;
  readonly size: number;
}

/** What a link says. */
export interface SentShare {
  readonly id: Bytes;
  readonly linkSecret: Bytes;
}

interface Upload extends PeerPorts {
  readonly id: Bytes;
  readonly token: Bytes;
  readonly client: ReturnType<typeof createClient>;
  readonly retry: RetryPorts;
}

/** From create to ready. Throws what a person would be told. */
export async function sendFile({ name, size }: SentFile, ports: PeerPorts): Promise<SentShare> {
  const controller = new AbortController();
  const { signal } = controller;
  const { origin, fetch, clock } = ports;
  const created = Math.floor(clock.now() / 1000);
  const identity = await oneOffIdentity(created);
  const [r, token, linkSecret, secret, bodyKey] = [
    random(16),
    random(32),
    random(32),
    random(32),
    random(32),
  ];
  const ownerCommit = await ownerCommitOf(identity.fingerprint, r);
  const id = await shareIdOf(ownerCommit, await sha256(token));
  const client = createClient(origin, fetch, clock);
  const retry = { signal, clock, onReconnecting: () => undefined };
  const upload: Upload = { ...ports, id, token, client, retry };
  const geometry = bodyGeometry(size);
  const description = { geometry, files: [{ path: name, size, type: '', modified: null }] };
  const manifestSize = sealedManifestSize({ ...description, note: 'x'.repeat(NOTE_MAX) });
  try {
    const wanted = { ownerCommit, token, bodySize: geometry.objectSize, manifestSize };
    await retrying(() => client.create({ ...wanted, lifetime: LIFETIME, limit: null }, signal), retry);
    const { bodyHeader, body } = await newBody(bodyKey, id, geometry);
    const source = partSource(geometry, async (target, offset) => {
      target.set(contents(name, offset, target.length));
      return target;
    });
    const parts = partSender(source, partSealer(body, partPutter(upload)));
    const digests = await sendBody(geometry, {
      parts,
      complete: async (named) => {
        await retrying(() => client.complete(id, token, named, signal), retry);
      },
      signal,
      admit: async () => undefined,
      onSent: () => undefined,
    });
    const manifest = { bodyKey, bodyHeader, digests, note: '', ...description };
    const context = { suite: 1, id, epoch: 1 } as const;
    const sealed = await sealManifest(manifest, (await epochKeys(secret, context)).manifestKey, context);
    const reference = { hash: await sha256(sealed), size: sealed.length };
    await retrying(async () => {
      const url = await client.presignManifest(id, token, reference, signal);
      await putBytes(fetch, url, sealed, { signal, clock });
    }, retry);
    const issued = await sealHeader({
      context,
      rev: 1,
      created,
      secret,
      identity,
      token,
      r,
      manifest: reference,
      link: { secret: linkSecret, passphrase: null },
      people: [],
      deliver: 0,
    });
    await retrying(() => client.putHeader(id, token, { ...issued, replaces: null }, signal), retry);
    return { id, linkSecret };
  } finally {
    controller.abort();
  }
}

function partPutter({ id, token, client, fetch, clock, retry }: Upload) {
  const { signal } = retry;
  const patience = newPatience();
  const urlFor = async (part: PartToSend) => {
    const [first] = (await client.presignParts(id, token, [part], signal)).parts;
    if (!first) throw new SealdropError('unexpected');
    const { number: _, ...url } = first;
    return url;
  };
  return ({ number, bytes, sha256: digest }: SealedPart): Promise<string> =>
    retrying(async () => {
      const url = await urlFor({ number, size: bytes.length, sha256: digest });
      try {
        return await putBytes(fetch, url, bytes, { signal, clock, patience });
      } catch (error) {
        if (hasCode(error, 'url-refused', 'server-unreachable')) {
          const status = await client.owner(id, token, signal);
          if (status.state === 'ended')
            throw new SealdropError('ended', { details: { reason: status.reason } });
        }
        throw error;
      }
    }, retry);
}

/** What was saved and called complete. */
export interface Received {
  readonly name: string;
  readonly size: number;
  /** SHA-256, in hex. */
  readonly digest: string;
}

/**
 * Opens and saves a share as somebody who has its link. Throws what a person would be told. `body` is the pipeline's own,
 * but where a test of the test wants another.
 */
export async function receiveFile(
  { id, linkSecret }: SentShare,
  { origin, fetch, clock }: PeerPorts,
  body: typeof receiveBody = receiveBody,
): Promise<Received> {
  const controller = new AbortController();
  const { signal } = controller;
  const client = createClient(origin, fetch, clock);
  try {
    const answer = await client.share(id, signal);
    if (answer.state === 'ended') throw new SealdropError('ended', { details: { reason: answer.reason } });
    if (answer.state !== 'ready') throw new SealdropError('not-complete');
    const opened = await openHeaderByLink(answer.header, id, linkSecret, null);
    if (opened === 'locked') throw new SealdropError('wrong-passphrase');
    const { access } = opened.keys;
    const manifest = await receiveManifest(opened, {
      fetch,
      url: async () => (await client.manifestUrl(id, access, signal)).url,
      signal,
      clock,
    });

    const grant = random(16);
    const retry = { signal, clock, onReconnecting: () => undefined };
    let url: { readonly url: string; readonly expires: number } | null = null;
    let asking: Promise<string> | null = null;
    const ask = async () => {
      if (url && url.expires - RENEW_BEFORE > clock.now() / 1000) return url.url;
      url = await client.bodyUrl(id, access, grant, signal);
      return url.url;
    };
    const bodyUrl = () => {
      asking ??= ask().finally(() => {
        asking = null;
      });
      return asking;
    };
    const refuse = () => {
      url = null;
    };
    const patience = newPatience();
    const get = (range: StoredRange) =>
      retrying(async () => {
        try {
          return await getRange(fetch, await bodyUrl(), range, { signal, clock, patience });
        } catch (error) {
          if (hasCode(error, 'url-refused', 'server-unreachable', 'garbled')) refuse();
          throw error;
        }
      }, retry);
    await retrying(bodyUrl, retry);
    const hash = createHash('sha256');
    let size = 0;
    const range = { start: 0, end: manifest.geometry.bodySize };
    for await (const piece of body(manifest, id, range, { get, signal, onMismatch: refuse })) {
      hash.update(piece);
      size += piece.length;
    }
    return { name: manifest.files[0]?.path ?? '', size, digest: hash.digest('hex') };
  } finally {
    controller.abort();
  }
}

/** What there must be where a file is called complete. */
export function expectedOf({ name, size }: SentFile): Received {
  const PIECE = 4_194_304;
  const hash = createHash('sha256');
  for (let at = 0; at < size; at += PIECE) hash.update(contents(name, at, Math.min(PIECE, size - at)));
  return { name, size, digest: hash.digest('hex') };
}
