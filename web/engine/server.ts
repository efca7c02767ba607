/** This origin's API and object store, as every part of the engine reaches them. */
import { createClient, type Fetch } from '../../shared/client.ts';
import type { PresignedPut } from '../../shared/contract.ts';

export const storeFetch: Fetch = (url, init) => fetch(new URL(url, self.location.origin), init);

export const client = createClient(self.location.origin, (url, init) => fetch(url, init));

export type { PresignedPut };

/** Unix seconds. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}
