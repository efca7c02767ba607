/** The one place where the engine worker and its part workers are made. */

import partWorkerUrl from '../engine/part-worker.ts?worker&url';
import { trustedUrl } from '../engine/trusted-url.ts';
import workerUrl from '../engine/worker.ts?worker&url';
import type { Engine } from './engine.ts';

export function startWorker(): Worker {
  return new Worker(trustedUrl(workerUrl), { type: 'module', name: 'engine' });
}

/** Makes a part worker whenever the engine asks for one, and tells it of those that are lost. */
export function servePartWorkers(engine: Engine): void {
  engine.on((event) => {
    if (event.type !== 'part-worker') return;
    const { id, port } = event;
    const worker = new Worker(trustedUrl(partWorkerUrl), { type: 'module', name: 'parts' });
    worker.addEventListener('error', (failure) => {
      failure.preventDefault();
      worker.terminate();
      engine.call('part-worker-lost', { id }).catch(() => undefined);
    });
    worker.postMessage(null, [port]);
  });
}
