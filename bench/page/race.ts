/** Workers that start at one moment, and the time until the last of them is done. */
import { helperHost, startHelper } from '../../web/engine/helper-host.ts';
import { createCaller, portOf, serve } from '../../web/engine/rpc.ts';
import { trustedUrl } from '../../web/engine/trusted-url.ts';
import type { FromLane, Job, ToLane } from '../workers/job.ts';
import workerUrl from '../workers/worker.ts?worker&url';

/** A worker that has prepared a job. */
export interface Lane {
  readonly run: (go: unknown) => Promise<unknown>;
  readonly end: () => void;
}

/** Starts a worker and resolves when it has prepared `job`. */
export async function prepareLane(job: Job, input: unknown): Promise<Lane> {
  const worker = new Worker(trustedUrl(workerUrl), { type: 'module', name: job });
  const port = portOf(worker);
  serve(port, helperHost(createCaller(port), startHelper).handlers);
  const ask = (message: ToLane, wanted: 'ready' | 'done') =>
    new Promise<unknown>((resolve, reject) => {
      worker.addEventListener('error', (event) => reject(new Error(`${job}: ${event.message}`)));
      const take = ({ data }: MessageEvent<FromLane>) => {
        if (data.lane !== 'failed' && data.lane !== wanted) return;
        worker.removeEventListener('message', take);
        if (data.lane === 'failed') reject(new Error(`${job}: ${data.words}`));
        else resolve('output' in data ? data.output : undefined);
      };
      worker.addEventListener('message', take);
      worker.postMessage(message);
    });
  await ask({ job, input }, 'ready');
  return { run: (go) => ask({ go }, 'done'), end: () => worker.terminate() };
}

/**
 * A lane for each input. When all are ready the clock starts, and `body` runs them; answers its milliseconds and what
 * it answered.
 */
export async function race<T>(
  job: Job,
  inputs: readonly unknown[],
  body: (lanes: readonly Lane[]) => Promise<T>,
): Promise<{ milliseconds: number; output: T }> {
  const lanes = await Promise.all(inputs.map((input) => prepareLane(job, input)));
  try {
    const started = performance.now();
    const output = await body(lanes);
    return { milliseconds: performance.now() - started, output };
  } finally {
    for (const lane of lanes) lane.end();
  }
}

/** The same, where all lanes do the same with `go`. Answers what each of them answered. */
export function raceAll<T>(job: Job, inputs: readonly unknown[], go: unknown) {
  return race(job, inputs, (lanes) => Promise.all(lanes.map(({ run }) => run(go) as Promise<T>)));
}
