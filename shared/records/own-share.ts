/**
 * A share that this person made: tokens, secrets, link and names. Where the record lies, and under which key, is the
 * device's.
 */
import type { Bytes } from '../bytes.ts';
import { type Cbor, cborMap, decodeCbor, encodeCbor } from '../crypto/cbor.ts';
import { asArray, asBytes, asMap, asRecord, asText, asUint } from '../crypto/fields.ts';
import type { Identity } from '../crypto/identity.ts';
import type { PassphraseKey } from '../crypto/stanza.ts';
import { SealdropError } from '../errors.ts';
import { STANZAS_MAX } from '../limits.ts';

/** A header as it was, or is about to be, put: kept before it is sent, so that exactly these bytes can be repeated. */
export interface IssuedHeader {
  readonly header: Bytes;
  readonly accessHash: Bytes;
  /** SHA-256 of the header that it replaces, null for the first. */
  readonly replaces: Bytes | null;
}

/** Everything about one state of who can open a share. */
export interface Access {
  readonly epoch: number;
  readonly rev: number;
  /** Share secret of the epoch, 32 bytes. */
  readonly secret: Bytes;
  readonly argon: PassphraseKey | null;
  /** The message inside the manifest of this epoch. */
  readonly message: string;
  /** Link secret, 32 bytes; null where nobody opens the share by link. */
  readonly linkSecret: Bytes | null;
  /** Fingerprints, 32 bytes each, of the people who can open it. */
  readonly people: readonly Bytes[];
}

export interface OwnShareRecord {
  /** 16 bytes. */
  readonly id: Bytes;
  /** Who signs it; null where that was a key pair that this device no longer holds. */
  readonly identity: Identity | null;
  /** Fingerprint (32 bytes) of the person's own key pair that signs it, null for a one-off identity. */
  readonly signer: Bytes | null;
  /** Owner token, 32 bytes. */
  readonly token: Bytes;
  /** 16 bytes. */
  readonly r: Bytes;
  /** 1: a delivery to an inbox, which never changes. */
  readonly deliver: 0 | 1;
  /** Path of the first file, number of files, bytes of all. */
  readonly name: string;
  readonly files: number;
  readonly size: number;
  /** Unix seconds. */
  readonly created: number;
  readonly access: Access;
  /** Whether the first header has reached the server; until then access is a draft of this device alone. */
  readonly published: boolean;
  /** The next state, while its header may or may not have reached the server. */
  readonly pending: { readonly access: Access; readonly issued: IssuedHeader } | null;
}

/** What of a record is bytes. A device keeps its id beside them, and the keys of a one-off identity where it can. */
export type OwnShareSecrets = Omit<OwnShareRecord, 'id' | 'identity'>;

export function encodeOwnShare(record: OwnShareRecord): Bytes {
  const { id: _id, identity: _identity, ...secrets } = record;
  return encodeCbor(
    cborMap({
      ...secrets,
      v: 2,
      access: encodeAccess(secrets.access),
      published: secrets.published ? 1 : 0,
      pending: secrets.pending && [
        encodeAccess(secrets.pending.access),
        secrets.pending.issued.header,
        secrets.pending.issued.accessHash,
        secrets.pending.issued.replaces,
      ],
    }),
  );
}

function encodeAccess({ epoch, rev, secret, argon, message, linkSecret, people }: Access): Cbor {
  return [epoch, rev, secret, argon && [argon.salt, argon.output], message, linkSecret, [...people]];
}

/** `oldLink`: the link secret of a record of the first version, whose link never changed and was the only way in. */
function decodeAccess(value: Cbor | undefined, oldLink: Bytes | null): Access {
  const [epoch, rev, secret, argon, message, link, people] = oldLink
    ? [...asArray(value, 5, 5), oldLink, []]
    : asArray(value, 7, 7);
  const pair = argon === null ? null : asArray(argon, 2, 2);
  return {
    epoch: asUint(epoch, 1, 2 ** 32 - 1),
    rev: asUint(rev, 1, 2 ** 32 - 1),
    secret: asBytes(secret, 32),
    argon: pair && { salt: asBytes(pair[0], 16), output: asBytes(pair[1], 32) },
    message: asText(message),
    linkSecret: link === null ? null : asBytes(link, 32),
    people: asArray(people, 0, STANZAS_MAX).map((fingerprint) => asBytes(fingerprint, 32)),
  };
}

const KEYS = ['token', 'r', 'name', 'files', 'size', 'created', 'access', 'published', 'pending'];

/** Throws damaged where it is none, needs-newer for a later version. */
export function decodeOwnShare(plain: Bytes): OwnShareSecrets {
  const value = decodeCbor(plain);
  const isFirst = !asMap(value).has('v');
  const map = asRecord(value, isFirst ? [...KEYS, 'linkSecret'] : [...KEYS, 'v', 'deliver', 'signer']);
  if (!isFirst && map.get('v') !== 2) throw new SealdropError('needs-newer');
  const signer = isFirst || map.get('signer') === null ? null : asBytes(map.get('signer'), 32);
  const oldLink = isFirst ? asBytes(map.get('linkSecret'), 32) : null;
  const pending = map.get('pending') === null ? null : asArray(map.get('pending'), 4, 4);
  return {
    signer,
    token: asBytes(map.get('token'), 32),
    r: asBytes(map.get('r'), 16),
    deliver: isFirst ? 0 : (asUint(map.get('deliver'), 0, 1) as 0 | 1),
    name: asText(map.get('name')),
    files: asUint(map.get('files'), 0, Number.MAX_SAFE_INTEGER),
    size: asUint(map.get('size'), 0, Number.MAX_SAFE_INTEGER),
    created: asUint(map.get('created'), 0, Number.MAX_SAFE_INTEGER),
    access: decodeAccess(map.get('access'), oldLink),
    published: asUint(map.get('published'), 0, 1) === 1,
    pending: pending && {
      access: decodeAccess(pending[0], oldLink),
      issued: {
        header: asBytes(pending[1], 1, 2 ** 21),
        accessHash: asBytes(pending[2], 32),
        replaces: pending[3] === null ? null : asBytes(pending[3], 32),
      },
    },
  };
}
