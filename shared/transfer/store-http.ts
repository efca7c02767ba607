/**
 * The two requests that carry bytes: PUT of a part or manifest to a presigned URL, GET of a range. Whatever the store
 * says is turned into a code; bytes are checked by the callers. Each has a watchdog, for a connection can die silently.
 */
import type { Bytes } from '../bytes.ts';
import { type Fetch, readCapped } from '../call.ts';
import type { PresignedPut } from '../contract.ts';
import { SealdropError } from '../errors.ts';

/** Milliseconds for one request of at most 128 MiB; a slower line is a lost one. */
const WATCHDOG = 600_000;
/** What a store says to a PUT: nothing, or an error in XML. */
const ANSWER_MAX = 65_536;

/** The ETag that the store gives. Throws url-refused for a fresh URL to help, storage-full, server-unreachable. */
export async function putBytes(
  fetch: Fetch,
  { url, headers }: PresignedPut,
  bytes: Bytes,
  signal: AbortSignal,
): Promise<string> {
  const response = await send(fetch, url, { method: 'PUT', headers, body: bytes }, signal);
  // Read to its end: a cancelled body counts as a failed request, and costs the connection.
  const read = readBody(response, ANSWER_MAX, signal);
  if (!response.ok) {
    await read.catch(() => undefined);
    throw refusal(response.status);
  }
  await read;
  const etag = response.headers.get('etag');
  // Behind a store whose CORS rules do not expose it, nothing could be completed.
  if (!etag) throw new SealdropError('unexpected');
  return etag;
}

/** A range of an object whose whole size is known. Bytes. */
export interface StoredRange {
  readonly offset: number;
  readonly size: number;
  readonly objectSize: number;
}

/**
 * Exactly the bytes [offset, offset + size). Throws damaged where the object has another size, unexpected where the
 * store ignores ranges, url-refused, server-unreachable.
 */
export async function getRange(
  fetch: Fetch,
  url: string,
  { offset, size, objectSize }: StoredRange,
  signal: AbortSignal,
): Promise<Bytes> {
  const headers = { range: `bytes=${offset}-${offset + size - 1}` };
  const response = await send(fetch, url, { method: 'GET', headers }, signal);
  if (response.status === 416) {
    await response.body?.cancel();
    throw new SealdropError('damaged');
  }
  if (!response.ok) throw await refused(response);
  if (response.status !== 206) {
    await response.body?.cancel();
    throw new SealdropError('unexpected');
  }
  // Stores that expose the header say how large the object is: longer or shorter than signed is damage.
  const total = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
  if (total !== undefined && Number(total) !== objectSize) {
    await response.body?.cancel();
    throw new SealdropError('damaged');
  }
  const bytes = await readBody(response, size, signal);
  // A clean end before the range's end: shortened in the store, or cut on the way.
  if (bytes.length < size) throw cutOrShort(response, size);
  return bytes;
}

/** The whole object, at most `max` bytes. Throws damaged above that, url-refused, server-unreachable. */
export async function getBytes(fetch: Fetch, url: string, max: number, signal: AbortSignal): Promise<Bytes> {
  const response = await send(fetch, url, { method: 'GET' }, signal);
  if (!response.ok) throw await refused(response);
  return readBody(response, max, signal);
}

async function send(fetch: Fetch, url: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
  const options: RequestInit = {
    ...init,
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.any([signal, AbortSignal.timeout(WATCHDOG)]),
  };
  try {
    return await fetch(url, options);
  } catch (error) {
    throw lost(error, signal);
  }
}

async function readBody(response: Response, max: number, signal: AbortSignal): Promise<Bytes> {
  try {
    return await readCapped(response, max);
  } catch (error) {
    // More bytes than there can be.
    if (error instanceof SealdropError) throw new SealdropError('damaged', { cause: error });
    throw lost(error, signal);
  }
}

function lost(cause: unknown, signal: AbortSignal): SealdropError {
  return new SealdropError(signal.aborted ? 'cancelled' : 'server-unreachable', { cause });
}

/** A 206 that announces less than was asked for means that the object is shorter than it must be. */
function cutOrShort(response: Response, size: number): SealdropError {
  const announced = Number(response.headers.get('content-length') ?? size);
  return new SealdropError(announced < size ? 'damaged' : 'server-unreachable');
}

/** Gives the connection free that an unread answer would hold. */
async function refused(response: Response): Promise<SealdropError> {
  await response.body?.cancel();
  return refusal(response.status);
}

function refusal(status: number): SealdropError {
  if (status === 507) return new SealdropError('storage-full');
  if (status === 429) return new SealdropError('rate-limited');
  if (status >= 500) return new SealdropError('server-unreachable');
  return new SealdropError('url-refused');
}
