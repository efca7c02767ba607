/**
 * One visit with nothing in any cache: a browser context of its own, on a slow line and with a slow processor, as the DevTools
 * protocol makes them. Answers the script bytes that came and when the largest thing was painted.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { PlainBrowser } from '../../e2e/cdp.ts';

/** What a visit is throttled to. */
export const THROTTLE = { megabits: 1.6, latencyMs: 150, slowdown: 4 } as const;

const TIMEOUT = 60_000;
const ASK_EVERY = 50;
/** Milliseconds without a script on its way, after which all that the first use takes has come. */
const QUIET = 1_500;

export interface Visit {
  /** Of all scripts, compressed, as they came over the line. */
  readonly scriptBytes: number;
  /** From the beginning of the first navigation: a page that loads itself again is still being waited for. */
  readonly largestPaint: number;
  /** Until the element that was waited for was there, in steps of ASK_EVERY. */
  readonly usable: number;
  readonly scripts: Readonly<Record<string, number>>;
}

type Params = Readonly<Record<string, unknown>>;

/** Runs in each document before its own scripts. */
const observe = `new PerformanceObserver((list) => {
  for (const { startTime } of list.getEntries()) largestPainted(String(performance.timeOrigin + startTime));
}).observe({ type: 'largest-contentful-paint', buffered: true });
largestPainted('0 ' + performance.timeOrigin);`;

/** Visits `url` until the page holds an element that `ready` (a CSS selector) names. */
export async function visit(browser: PlainBrowser, url: string, ready: string): Promise<Visit> {
  const { wire } = browser;
  const { browserContextId } = await wire.send('Target.createBrowserContext');
  const { targetId } = await wire.send('Target.createTarget', { url: 'about:blank', browserContextId });
  const { sessionId } = await wire.send('Target.attachToTarget', { targetId, flatten: true });

  const scripts = new Map<string, number>();
  const pending = new Map<string, string>();
  const headers = new Map<string, number>();
  let lastChange = performance.now();
  let began = Number.POSITIVE_INFINITY;
  let painted = 0;
  let usable = 0;

  const look = (method: string, params: Params): void => {
    const id = params['requestId'] as string;
    if (method === 'Network.requestWillBeSent') {
      const { pathname } = new URL((params['request'] as { url: string }).url);
      if (!pathname.endsWith('.js')) return;
      pending.set(id, pathname);
      lastChange = performance.now();
    }
    if (method === 'Network.responseReceived') {
      headers.set(id, (params['response'] as { encodedDataLength?: number }).encodedDataLength ?? 0);
    }
    const path = pending.get(id);
    if (path !== undefined && (method === 'Network.loadingFinished' || method === 'Network.loadingFailed')) {
      pending.delete(id);
      // What comes from the cache after a reload has come once.
      const bytes = Number(params['encodedDataLength'] ?? 0) - (headers.get(id) ?? 0);
      scripts.set(path, Math.max(bytes, scripts.get(path) ?? 0));
      lastChange = performance.now();
    }
    if (method === 'Runtime.bindingCalled') {
      const [first = '', origin] = (params['payload'] as string).split(' ');
      if (origin === undefined) painted = Number(first);
      else {
        began = Math.min(began, Number(origin));
        // Of a document that is gone nothing is seen any more.
        painted = 0;
      }
    }
  };

  async function throttle(session: string, isPage: boolean): Promise<void> {
    // What a worker's session does not know must not leave the worker waiting.
    const send = (method: string, params: Params = {}) =>
      wire.send(method, params, session).catch((error: unknown) => {
        if (isPage) throw error;
        return {};
      });
    wire.listen(session, (method, params) => {
      look(method, params);
      // A worker may have ended with its page before it is throttled.
      if (method === 'Target.attachedToTarget')
        throttle(params['sessionId'] as string, false).catch(() => undefined);
    });
    await send('Network.enable');
    await send('Network.emulateNetworkConditions', {
      offline: false,
      latency: THROTTLE.latencyMs,
      downloadThroughput: (THROTTLE.megabits * 1e6) / 8,
      uploadThroughput: (THROTTLE.megabits * 1e6) / 8,
    });
    // Workers wait until they are throttled too; the slow processor is the page's alone, for the protocol knows no other.
    await send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
    if (!isPage) {
      await send('Runtime.runIfWaitingForDebugger');
      return;
    }
    for (const domain of ['Page', 'Runtime']) await send(`${domain}.enable`);
    await send('Emulation.setCPUThrottlingRate', { rate: THROTTLE.slowdown });
    await send('Runtime.addBinding', { name: 'largestPainted' });
    await send('Page.addScriptToEvaluateOnNewDocument', { source: observe });
  }

  async function isReady(): Promise<boolean> {
    const expression = `document.querySelector(${JSON.stringify(ready)}) !== null`;
    const answer = await wire.send('Runtime.evaluate', { expression }, sessionId as string).catch(() => null);
    return (answer?.['result'] as { value?: unknown } | undefined)?.value === true;
  }

  try {
    await throttle(sessionId as string, true);
    await wire.send('Page.navigate', { url }, sessionId as string);
    const end = performance.now() + TIMEOUT;
    while (usable === 0 || performance.now() - lastChange < QUIET) {
      if (usable === 0 && (await isReady())) usable = Date.now();
      if (performance.now() > end) throw new Error(`not within ${TIMEOUT} ms: ${ready}`);
      await wait(ASK_EVERY);
    }
    if (painted === 0) throw new Error('nothing was painted');
    // The protocol tells of a worker's script that it was asked for, and not always that it came: its size is that of the file.
    for (const path of pending.values()) {
      scripts.set(path, (await stat(join('dist/web', `${path}.br`))).size);
    }
    const scriptBytes = [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0);
    return {
      scriptBytes,
      largestPaint: painted - began,
      usable: usable - began,
      scripts: Object.fromEntries(scripts),
    };
  } finally {
    await wire.send('Target.disposeBrowserContext', { browserContextId });
  }
}
