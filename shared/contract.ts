/**
 * Every request and answer of the API as a schema; types are inferred from them. Both sides parse strictly:
 * unknown keys, other lengths and aliases of encodings are refused. docs/api.md describes the routes.
 *
 * Byte strings travel as unpadded base64url; times are Unix seconds; sizes are bytes. Tokens travel as
 * `Authorization: Bearer <base64url>` and, for create and request links, in the body; never in a URL. "Signed" requests
 * are signed by a key whose card the API holds (crypto/http-signature.ts).
 */
import * as v from 'valibot';
import { type Bytes, fromBase64Url } from './bytes.ts';
import { MANIFEST_SEALED_MIN } from './crypto/manifest-size.ts';
import { serverCodes } from './errors.ts';
import {
  CARD_MAX,
  DELIVERY_HEADER_MAX,
  HEADER_MAX,
  INBOX_PAGE_MAX,
  MANIFEST_MAX,
  PARTS_MAX,
  PERMIT_BATCH,
  PRESIGN_BATCH_MAX,
  REPORT_MAX_CHARACTERS,
  REQUEST_LINK_BOX_MAX,
  REQUEST_LINKS_MAX,
  SUCCESSION_MAX,
  SUCCESSIONS_MAX,
  uploadTokenForm,
} from './limits.ts';
import { PACE_MAX } from './paced-clock.ts';
import { isOrigin } from './public-origin.ts';

/** base64url text of between `min` and `max` bytes, parsed to those bytes. */
function byteString(min: number, max: number) {
  return v.pipe(
    v.string(),
    v.metadata({ bytes: [min, max] }),
    v.maxLength(Math.ceil((max * 4) / 3)),
    v.rawTransform<string, Bytes>(({ dataset, addIssue, NEVER }) => {
      const bytes = fromBase64Url(dataset.value);
      if (bytes && bytes.length >= min && bytes.length <= max) return bytes;
      addIssue({ message: 'not a byte string of the right length' });
      return NEVER;
    }),
  );
}

/** base58, of any version. */
const FRAGMENT = /^[1-9A-HJ-NP-Za-km-z]{1,128}$/;
const bytes = (length: number) => byteString(length, length);
const whole = (min: number, max: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(min), v.maxValue(max));
const time = whole(0, 2 ** 40);
const size = whole(0, 2 ** 41);
const partNumber = whole(1, PARTS_MAX);
const etag = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,128}$/));
/** Seconds that a share lives, counted from the moment the server takes the request. */
const lifetime = whole(1, 10 * 366 * 86_400);
const downloadLimit = v.nullable(whole(1, 1_000_000));

/** A share's id in a path: 16 bytes, 22 characters. */
export const shareIdParam = bytes(16);
/** A fingerprint or the hash of a token in a path: 32 bytes, 43 characters. */
export const hashParam = bytes(32);
/** A right to make one share, where uploads are for listed people alone. */
const uploadPermit = bytes(32);
/** What a request link carries. */
const inboxToken = bytes(16);

/** GET /api/config */
export const configAnswer = v.strictObject({
  maxShareBytes: whole(1, 2 ** 41),
  maxExpirySeconds: lifetime,
  /** Where signed requests hold. */
  publicOrigin: v.pipe(v.string(), v.maxLength(300), v.check(isOrigin)),
  now: time,
  /** Only where networks are tested: how many times faster the client's pauses pass. */
  pace: v.optional(whole(1, PACE_MAX)),
  /** Who may upload; anyone where it is not there. */
  uploads: v.optional(v.picklist(['listed', 'token'])),
  /** Only where nothing can be delivered by request links. */
  requestLinks: v.optional(v.literal('off')),
  /** What one address may send in a day (UTC), where that is limited: bytes as stored, and shares. */
  maxDayBytes: v.optional(whole(1, Number.MAX_SAFE_INTEGER)),
  maxDayShares: v.optional(whole(1, Number.MAX_SAFE_INTEGER)),
});

/** POST /api/shares. The share id is not sent: the API computes it from ownerCommit and the token's hash. */
export const createRequest = v.strictObject({
  ownerCommit: bytes(32),
  token: bytes(32),
  bodySize: size,
  manifestSize: whole(MANIFEST_SEALED_MIN, MANIFEST_MAX),
  lifetime,
  limit: downloadLimit,
  /** A delivery: whose inbox, and the token of a request link that they gave out. */
  deliverTo: v.nullable(v.strictObject({ fingerprint: bytes(32), token: inboxToken })),
  /** Where uploads are for listed people alone; a delivery needs none. */
  permit: v.optional(uploadPermit),
});
export const createAnswer = v.strictObject({ id: shareIdParam, expires: time });

