/** This origin's API and object store, as every part of the engine reaches them, and the time that it goes by. */
import { createClient } from '../../shared/client.ts';
import { pacedClock } from '../../shared/paced-clock.ts';

const paced = pacedClock();

/** Measures pauses and watchdogs. */
export const { clock } = paced;

/** How many times faster pauses pass than they should: GET /api/config says so, and only where networks are tested. */
export const { setPace, pace } = paced;

export { storeFetch } from './store-fetch.ts';

export const client = createClient(self.location.origin, (url, init) => fetch(url, init), clock);

/** Unix seconds. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}
