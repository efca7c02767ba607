/** Answers that are not the server's, or not to the question that was asked. */
import type { Fault } from './faults.ts';
import { flipped, mangledRange } from './mangling.ts';
import { type Answered, type Passed, pass } from './upstream.ts';

/** Seconds that a busy server asks for at most. */
const RETRY_AFTER_MAX = 300;
const HTML = { 'content-type': 'text/html' };

/** What somebody in between says in the server's place; null: nothing. */
export function refusalOf({ kind, roll }: Fault): Answered | null {
  const seconds = 1 + Math.floor(roll * RETRY_AFTER_MAX);
  if (kind === 'busy-seconds') return busy(`${seconds}`);
  if (kind === 'busy-date') return busy(new Date(Date.now() + seconds * 1000).toUTCString());
  if (kind !== 'error-500') return null;
  // Half of them as the API itself fails.
  if (roll < 0.5) {
    const headers = { 'content-type': 'application/json' };
    return { status: 500, headers, body: Buffer.from('{"error":{"code":"unexpected"}}') };
  }
  return { status: 500, headers: HTML, body: Buffer.from('<h1>Internal Server Error</h1>') };
}

function busy(retryAfter: string): Answered {
  const headers = { ...HTML, 'retry-after': retryAfter };
  return { status: 503, headers, body: Buffer.from('<h1>Busy</h1>') };
}

/** What the server at `real` answers, to the question or to what has become of it, or what becomes of its answer. */
export async function answerOf(real: string, passed: Passed, fault: Fault | null): Promise<Answered> {
  const { path, body } = passed;
  const kind = fault?.kind;
  const roll = fault?.roll ?? 0;
  if (kind === 'expired') {
    // The store's own words, for a time that is over.
    return await pass(real, { ...passed, path: path.replace(/\bexpires=\d+/, 'expires=1') }, false);
  }
  if (kind === 'flip-up') return await pass(real, { ...passed, body: flipped(body, roll) });
  if (kind === 'flip-down') {
    const answered = await pass(real, passed);
    return { ...answered, body: flipped(answered.body, roll) };
  }
  if (kind === 'other-range' || kind === 'whole-for-range' || kind === 'wrong-content-range') {
    const { range = '', ...headers } = passed.headers;
    const whole = await pass(real, { ...passed, headers });
    return mangledRange(whole, { range, kind, roll });
  }
  return await pass(real, passed);
}