/** POST /api/shares/:id/reports. `fragment`: of the share's link, where the reporter hands it over. */
export const reportRequest = v.strictObject({
  text: v.pipe(v.string(), v.maxLength(REPORT_MAX_CHARACTERS), v.regex(/\S/)),
  fragment: v.nullable(v.pipe(v.string(), v.regex(FRAGMENT))),
});

/** POST /api/uploads/permits (signed by a listed key): permits, and when they end. */
export const permitsAnswer = v.strictObject({
  permits: v.pipe(v.array(uploadPermit), v.maxLength(PERMIT_BATCH)),
  expires: time,
});

/** The header that carries the upload token. */
export const UPLOAD_TOKEN_HEADER = 'sealdrop-upload-token';
export const uploadToken = v.pipe(v.string(), v.regex(uploadTokenForm));

/** A presigned request: the client sends exactly this, with nothing of its own added. */
const presigned = {
  url: v.pipe(v.string(), v.maxLength(4096), v.regex(/^(?:https?:\/\/|\/(?![/\\]))/)),
  headers: v.record(
    v.picklist(['content-type', 'x-amz-checksum-sha256']),
    v.pipe(v.string(), v.maxLength(128)),
  ),
  expires: time,
};

/** POST /api/shares/:id/parts (owner token): URLs for parts whose sealed bytes are known. `bodySize`: as in complete. */
export const partsRequest = v.strictObject({
  bodySize: v.optional(size),
  parts: v.pipe(
    v.array(v.strictObject({ number: partNumber, size, sha256: bytes(32) })),
    v.minLength(1),
    v.maxLength(PRESIGN_BATCH_MAX),
  ),
});
export const partsAnswer = v.strictObject({
  parts: v.pipe(
    v.array(v.strictObject({ number: partNumber, ...presigned })),
    v.maxLength(PRESIGN_BATCH_MAX),
  ),
});

/** GET /api/shares/:id/parts (owner token): what the store has acknowledged, by number. */
export const partListAnswer = v.strictObject({
  parts: v.pipe(v.array(v.strictObject({ number: partNumber, size, etag })), v.maxLength(PARTS_MAX)),
});

/**
 * POST /api/shares/:id/complete (owner token): every part, in order of number. `bodySize`: of the stored body, where it is less
 * than create was told, for whoever sends a stream knows its size at the end.
 */
export const completeRequest = v.strictObject({
  bodySize: v.optional(size),
  parts: v.pipe(
    v.array(v.strictObject({ number: partNumber, sha256: bytes(32), etag })),
    v.minLength(1),
    v.maxLength(PARTS_MAX),
  ),
});

/** POST /api/shares/:id/manifest (owner token): a URL to PUT one sealed manifest to. */
export const manifestRequest = v.strictObject({
  sha256: bytes(32),
  size: whole(MANIFEST_SEALED_MIN, MANIFEST_MAX),
});
export const manifestPutAnswer = v.strictObject(presigned);

/** GET /api/shares/:id/manifest (access token or owner token): a URL to GET the manifest that the header names. */
export const getAnswer = v.strictObject({ url: presigned.url, expires: time });

/** PUT /api/shares/:id/header (owner token). `replaces` is the SHA-256 of the current header, null for the first. */
export const headerRequest = v.strictObject({
  header: byteString(1, HEADER_MAX),
  accessHash: bytes(32),
  replaces: v.nullable(bytes(32)),
});

/** POST /api/shares/:id/body (access token with a grant, or owner token with null): a URL to GET the body. */
export const bodyRequest = v.strictObject({ grant: v.nullable(bytes(16)) });

/** PATCH /api/shares/:id (owner token): only what is to change. */
export const changeRequest = v.strictObject({
  lifetime: v.optional(lifetime),
  limit: v.optional(downloadLimit),
});
export const changeAnswer = v.strictObject({ expires: time, limit: downloadLimit });

const endReason = v.picklist(['expired', 'revoked', 'limit', 'blocked']);

/** GET /api/shares/:id (anyone with the id). `exhausted`: new download grants are refused. */
export const shareAnswer = v.variant('state', [
  v.strictObject({ state: v.literal('uploading'), received: size, total: size }),
  v.strictObject({
    state: v.literal('ready'),
    header: byteString(1, HEADER_MAX),
    expires: time,
    exhausted: v.boolean(),
  }),
  v.strictObject({ state: v.literal('ended'), reason: endReason }),
]);

