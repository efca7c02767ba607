/** What a server that is busy says of when to come back: the header Retry-After, as seconds or as a date (RFC 9110). */

/** Nobody is kept waiting for longer, whatever a server says. Seconds. */
export const RETRY_AFTER_MAX = 120;

/**
 * Seconds to wait, whole, at most RETRY_AFTER_MAX; null where the answer says nothing that can be understood. A date is
 * measured against the answer's own, where it has one: the clock of this device (`now`, Unix milliseconds) may be wrong.
 */
export function retryAfterOf(headers: Headers, now: number): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,10}$/.test(text)) return Math.min(Number(text), RETRY_AFTER_MAX);
  const at = dateOf(text);
  if (at === null) return null;
  const seconds = Math.ceil((at - (dateOf(headers.get('date') ?? '') ?? now)) / 1000);
  return Math.min(Math.max(seconds, 0), RETRY_AFTER_MAX);
}

/** Unix milliseconds of "Sun, 06 Nov 1994 08:49:37 GMT". Other spellings are none: engines guess differently. */
function dateOf(text: string): number | null {
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
