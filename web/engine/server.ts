/** This origin's API and object store, as every part of the engine reaches them. */
import { createClient } from '../../shared/client.ts';
import type { PresignedPut } from '../../shared/contract.ts';

export { storeFetch } from './store-fetch.ts';

export const client = createClient(self.location.origin, (url, init) => fetch(url, init));

export type { PresignedPut };

/** Unix seconds. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}
