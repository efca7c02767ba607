/** The one place where the worker is made. */

import { trustedUrl } from '../engine/trusted-url.ts';
import workerUrl from '../engine/worker.ts?worker&url';

export function startWorker(): Worker {
  return new Worker(trustedUrl(workerUrl), { type: 'module', name: 'engine' });
}
