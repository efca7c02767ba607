/** The one place where the worker is made. */
// oxlint-disable-next-line import/default -- Vite makes this module of the query

import { trustedUrl } from '../engine/trusted-url.ts';
import workerUrl from '../engine/worker.ts?worker&url';

export function startWorker(): Worker {
  return new Worker(trustedUrl(workerUrl), { type: 'module', name: 'engine' });
}
