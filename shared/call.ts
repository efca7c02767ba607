/**
 * One call of the API: sent, with its bearer token or a signature where it needs one; the answer capped, parsed strictly
 * and turned into a value or a SealdropError, for here the server is the adversary.
 */
import * as v from 'valibot';
import { type Bytes, toBase64Url, utf8 } from './bytes.ts';
import { type Clock, systemClock, watchdog } from './clock.ts';
import { configAnswer, errorAnswer, UPLOAD_TOKEN_HEADER } from './contract.ts';
import { signRequest } from './crypto/http-signature.ts';
import type { Identity } from './crypto/identity.ts';
import { SealdropError } from './errors.ts';
import { originsOf } from './public-origin.ts';
import { retryAfterOf } from './retry-after.ts';

/** The part of fetch that the client uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface Call<S extends v.GenericSchema> {
  readonly method: string;
  /** With the query, in the spelling that a URL has. */
  readonly path: string;
  readonly token?: Bytes;
  /** The site's own, where only those who have it may upload. */
  readonly uploadToken?: string | null | undefined;
  /** Whose key signs the request. */
  readonly signer?: Identity;
  readonly body?: unknown;
  readonly answer: S;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the connection counts as lost. */
  readonly timeout?: number;
}

export type Caller = <S extends v.GenericSchema>(request: Call<S>) => Promise<v.InferOutput<S>>;

/** Answers are at most a page of the inbox, a header, or a list of 10,000 parts. */
const ANSWER_MAX = 4 * 1_048_576;
/** A connection can die without a word, when a laptop sleeps for one. */
const TIMEOUT = 60_000;

