/** The beginning of a share or delivery: everything that its owner has to keep, before the first byte is read. */
import { type Bytes, random, sha256, utf8 } from '../bytes.ts';
import type { BodyGeometry } from '../crypto/body.ts';
import type { Identity } from '../crypto/identity.ts';
import { sealedManifestSize } from '../crypto/manifest.ts';
import { ownerCommitOf, shareIdOf } from '../crypto/share-id.ts';
import type { PassphraseKey } from '../crypto/stanza.ts';
import { SealdropError } from '../errors.ts';
import { NOTE_MAX } from '../limits.ts';
import type { OwnShareRecord } from '../records/own-share.ts';
import type { UploadFile, UploadRecord } from '../records/upload.ts';
import { newBody } from '../transfer/sealed-part.ts';
import { manifestFiles } from './send-share.ts';

/** Whose inbox a delivery goes to, by the request link that they gave out. */
export interface DeliveryTarget {
  /** 32 bytes. */
  readonly fingerprint: Bytes;
  /** 16 bytes. */
  readonly token: Bytes;
}

export interface NewShareOptions {
  readonly files: readonly UploadFile[];
  readonly geometry: BodyGeometry;
  /** Who signs it, and whether that is a key pair of the person's own. */
  readonly identity: Identity;
  readonly isOneOff: boolean;
  /** Key of the link's passphrase, null for none. */
  readonly argon: PassphraseKey | null;
  readonly message: string;
  /** Whether whoever has the link can open it. */
  readonly byLink: boolean;
  /** Fingerprints of the people who can open it. */
  readonly people: readonly Bytes[];
  readonly delivery: DeliveryTarget | null;
  /** Seconds, and downloads. */
  readonly lifetime: number;
  readonly limit: number | null;
  /** Unix seconds. */
  readonly now: number;
}

/** The two records of a new share, to be kept before it is sent. */
export async function newShare(
  options: NewShareOptions,
): Promise<{ readonly record: OwnShareRecord; readonly upload: UploadRecord }> {
  const { files, geometry, identity, isOneOff, delivery, lifetime, limit, now } = options;
  const [token, r, bodyKey] = [random(32), random(16), random(32)];
  const ownerCommit = await ownerCommitOf(identity.fingerprint, r);
  const id = await shareIdOf(ownerCommit, await sha256(token));
  const { bodyHeader } = await newBody(bodyKey, id, geometry);
  const record: OwnShareRecord = {
    id,
    identity,
    signer: isOneOff ? null : identity.fingerprint,
    token,
    r,
    deliver: delivery ? 1 : 0,
    name: files[0]?.path ?? '',
    files: files.length,
    size: files.reduce((sum, { size }) => sum + size, 0),
    created: now,
    access: {
      epoch: 1,
      rev: 1,
      secret: random(32),
      argon: options.argon,
      message: checkMessage(options.message),
      linkSecret: options.byLink && !delivery ? random(32) : null,
      people: delivery ? [delivery.fingerprint] : options.people,
    },
    published: false,
    pending: null,
  };
  return { record, upload: { id, bodyKey, bodyHeader, files, lifetime, limit, delivery } };
}

/** The message as it can be sent. Throws bad-request above 4 KiB of UTF-8. */
export function checkMessage(message: string): string {
  // Text from some editors begins with a byte order mark, which no reader takes.
  const text = message.replace(/^\uFEFF+/, '');
  if (utf8(text).length > NOTE_MAX) throw new SealdropError('bad-request', { details: { limit: NOTE_MAX } });
  return text;
}

/** Bytes of the sealed manifest at most, with the longest message. Throws too-many-files where the list of files is too long. */
export function manifestSizeOf(files: readonly UploadFile[], geometry: BodyGeometry): number {
  return sealedManifestSize({ files: manifestFiles(files), note: 'x'.repeat(NOTE_MAX), geometry });
}
