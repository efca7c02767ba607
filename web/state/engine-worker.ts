/** The one place where the worker is made. */
// oxlint-disable-next-line import/default -- Vite makes this module of the query
import workerUrl from '../engine/worker.ts?worker&url';
import { trustedUrl } from './trusted-url.ts';

export function startWorker(): Worker {
  return new Worker(trustedUrl(workerUrl), { type: 'module', name: 'engine' });
}
