/**
 * The API's client: a method per route. Every answer is capped, parsed strictly and turned into values or a
 * SealdropError, for here the server is the adversary. docs/api.md.
 */
import * as v from 'valibot';
import { type Bytes, toBase64Url } from './bytes.ts';
import * as contract from './contract.ts';
import { SealdropError } from './errors.ts';

/** The part of fetch that the client uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface NewShare {
  readonly ownerCommit: Bytes;
  readonly token: Bytes;
  /** Bytes of the stored body and of the sealed manifest. */
  readonly bodySize: number;
  readonly manifestSize: number;
  /** Seconds. */
  readonly lifetime: number;
  readonly limit: number | null;
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

/** Answers are at most a header or a list of 10,000 parts. */
const ANSWER_MAX = 4 * 1_048_576;
/** A connection can die without a word, when a laptop sleeps for one. */
const TIMEOUT = 60_000;
/** A store may take its time over ten thousand parts. */
const COMPLETE_TIMEOUT = 600_000;

/**
 * `origin` as in location.origin. Every method throws server-unreachable where there is no answer, the answer's own
 * code where there is one, and unexpected where it does not parse.
 */
export function createClient(origin: string, fetch: Fetch) {
  interface Call<S extends v.GenericSchema> {
    readonly method: string;
    readonly path: string;
    readonly token?: Bytes;
    readonly body?: unknown;
    readonly answer: S;
    readonly signal?: AbortSignal | undefined;
    /** Milliseconds until the connection counts as lost. */
    readonly timeout?: number;
  }

  async function call<S extends v.GenericSchema>(request: Call<S>): Promise<v.InferOutput<S>> {
    const timeout = AbortSignal.timeout(request.timeout ?? TIMEOUT);
    const headers: Record<string, string> = {};
    if (request.token) headers['authorization'] = `Bearer ${toBase64Url(request.token)}`;
    if (request.body !== undefined) headers['content-type'] = 'application/json';
    const init: RequestInit = {
      method: request.method,
      headers,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
    };
    let response: Response;
    let answer: unknown;
    try {
      response = await fetch(`${origin}${request.path}`, init);
      answer = await readJson(response);
    } catch (error) {
      if (request.signal?.aborted) throw new SealdropError('cancelled', { cause: error });
      if (error instanceof SealdropError) throw error;
      throw new SealdropError('server-unreachable', { cause: error });
    }
    if (!response.ok) throw errorOf(response.status, answer);
    const parsed = v.safeParse(request.answer, answer);
    if (!parsed.success) throw new SealdropError('unexpected');
    return parsed.output;
  }

  const share = (id: Bytes, rest = '') => `/api/shares/${toBase64Url(id)}${rest}`;

  return {
    health: () => call({ method: 'GET', path: '/healthz', answer: contract.healthAnswer }),

    config: () => call({ method: 'GET', path: '/api/config', answer: contract.configAnswer }),

    create: ({ ownerCommit, token, ...rest }: NewShare, signal?: AbortSignal) =>
      call({
        method: 'POST',
        path: '/api/shares',
        body: { ...rest, ownerCommit: toBase64Url(ownerCommit), token: toBase64Url(token), deliverTo: null },
        answer: contract.createAnswer,
        signal,
      }),

    share: (id: Bytes, signal?: AbortSignal) =>
      call({ method: 'GET', path: share(id), answer: contract.shareAnswer, signal }),

    owner: (id: Bytes, token: Bytes, signal?: AbortSignal) =>
      call({ method: 'GET', path: share(id, '/owner'), token, answer: contract.ownerAnswer, signal }),

    presignParts: (id: Bytes, token: Bytes, parts: readonly PartToSend[], signal?: AbortSignal) =>
      call({
        method: 'POST',
        path: share(id, '/parts'),
        token,
        body: { parts: parts.map((part) => ({ ...part, sha256: toBase64Url(part.sha256) })) },
        answer: contract.partsAnswer,
        signal,
      }),

    listParts: (id: Bytes, token: Bytes, signal?: AbortSignal) =>
      call({ method: 'GET', path: share(id, '/parts'), token, answer: contract.partListAnswer, signal }),

    complete: (id: Bytes, token: Bytes, parts: readonly SentPart[], signal?: AbortSignal) =>
      call({
        method: 'POST',
        path: share(id, '/complete'),
        token,
        body: { parts: parts.map((part) => ({ ...part, sha256: toBase64Url(part.sha256) })) },
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

    revoke: (id: Bytes, token: Bytes, signal?: AbortSignal) =>
      call({ method: 'DELETE', path: share(id), token, answer: contract.emptyAnswer, signal }),
  };
}

/** The error of an answer of 400 or more; where it does not say one of ours, what its status says. */
function errorOf(status: number, answer: unknown): SealdropError {
  const parsed = v.safeParse(contract.errorAnswer, answer);
  if (parsed.success) {
    const { code, now: _now, ...details } = parsed.output.error;
    // The status says whether the failure is the server's, which may pass.
    return new SealdropError(code, { details: definedOnly(details), cause: status });
  }
  if (status === 429) return new SealdropError('rate-limited');
  // A proxy in front of an API that is down answers for it.
  return new SealdropError(status >= 500 ? 'server-unreachable' : 'unexpected');
}

function definedOnly<T extends object>(details: T): { [K in keyof T]: NonNullable<T[K]> } {
  const entries = Object.entries(details).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: NonNullable<T[K]> };
}

async function readJson(response: Response): Promise<unknown> {
  const bytes = await readCapped(response, ANSWER_MAX);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // Not JSON: the caller decides by the status.
    return null;
  }
}

/** All bytes of an answer. Throws unexpected as soon as they are more than `max`, whatever its headers say. */
export async function readCapped(response: Response, max: number): Promise<Bytes> {
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array(0);
  let buffer = new Uint8Array(Math.min(max, Number(response.headers.get('content-length')) || 65_536));
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return buffer.subarray(0, length);
    if (length + value.length > max) {
      await reader.cancel();
      throw new SealdropError('unexpected');
    }
    if (length + value.length > buffer.length) {
      const larger = new Uint8Array(Math.min(max, Math.max(buffer.length * 2, length + value.length)));
      larger.set(buffer.subarray(0, length));
      buffer = larger;
    }
    buffer.set(value, length);
    length += value.length;
  }
}
