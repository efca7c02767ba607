/**
 * The two requests that carry bytes: PUT of a part or manifest to a presigned URL, GET of a range. Whatever the store
 * says is turned into a code; bytes are checked by the callers. Each has a watchdog, for a connection can die silently.
 */
import type { Bytes } from '../bytes.ts';
import { type Fetch, type Reading, readCapped, readInto } from '../call.ts';
import { type Clock, systemClock, type Watchdog, watchdog } from '../clock.ts';
import type { PresignedPut } from '../contract.ts';
import { SealdropError } from '../errors.ts';
import { retryAfterOf } from '../retry-after.ts';
import { newPatience, type Patience } from './patience.ts';

/** What a store says to a PUT: nothing, or an error in XML. */
const ANSWER_MAX = 65_536;

/** Who may stop a request, and who watches over it. */
export interface StorePorts {
  readonly signal: AbortSignal;
  /** What watchdogs are set by; without one, the machine's own. */
  readonly clock?: Clock;
  /** Shared by the requests of a transfer; without one, this request's own. */
  readonly patience?: Patience;
  /** Called whenever some bytes of an answer have come. */
  readonly onBytes?: () => void;
}

/** The ETag that the store gives. Throws url-refused for a fresh URL to help, storage-full, server-unreachable. */
export async function putBytes(
  fetch: Fetch,
  { url, headers }: PresignedPut,
  bytes: Bytes,
  ports: StorePorts,
): Promise<string> {
  const request = watched(ports, (patience) => patience.forPut(bytes.length));
  const { clock, patience } = request;
  const began = clock.now();
  return await request.run(async () => {
    const response = await send(fetch, url, { method: 'PUT', headers, body: bytes }, request);
    // Read to its end: a cancelled body counts as a failed request, and costs the connection.
    const read = readBody(response, ANSWER_MAX, request);
    if (!response.ok) {
      await read.catch(() => undefined);
      throw refusal(response, clock);
    }
    await read;
    patience.hasPut(bytes.length, clock.now() - began);
    const etag = response.headers.get('etag');
    // Behind a store whose CORS rules do not expose it, nothing could be completed.
    if (!etag) throw new SealdropError('unexpected');
    return etag;
  });
}

/** A range of an object whose whole size is known. Bytes. */
export interface StoredRange {
  readonly offset: number;
  readonly size: number;
  readonly objectSize: number;
}

/**
 * Exactly the bytes [offset, offset + size), in `memory` where it has room for them, or in what it was moved to. Throws
 * damaged where the object has another size, garbled where the answer is that of another question, url-refused,
 * server-unreachable.
 */
export async function getRange(
  fetch: Fetch,
  url: string,
  { offset, size, objectSize }: StoredRange,
  ports: StorePorts & { readonly memory?: Bytes | null },
): Promise<Bytes> {
  const last = offset + size - 1;
  const headers = { range: `bytes=${offset}-${last}` };
  const request = watched(ports, (patience) => patience.forAnswer());
  return await request.run(async () => {
    const response = await send(fetch, url, { method: 'GET', headers }, request);
    const wrong = wrongAnswer(response, { first: offset, last, objectSize });
    if (wrong) {
      await response.body?.cancel();
      throw new SealdropError(wrong);
    }
    if (!response.ok) throw await refused(response, request.clock);
    const bytes = await reading(request, (look) => readInto(response, memoryOf(size, ports.memory), look));
    // A clean end before the range's end: shortened in the store, or cut on the way.
    if (bytes.length < size) throw cutOrShort(response, size);
    return bytes;
  });
}

/** Whether this cannot be the range that was asked for. */
function wrongAnswer(
  response: Response,
  { first, last, objectSize }: { first: number; last: number; objectSize: number },
): 'damaged' | 'garbled' | null {
  if (response.status === 416) return 'damaged';
  if (!response.ok) return null;
  // The whole object, from somebody in between who knows no ranges.
  if (response.status !== 206) return 'garbled';
  // Stores that expose the header say where the bytes are from and how large the object is: longer or shorter than
  // signed is damage.
  const stated = /^bytes (\d{1,16})-(\d{1,16})\/(\d{1,16}|\*)$/.exec(
    response.headers.get('content-range') ?? '',
  );
  if (!stated) return null;
  const [, from, to, total] = stated;
  if (total !== '*' && Number(total) !== objectSize) return 'damaged';
  // One that ends before it should is a cut object, which its length tells.
  return Number(from) === first && Number(to) <= last ? null : 'garbled';
}

/** The whole object, at most `max` bytes. Throws damaged above that, url-refused, server-unreachable. */
export async function getBytes(fetch: Fetch, url: string, max: number, ports: StorePorts): Promise<Bytes> {
  const request = watched(ports, (patience) => patience.forAnswer());
  return await request.run(async () => {
    const response = await send(fetch, url, { method: 'GET' }, request);
    if (!response.ok) throw await refused(response, request.clock);
    return await readBody(response, max, request);
  });
}

/** One request with its watchdog. */
interface Watched {
  readonly dog: Watchdog;
  readonly clock: Clock;
  readonly patience: Patience;
  /** Whoever may stop it. */
  readonly outer: AbortSignal;
  readonly onBytes: (() => void) | undefined;
  /** Runs it to its end, and takes the watchdog away. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
}

function watched(ports: StorePorts, first: (patience: Patience) => number): Watched {
  const { signal: outer, clock = systemClock, patience = newPatience(), onBytes } = ports;
  const dog = watchdog(outer, first(patience), clock);
  return {
    dog,
    clock,
    patience,
    outer,
    onBytes,
    run: async (work) => {
      try {
        const result = await work();
        patience.wentWell();
        return result;
      } catch (error) {
        if (dog.hasBitten()) patience.gaveUp();
        throw error;
      } finally {
        dog.stop();
      }
    },
  };
}

async function send(
  fetch: Fetch,
  url: string,
  init: RequestInit,
  { dog, outer }: Watched,
): Promise<Response> {
  const options: RequestInit = {
    ...init,
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    signal: dog.signal,
  };
  try {
    return await fetch(url, options);
  } catch (error) {
    throw lost(error, outer);
  }
}

/** One that was moved away has no room at all. */
function memoryOf(size: number, memory: Bytes | null = null): Bytes {
  return memory && memory.buffer.byteLength >= size
    ? new Uint8Array(memory.buffer, 0, size)
    : new Uint8Array(size);
}

function readBody(response: Response, max: number, request: Watched): Promise<Bytes> {
  return reading(request, (look) => readCapped(response, max, look));
}

async function reading(
  { dog, patience, outer, onBytes }: Watched,
  read: (look: Reading) => Promise<Bytes>,
): Promise<Bytes> {
  dog.feed(patience.forByte());
  const fed = () => {
    dog.feed(patience.forByte());
    onBytes?.();
  };
  try {
    return await read({ signal: dog.signal, onBytes: fed });
  } catch (error) {
    // More bytes than there can be.
    if (error instanceof SealdropError) throw new SealdropError('damaged', { cause: error });
    throw lost(error, outer);
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
async function refused(response: Response, clock: Clock): Promise<SealdropError> {
  await response.body?.cancel();
  return refusal(response, clock);
}

function refusal({ status, headers }: Response, clock: Clock): SealdropError {
  if (status === 507) return new SealdropError('storage-full');
  if (status < 500 && status !== 429) return new SealdropError('url-refused');
  const retryAfter = retryAfterOf(headers, clock.now());
  const details = retryAfter === null ? {} : { retryAfter };
  return new SealdropError(status === 429 ? 'rate-limited' : 'server-unreachable', { details });
}