/** `origin` as in location.origin: what is signed, whatever the server calls itself. `clock` measures the timeouts. */
export function createCaller(origin: string, fetch: Fetch, clock: Clock = systemClock): Caller {
  /** Seconds that the server's clock is ahead of this one, once it has said so. */
  let ahead = 0;
  const secondsHere = () => Math.floor(clock.now() / 1000);

  async function send<S extends v.GenericSchema>(
    request: Call<S>,
  ): Promise<{ response: Response; answer: unknown }> {
    const { method, token, uploadToken, signer } = request;
    const url = `${origin}${request.path}`;
    const body = request.body === undefined ? null : JSON.stringify(request.body);
    const signature = signer
      ? await signRequest({
          identity: signer,
          method,
          targetUri: url,
          body: body === null ? null : utf8(body),
          now: secondsHere() + ahead,
        })
      : {};
    const dog = watchdog(request.signal ?? null, request.timeout ?? TIMEOUT, clock);
    const init: RequestInit = {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${toBase64Url(token)}` } : {}),
        ...(uploadToken ? { [UPLOAD_TOKEN_HEADER]: uploadToken } : {}),
        ...(body === null ? {} : { 'content-type': 'application/json' }),
        ...signature,
      },
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      ...(body === null ? {} : { body }),
      signal: dog.signal,
    };
    try {
      const response = await fetch(url, init);
      return { response, answer: await readJson(response, dog.signal) };
    } catch (error) {
      if (request.signal?.aborted) throw new SealdropError('cancelled', { cause: error });
      if (error instanceof SealdropError) throw error;
      throw new SealdropError('server-unreachable', { cause: error });
    } finally {
      dog.stop();
    }
  }

  /** Signatures name the page's address, so at any other than the server's own none can hold. */
  async function otherOrigin(): Promise<SealdropError | null> {
    const asked = { method: 'GET', path: '/api/config', answer: configAnswer };
    const { answer } = await send(asked).catch(() => ({ answer: null }));
    const parsed = v.safeParse(configAnswer, answer);
    if (!parsed.success || originsOf(parsed.output.publicOrigin).includes(origin)) return null;
    return new SealdropError('other-origin', { details: { origin: parsed.output.publicOrigin } });
  }

  return async (request) => {
    let { response, answer } = await send(request);
    const theirs = request.signer ? clockOf(answer) : null;
    if (!response.ok && theirs !== null) {
      // Once: a server that is never content with its own time leaves the person's clock to blame.
      ahead = theirs - secondsHere();
      ({ response, answer } = await send(request));
    }
    if (!response.ok) {
      const error = errorOf(response.status, answer, retryAfterOf(response.headers, clock.now()));
      throw (request.signer && error.code === 'wrong-signature' && (await otherOrigin())) || error;
    }
    // No JSON at all: cut where nothing says its length, or the words of somebody in between.
    if (answer === noJson) throw new SealdropError('garbled');
    const parsed = v.safeParse(request.answer, answer);
    if (!parsed.success) throw new SealdropError('unexpected');
    return parsed.output;
  };
}

/** The server's time where it finds a signature's wrong. */
function clockOf(answer: unknown): number | null {
  const parsed = v.safeParse(errorAnswer, answer);
  return parsed.success && parsed.output.error.code === 'clock-wrong'
    ? (parsed.output.error.now ?? null)
    : null;
}

/** The error of an answer of 400 or more; where it does not say one of ours, what its status says. */
function errorOf(status: number, answer: unknown, retryAfter: number | null): SealdropError {
  const wait = retryAfter === null ? {} : { retryAfter };
  const parsed = v.safeParse(errorAnswer, answer);
  if (parsed.success) {
    const { code, now: _now, ...details } = parsed.output.error;
    // The status says whether the failure is the server's, which may pass.
    return new SealdropError(code, { details: { ...wait, ...definedOnly(details) }, cause: status });
  }
  if (status === 429) return new SealdropError('rate-limited', { details: wait });
  // A proxy in front of an API that is down answers for it.
  if (status >= 500) return new SealdropError('server-unreachable', { details: wait });
  return new SealdropError(answer === noJson ? 'garbled' : 'unexpected');
}

function definedOnly<T extends object>(details: T): { [K in keyof T]: NonNullable<T[K]> } {
  const entries = Object.entries(details).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: NonNullable<T[K]> };
}

/** In place of a value that was no JSON. */
const noJson = Symbol('no JSON');

async function readJson(response: Response, signal: AbortSignal): Promise<unknown> {
  const bytes = await readCapped(response, ANSWER_MAX, { signal });
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return noJson;
  }
}

/** Who looks on while an answer is read. */
export interface Reading {
  /** Ends it, whether or not the engine's fetch passes that on to a body that has begun. */
  readonly signal: AbortSignal;
  /** Called whenever some bytes have come. */
  readonly onBytes?: () => void;
}

/** All bytes of an answer. Throws unexpected as soon as they are more than `max`, whatever its headers say. */
export async function readCapped(
  response: Response,
  max: number,
  { signal, onBytes }: Reading,
): Promise<Bytes> {
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array(0);
  return await whileWanted(reader, signal, async () => {
    let buffer = new Uint8Array(Math.min(max, Number(response.headers.get('content-length')) || 65_536));
    let length = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (signal.aborted) throw signal.reason;
      if (done) return buffer.subarray(0, length);
      onBytes?.();
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
  });
}

/** Reads, and cancels the reader where the signal aborts: bodies were seen to stay open after their request was aborted. */
async function whileWanted<T>(
  reader: Pick<IntoReader, 'cancel'>,
  signal: AbortSignal,
  read: () => Promise<T>,
): Promise<T> {
  const abandon = () => void reader.cancel().catch(() => undefined);
  if (signal.aborted) abandon();
  signal.addEventListener('abort', abandon);
  try {
    return await read();
  } finally {
    signal.removeEventListener('abort', abandon);
  }
}

/**
 * The bytes of an answer in `memory`, or in what it was moved to: all of it, or less where the answer ends early. Throws
 * unexpected as soon as there are more.
 */
export async function readInto(
  response: Response,
  memory: Bytes,
  { signal, onBytes }: Reading,
): Promise<Bytes> {
  if (!response.body) return memory.subarray(0, 0);
  // Of memory that was moved away a view tells nothing.
  const { byteOffset, length: room } = memory;
  const reader = intoReader(response.body);
  return await whileWanted(reader, signal, async () => {
    let filled = memory;
    for (let length = 0; ; ) {
      const isFull = length === room;
      // Behind the last byte one more is asked for, which must not come.
      const { done, value } = await reader.read(isFull ? new Uint8Array(1) : filled.subarray(length));
      if (signal.aborted) throw signal.reason;
      if (value && !isFull && value.length <= room - length) {
        filled = new Uint8Array(value.buffer, byteOffset, room);
        length += value.length;
      } else if (value && value.length > 0) {
        await reader.cancel();
        throw new SealdropError('unexpected');
      }
      if (done) return filled.subarray(0, length);
      onBytes?.();
    }
  });
}

/** Reads into a view, or answers another one where more came than it holds. */
interface IntoReader {
  readonly read: (view: Bytes) => Promise<{ readonly done: boolean; readonly value?: Bytes | undefined }>;
  readonly cancel: () => Promise<void>;
}

function intoReader(body: ReadableStream<Bytes>): IntoReader {
  try {
    return body.getReader({ mode: 'byob' });
  } catch {
    // WebKit's bodies are no streams of bytes.
    const reader = body.getReader();
    return {
      cancel: () => reader.cancel(),
      async read(view) {
        const { done, value } = await reader.read();
        if (done || value.length > view.length) return { done, value };
        view.set(value);
        return { done, value: view.subarray(0, value.length) };
      },
    };
  }
}