/** GET /api/shares/:id/owner (owner token): what only the owner is told. */
export const ownerAnswer = v.variant('state', [
  v.strictObject({
    state: v.picklist(['uploading', 'ready']),
    /** Whether the body is complete in the store. */
    complete: v.boolean(),
    received: size,
    total: size,
    expires: time,
    limit: downloadLimit,
    downloads: whole(0, 2 ** 31),
    /** SHA-256 of the current header, null before the first. */
    headerHash: v.nullable(bytes(32)),
  }),
  v.strictObject({ state: v.literal('ended'), reason: endReason }),
]);

/** PUT /api/cards/:fingerprint (signed by the key of the card itself). */
export const cardRequest = v.strictObject({ card: byteString(1, CARD_MAX) });

/** GET /api/cards/:fingerprint (anyone). Nothing of a card is to be believed before it was opened. */
export const cardAnswer = v.strictObject(cardRequest.entries);

/** PUT /api/cards/:fingerprint/successions (signed by this key, the old one). */
export const successionRequest = v.strictObject({ succession: byteString(1, SUCCESSION_MAX) });

/** GET /api/cards/:fingerprint/successions (anyone). */
export const successionsAnswer = v.strictObject({
  successions: v.pipe(v.array(byteString(1, SUCCESSION_MAX)), v.maxLength(SUCCESSIONS_MAX)),
});

/** POST /api/inbox/links (signed): a new request link. `box` is opaque: what its owner's devices know it by. */
export const requestLinkRequest = v.strictObject({
  tokenHash: bytes(32),
  expires: v.nullable(time),
  box: byteString(1, REQUEST_LINK_BOX_MAX),
});

/** GET /api/inbox/links (signed): those that live, in the order in which they were made. */
export const requestLinksAnswer = v.strictObject({
  links: v.pipe(
    v.array(v.strictObject({ ...requestLinkRequest.entries, created: time })),
    v.maxLength(REQUEST_LINKS_MAX),
  ),
});

/** POST /api/requests/:fingerprint (anyone with the link): whether something can be delivered by it. */
export const requestRequest = v.strictObject({ token: inboxToken });

/** A place in the inbox's list: its answer says where the next page begins. */
export const inboxCursor = bytes(24);

/** GET /api/inbox?cursor= (signed): deliveries that were not dismissed, newest first. */
export const inboxAnswer = v.strictObject({
  entries: v.pipe(
    v.array(
      v.strictObject({
        id: shareIdParam,
        header: byteString(1, DELIVERY_HEADER_MAX),
        bodySize: size,
        /** When the API took its header; what the sender says of the time stands in the header. */
        arrived: time,
        expires: time,
        isNew: v.boolean(),
      }),
    ),
    v.maxLength(INBOX_PAGE_MAX),
  ),
  /** null: this is the last page. */
  cursor: v.nullable(inboxCursor),
});

/** POST /api/deliveries/:id (signed). "restored" takes "dismissed" back. */
export const inboxChangeRequest = v.strictObject({ state: v.picklist(['seen', 'dismissed', 'restored']) });

/** An answer that says no more than its status. */
export const emptyAnswer = v.strictObject({});

/** GET /healthz */
export const healthAnswer = v.strictObject({ ok: v.literal(true) });

/** GET /readyz: 200 where both can be used, else 503. */
export const readyAnswer = v.strictObject({ ok: v.boolean(), database: v.boolean(), store: v.boolean() });

/** Every answer whose status is 400 or more. */
export const errorAnswer = v.strictObject({
  error: v.strictObject({
    code: v.picklist(serverCodes),
    reason: v.optional(endReason),
    limit: v.optional(whole(0, Number.MAX_SAFE_INTEGER)),
    numbers: v.optional(v.pipe(v.array(partNumber), v.maxLength(PARTS_MAX))),
    retryAfter: v.optional(whole(0, 86_400)),
    /** clock-wrong: the server's time. */
    now: v.optional(time),
  }),
});

export type InboxChange = v.InferOutput<typeof inboxChangeRequest>['state'];
export type ConfigAnswer = v.InferOutput<typeof configAnswer>;
export type ReadyAnswer = v.InferOutput<typeof readyAnswer>;
export type ShareAnswer = v.InferOutput<typeof shareAnswer>;
export type OwnerAnswer = v.InferOutput<typeof ownerAnswer>;
export type PresignedPut = v.InferOutput<typeof manifestPutAnswer>;
export type PresignedGet = v.InferOutput<typeof getAnswer>;
export type RequestLink = v.InferOutput<typeof requestLinkRequest>;
