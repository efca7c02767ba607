/** Calls, answers, events and death, over a worker that is a list. */
import { expect, it, vi } from 'vitest';
import type { EngineEvent, FromWorker, ToWorker } from '../engine/protocol.ts';
import { createEngine, type WorkerPort } from './engine.ts';

function fakeWorker() {
  const target = new EventTarget();
  const sent: ToWorker[] = [];
  const port = {
    postMessage: (message: ToWorker) => sent.push(message),
    addEventListener: target.addEventListener.bind(target),
  } as unknown as WorkerPort;
  const say = (data: FromWorker): void => void target.dispatchEvent(new MessageEvent('message', { data }));
  const die = (): void => void target.dispatchEvent(new Event('error', { cancelable: true }));
  return { port, sent, say, die };
}

it('pairs answers with calls, in any order', async () => {
  const { port, sent, say } = fakeWorker();
  const engine = createEngine(port);
  const shares = engine.call('own-shares', { which: 'all' });
  const stop = engine.call('stop', { shareId: 'x' });
  expect(sent.map(({ command }) => command)).toEqual(['own-shares', 'stop']);
  say({ id: sent[1]?.id ?? 0, output: null });
  say({ id: sent[0]?.id ?? 0, output: [] });
  await expect(Promise.all([shares, stop])).resolves.toEqual([[], null]);
});

it('rejects with the code and its details', async () => {
  const { port, sent, say } = fakeWorker();
  const call = createEngine(port).call('unlock', { tab: '', passphrase: 'x' });
  say({ id: sent[0]?.id ?? 0, error: { code: 'ended', details: { reason: 'limit' } } });
  await expect(call).rejects.toMatchObject({
    name: 'SealdropError',
    code: 'ended',
    details: { reason: 'limit' },
  });
});

it('hands events on', () => {
  const { port, say } = fakeWorker();
  const heard: EngineEvent[] = [];
  createEngine(port).on((event) => heard.push(event));
  say({ type: 'own-shares-changed' });
  expect(heard).toEqual([{ type: 'own-shares-changed' }]);
});

it('rejects everything, once, when the worker dies', async () => {
  const { port, die } = fakeWorker();
  const engine = createEngine(port);
  const mourn = vi.fn<() => void>();
  engine.onDeath(mourn);
  const call = engine.call('own-shares', { which: 'all' });
  die();
  die();
  await expect(call).rejects.toMatchObject({ code: 'unexpected' });
  await expect(engine.call('own-shares', { which: 'all' })).rejects.toMatchObject({ code: 'unexpected' });
  expect(mourn).toHaveBeenCalledTimes(1);
});
