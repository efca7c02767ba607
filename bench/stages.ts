/**
 * Where the time of a page's workers goes: the calls that matter are timed in every worker of a page, from before its first
 * line. A run that is watched so is never one that counts.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { PlainPage, Wire } from '../e2e/cdp.ts';

/** Milliseconds, and how often. */
const LOOK_AGAIN = 10;
const ATTEMPTS = 100;

/** One kind of call in one worker. */
export interface Stage {
  readonly calls: number;
  /** Milliseconds of all calls, and of the time in which at least one ran. */
  readonly sum: number;
  readonly busy: number;
}

declare global {
  var benchStages: Record<string, { calls: number; sum: number; busy: number; open: number; since: number }>;
}

/** Watches the workers that this page will make. Answers how to ask for their stages, by worker. */
export async function watchStages(
  wire: Wire,
  page: PlainPage,
): Promise<() => Promise<Record<string, Record<string, Stage>>>> {
  const workers = new Map<string, string>();

  const attach = (sessionId: string) =>
    wire.send(
      'Target.setAutoAttach',
      { autoAttach: true, waitForDebuggerOnStart: true, flatten: true },
      sessionId,
    );

  function listen(parent: string): void {
    wire.listen(parent, (method, parameters) => {
      if (method !== 'Target.attachedToTarget') return;
      const { sessionId, targetInfo } = parameters as {
        sessionId: string;
        targetInfo: { type: string; title: string; url: string };
      };
      if (targetInfo.type === 'worker') {
        workers.set(sessionId, `${targetInfo.title || targetInfo.url} ${workers.size + 1}`);
      }
      listen(sessionId);
      void begin(sessionId).catch(() => undefined);
    });
  }

  async function begin(sessionId: string): Promise<void> {
    const expression = `(${instrument.toString()})()`;
    await wire.send('Runtime.evaluate', { expression }, sessionId);
    await attach(sessionId);
    await wire.send('Runtime.runIfWaitingForDebugger', {}, sessionId);
    // What only secure contexts have is not there before the worker knows where it comes from.
    const secure = `${expression}, 'SubtleCrypto' in globalThis`;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const answer = await wire.send('Runtime.evaluate', { expression: secure }, sessionId);
      if ((answer['result'] as { value?: unknown }).value === true) return;
      await wait(LOOK_AGAIN);
    }
  }

  listen(page.sessionId);
  await attach(page.sessionId);

  return async () => {
    const found: Record<string, Record<string, Stage>> = {};
    for (const [sessionId, name] of workers) {
      const expression = 'globalThis.benchStages';
      const answer = await wire
        .send('Runtime.evaluate', { expression, returnByValue: true }, sessionId)
        .catch(() => null);
      const { value } = (answer?.['result'] ?? {}) as { value?: typeof benchStages };
      if (value)
        found[name] = Object.fromEntries(Object.entries(value).map(([stage, one]) => [stage, rounded(one)]));
    }
    return found;
  };
}

function rounded({ calls, sum, busy }: Stage): Stage {
  return { calls, sum: Math.round(sum), busy: Math.round(busy) };
}

/** Runs in a worker. */
function instrument(): void {
  const stages: typeof benchStages = globalThis.benchStages ?? {};
  globalThis.benchStages = stages;
  const wrapped = Symbol.for('bench');

  function timed<T>(name: string, call: () => Promise<T>): Promise<T> {
    const stage = (stages[name] ??= { calls: 0, sum: 0, busy: 0, open: 0, since: 0 });
    const started = performance.now();
    stage.calls++;
    if (stage.open++ === 0) stage.since = started;
    const end = () => {
      const now = performance.now();
      stage.sum += now - started;
      if (--stage.open === 0) stage.busy += now - stage.since;
    };
    const running = call();
    running.then(end, end);
    return running;
  }

  function wrap(owner: object, method: string, nameOf: (given: readonly unknown[]) => string): void {
    const original = Reflect.get(owner, method) as ((...given: unknown[]) => Promise<unknown>) | undefined;
    if (!original || wrapped in original) return;
    function measured(this: unknown, ...given: unknown[]) {
      return timed(nameOf(given), () => Reflect.apply(original as () => Promise<unknown>, this, given));
    }
    Reflect.set(owner, method, Object.assign(measured, { [wrapped]: true }));
  }

  wrap(Blob.prototype, 'arrayBuffer', () => 'read');
  wrap(Blob.prototype, 'bytes', () => 'read');
  const methods: readonly (readonly [string, string])[] = [
    ['ReadableStreamDefaultReader', 'read'],
    ['ReadableStreamBYOBReader', 'read'],
    ...['encrypt', 'decrypt', 'digest', 'sign'].map((method) => ['SubtleCrypto', method] as const),
  ];
  for (const [type, method] of methods) {
    const owner = Reflect.get(globalThis, type) as { prototype: object } | undefined;
    if (owner) wrap(owner.prototype, method, () => (method === 'read' ? 'read of a stream' : method));
  }
  wrap(Response.prototype, 'arrayBuffer', () => 'body');
  wrap(globalThis, 'fetch', ([where, init]) => {
    const { method = 'GET' } = (init ?? {}) as RequestInit;
    return String(where).includes('/api/') ? 'API' : method;
  });
}
