/**
 * The API's client: a method per route. docs/api.md.
 */
import { type Bytes, toBase64Url } from './bytes.ts';
import { createCaller, type Fetch } from './call.ts';
import type { Clock } from './clock.ts';
import * as contract from './contract.ts';
import { peopleCalls } from './people-calls.ts';

export type { Fetch } from './call.ts';

export interface NewShare {
  readonly ownerCommit: Bytes;
  readonly token: Bytes;
  /** Bytes of the stored body and of the sealed manifest. */
  readonly bodySize: number;
  readonly manifestSize: number;
  /** Seconds. */
  readonly lifetime: number;
  readonly limit: number | null;
  /** A delivery: whose inbox (32 bytes), and the token of a request link of theirs (16). */
  readonly deliverTo?: { readonly fingerprint: Bytes; readonly token: Bytes } | null;
  /** What the site wants of whoever uploads: a permit (32 bytes), or its upload token. */
  readonly permit?: Bytes | null;
  readonly uploadToken?: string | null;
}

export interface PartToSend {
  /** From 1. */
  readonly number: number;
  readonly size: number;
  readonly sha256: Bytes;
}

export interface SentPart {
  readonly number: number;
  readonly sha256: Bytes;
  readonly etag: string;
}

/** A store may take its time over ten thousand parts. */
const COMPLETE_TIMEOUT = 600_000;

/**
 * `origin` as in location.origin. Every method throws server-unreachable where there is no answer, the answer's own
 * code where there is one, garbled where that is no JSON, and unexpected where it does not parse. `clock`: the machine's own
 * where none is given.
 */
export function createClient(origin: string, fetch: Fetch, clock?: Clock) {
  const call = createCaller(origin, fetch, clock);
  const share = (id: Bytes, rest = '') => `/api/shares/${toBase64Url(id)}${rest}`;

  return {
    health: () => call({ method: 'GET', path: '/healthz', answer: contract.healthAnswer }),

    config: () => call({ method: 'GET', path: '/api/config', answer: contract.configAnswer }),

    create: (
      { ownerCommit, token, deliverTo, permit, uploadToken, ...rest }: NewShare,
      signal?: AbortSignal,
    ) =>
      call({
        method: 'POST',
        path: '/api/shares',
        body: {
          ...rest,
          ownerCommit: toBase64Url(ownerCommit),
          token: toBase64Url(token),
          deliverTo: deliverTo
            ? { fingerprint: toBase64Url(deliverTo.fingerprint), token: toBase64Url(deliverTo.token) }
            : null,
          ...(permit ? { permit: toBase64Url(permit) } : {}),
        },
        uploadToken,
        answer: contract.createAnswer,
        signal,
      }),

    /** Throws wrong-upload-token where the site does not take it. */
    checkUploadToken: (uploadToken: string, signal?: AbortSignal) =>
      call({ method: 'POST', path: '/api/uploads/token', uploadToken, answer: contract.emptyAnswer, signal }),

    share: (id: Bytes, signal?: AbortSignal) =>
      call({ method: 'GET', path: share(id), answer: contract.shareAnswer, signal }),

    owner: (id: Bytes, token: Bytes, signal?: AbortSignal) =>
      call({ method: 'GET', path: share(id, '/owner'), token, answer: contract.ownerAnswer, signal }),

    /** `bodySize`: of the stored body, where it is less than create was told. */
    presignParts: (
      id: Bytes,
      token: Bytes,
      parts: readonly PartToSend[],
      signal?: AbortSignal,
      bodySize?: number,
    ) =>
      call({
        method: 'POST',
        path: share(id, '/parts'),
        token,
        body: { bodySize, parts: parts.map((part) => ({ ...part, sha256: toBase64Url(part.sha256) })) },
        answer: contract.partsAnswer,
        signal,
      }),

    listParts: (id: Bytes, token: Bytes, signal?: AbortSignal) =>
      call({ method: 'GET', path: share(id, '/parts'), token, answer: contract.partListAnswer, signal }),

    /** `bodySize`: of the stored body, where it is less than create was told. */
    complete: (
      id: Bytes,
      token: Bytes,
      parts: readonly SentPart[],
      signal?: AbortSignal,
      bodySize?: number,
    ) =>
      call({
        method: 'POST',
        path: share(id, '/complete'),
        token,
        body: { bodySize, parts: parts.map((part) => ({ ...part, sha256: toBase64Url(part.sha256) })) },
        answer: contract.emptyAnswer,
        signal,
        timeout: COMPLETE_TIMEOUT,
      }),

    presignManifest: (
      id: Bytes,
      token: Bytes,
      manifest: { hash: Bytes; size: number },
      signal?: AbortSignal,
    ) =>
      call({
        method: 'POST',
        path: share(id, '/manifest'),
        token,
        body: { sha256: toBase64Url(manifest.hash), size: manifest.size },
        answer: contract.manifestPutAnswer,
        signal,
      }),

    manifestUrl: (id: Bytes, token: Bytes, signal?: AbortSignal) =>
      call({ method: 'GET', path: share(id, '/manifest'), token, answer: contract.getAnswer, signal }),

    putHeader: (
      id: Bytes,
      token: Bytes,
      issue: { header: Bytes; accessHash: Bytes; replaces: Bytes | null },
      signal?: AbortSignal,
    ) =>
      call({
        method: 'PUT',
        path: share(id, '/header'),
        token,
        body: {
          header: toBase64Url(issue.header),
          accessHash: toBase64Url(issue.accessHash),
          replaces: issue.replaces && toBase64Url(issue.replaces),
        },
        answer: contract.emptyAnswer,
        signal,
      }),

    /** `token`: the access token with a grant (16 bytes), or the owner token with null. */
    bodyUrl: (id: Bytes, token: Bytes, grant: Bytes | null, signal?: AbortSignal) =>
      call({
        method: 'POST',
        path: share(id, '/body'),
        token,
        body: { grant: grant && toBase64Url(grant) },
        answer: contract.getAnswer,
        signal,
      }),

    change: (
      id: Bytes,
      token: Bytes,
      change: { lifetime?: number; limit?: number | null },
      signal?: AbortSignal,
    ) =>
      call({
        method: 'PATCH',
        path: share(id),
        token,
        body: change,
        answer: contract.changeAnswer,
        signal,
      }),

    report: (id: Bytes, report: { text: string; fragment: string | null }) =>
      call({ method: 'POST', path: share(id, '/reports'), body: report, answer: contract.emptyAnswer }),

    revoke: (id: Bytes, token: Bytes, signal?: AbortSignal) =>
      call({ method: 'DELETE', path: share(id), token, answer: contract.emptyAnswer, signal }),
    ...peopleCalls(call),
  };
}

export type Client = ReturnType<typeof createClient>;
