/** How a download that the service worker feeds to the browser ends. */
import { expect, it } from 'vitest';
import type { FromServiceWorker, ToServiceWorker } from '../service-worker/stream-messages.ts';
import { saveToStream } from './stream-sink.ts';

/** A service worker that answers what it is given by `answer`, after a first pull. */
function feeding(
  answer: (given: ToServiceWorker['kind']) => FromServiceWorker['kind'] | null,
  signal: AbortSignal,
) {
  const { port1, port2 } = new MessageChannel();
  const given: ToServiceWorker['kind'][] = [];
  const say = (kind: FromServiceWorker['kind']) => port1.postMessage({ kind } satisfies FromServiceWorker);
  port1.addEventListener('message', ({ data }: MessageEvent<ToServiceWorker>) => {
    given.push(data.kind);
    const kind = answer(data.kind);
    if (kind) say(kind);
  });
  port1.start();
  async function* content() {
    for (let i = 0; i < 3; i++) yield new Uint8Array([i]);
  }
  say('pull');
  return { given, saved: saveToStream(port2, content(), signal) };
}

const never = new AbortController().signal;

it('is whole once its end was passed on', async () => {
  const { given, saved } = feeding((kind) => (kind === 'end' ? 'closed' : 'pull'), never);
  await saved;
  expect(given).toEqual(['piece', 'piece', 'piece', 'end']);
});

it('is stopped where the browser gives it up', async () => {
  const { given, saved } = feeding((kind) => (kind === 'piece' ? 'cancel' : null), never);
  await expect(saved).rejects.toMatchObject({ code: 'download-stopped' });
  await expect.poll(() => given).toEqual(['piece', 'fail']);
});

it('is cancelled where it is given up here', async () => {
  const controller = new AbortController();
  const { given, saved } = feeding((kind) => {
    if (kind === 'piece') controller.abort();
    return null;
  }, controller.signal);
  await expect(saved).rejects.toMatchObject({ code: 'cancelled' });
  await expect.poll(() => given).toEqual(['piece', 'fail']);
});
