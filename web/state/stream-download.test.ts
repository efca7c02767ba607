/** Where no download is to be had, and one that is lost; downloads themselves are tested end to end, in three browsers. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PageQuestion } from '../service-worker/page-messages.ts';
import type { OfferStream } from '../service-worker/stream-messages.ts';
import { MEMORY_MAX } from './save-plan.ts';
import { offerDownload } from './stream-download.ts';

const file = { name: 'large.bin', size: 2 ** 30 };
const tooLarge = { code: 'too-large-to-save', details: { limit: MEMORY_MAX } };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Its messages come within the turn, whatever a clock that is set by hand says. */
class QuickChannel {
  readonly port2 = Object.assign(new EventTarget(), { start: () => undefined });
  readonly port1 = {
    postMessage: (data: unknown) => void this.port2.dispatchEvent(new MessageEvent('message', { data })),
  };
}

/** A browser whose service worker answers by `answer`, null for not at all. Answers the locks that are held. */
function browserWith(answer: (message: OfferStream | PageQuestion) => boolean | null) {
  vi.stubGlobal('MessageChannel', QuickChannel);
  vi.stubGlobal('location', { origin: 'https://files.example' });
  const held = new Set<symbol>();
  const postMessage = (message: OfferStream | PageQuestion, [port]: readonly MessagePort[]) => {
    const answered = message.kind === 'offer' ? null : answer(message);
    if (answered !== null) port?.postMessage(answered);
  };
  vi.stubGlobal('navigator', {
    userAgent: '',
    locks: {
      request: async (_name: string, _options: unknown, run: () => Promise<void>) => {
        const lock = Symbol('lock');
        held.add(lock);
        await run();
        held.delete(lock);
      },
    },
    serviceWorker: {
      register: async () => undefined,
      ready: Promise.resolve({ active: { postMessage } }),
      getRegistration: async () => undefined,
    },
  });
  return held;
}

it('a browser that refuses locks, and with them service workers, cannot save so much: it is said, and not waited for', async () => {
  const refused = async () => {
    throw new DOMException('The request was denied.', 'SecurityError');
  };
  vi.stubGlobal('navigator', {
    userAgent: '',
    locks: { request: refused },
    serviceWorker: { register: refused },
  });
  await expect(offerDownload(file, () => undefined)).rejects.toMatchObject(tooLarge);
});

it('a service worker that does not take the offer is not waited for, and held up no longer', async () => {
  const asked: string[] = [];
  const held = browserWith(({ kind }) => {
    asked.push(kind);
    return null;
  });
  const offer = expect(offerDownload(file, () => undefined)).rejects.toMatchObject(tooLarge);
  await vi.advanceTimersByTimeAsync(11_000);
  await offer;
  expect(asked).toEqual(['know-download']);
  expect(held.size).toBe(0);
});

it.each([
  ['that does not know it any more', [false], 1],
  ['that is silent', [null, null, null], 1],
  ['that is silent once, as after a sleep', [null, true, null, true], 0],
] as const)('a service worker %s: %j', async (_, answers, times) => {
  const coming: (boolean | null)[] = [true, ...answers];
  browserWith(() => {
    const next = coming.shift();
    return next === undefined ? true : next;
  });
  const lost = vi.fn<() => void>();
  const download = await offerDownload(file, lost);
  await vi.advanceTimersByTimeAsync(26_000);
  expect(lost).toHaveBeenCalledTimes(times);
  download.end();
});
