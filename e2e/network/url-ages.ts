/**
 * The ages of the store's URLs in the clients' time. The server's own clock does not pass an hour with theirs, so what
 * would be over by then is known here, by when it was given out.
 */
import type { Clock } from '../../shared/clock.ts';

export interface UrlAges {
  /** Learns the URLs in an answer of the API. */
  readonly note: (path: string, answer: Buffer) => void;
  /** Whether an object's URL, path and query, is over. One that was never given out is not. */
  readonly isOver: (path: string) => boolean;
}

export function urlAges(clock: Clock): UrlAges {
  /** Milliseconds of the clients' time at which each is over. */
  const ends = new Map<string, number>();
  return {
    note: (path, answer) => {
      if (!path.startsWith('/api/')) return;
      for (const [, url = ''] of answer.toString('latin1').matchAll(/"url":"(\/objects\/[^"]+)"/g)) {
        const expires = Number(/\bexpires=(\d+)/.exec(url)?.[1]) * 1000;
        ends.set(url, clock.now() + expires - Date.now());
      }
    },
    isOver: (path) => (ends.get(path) ?? Number.POSITIVE_INFINITY) <= clock.now(),
  };
}
