/** Requests to the object store from a worker: addresses of this server's own store are paths. */
import type { Fetch } from '../../shared/call.ts';

export const storeFetch: Fetch = (url, init) => fetch(new URL(url, self.location.origin), init);
