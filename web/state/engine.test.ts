/** Calls, answers, events and death, over a worker that is a list. */
import { expect, it, vi } from 'vitest';
import type { EngineEvent } from '../engine/protocol.ts';
import { createEngine, type WorkerPort } from './engine.ts';

interface Sent {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

function fakeWorker() {
  const target = new EventTarget();
  const sent: Sent[] = [];
  const port = {
    postMessage: (message: Sent) => sent.push(message),
    addEventListener: target.addEventListener.bind(target),
  } as unknown as WorkerPort;
  const say = (data: unknown): void => void target.dispatchEvent(new MessageEvent('message', { data }));
  const die = (): void => void target.dispatchEvent(new Event('error', { cancelable: true }));
  return { port, sent, say, die };
}

const noHelper = () => {
  throw new Error('none');
};

it('pairs answers with calls, in any order', async () => {
  const { port, sent, say } = fakeWorker();
  const engine = createEngine(port, noHelper);
  const shares = engine.call('own-shares', { which: 'all' });
  const stop = engine.call('stop', { shareId: 'x' });
  expect(sent.map(({ name }) => name)).toEqual(['own-shares', 'stop']);
  say({ kind: 'answer', id: sent[1]?.id, output: null });
  say({ kind: 'answer', id: sent[0]?.id, output: [] });
  await expect(Promise.all([shares, stop])).resolves.toEqual([[], null]);
});

it('rejects with the code and its details', async () => {
  const { port, sent, say } = fakeWorker();
  const call = createEngine(port, noHelper).call('unlock', { tab: '', passphrase: 'x' });
  say({ kind: 'failure', id: sent[0]?.id, error: { code: 'ended', details: { reason: 'limit' } } });
  await expect(call).rejects.toMatchObject({
    name: 'SealdropError',
    code: 'ended',
    details: { reason: 'limit' },
  });
});

it('hands events on', () => {
  const { port, say } = fakeWorker();
  const heard: EngineEvent[] = [];
  createEngine(port, noHelper).on((event) => heard.push(event));
  say({ kind: 'told', name: 'event', input: { type: 'own-shares-changed' } });
  expect(heard).toEqual([{ type: 'own-shares-changed' }]);
});

it('rejects everything, once, when the worker dies', async () => {
  const { port, die } = fakeWorker();
  const engine = createEngine(port, noHelper);
  const mourn = vi.fn<() => void>();
  engine.onDeath(mourn);
  const call = engine.call('own-shares', { which: 'all' });
  die();
  die();
  await expect(call).rejects.toMatchObject({ code: 'unexpected' });
  await expect(engine.call('own-shares', { which: 'all' })).rejects.toMatchObject({ code: 'unexpected' });
  expect(mourn).toHaveBeenCalledTimes(1);
});

it('makes helpers, passes their messages on with what they carry, and says when one is lost', () => {
  const { port, sent, say } = fakeWorker();
  const helper = fakeWorker();
  const terminate = vi.fn<() => void>();
  createEngine(port, () => Object.assign(helper.port, { terminate }) as unknown as Worker);
  say({ kind: 'told', name: 'start-helper', input: { id: 3, kind: 'parts' } });
  const call = { kind: 'call', id: 1, name: 'send', input: { moved: new Uint8Array(8) } };
  say({ kind: 'told', name: 'to-helper', input: { id: 3, message: call } });
  expect(helper.sent).toEqual([call]);
  const answer = { kind: 'answer', id: 1, output: { moved: new Uint8Array(8) } };
  helper.say(answer);
  helper.die();
  expect(sent).toMatchObject([
    { kind: 'told', name: 'from-helper', input: { id: 3, message: answer } },
    { kind: 'told', name: 'helper-lost', input: { id: 3 } },
  ]);
  say({ kind: 'told', name: 'end-helper', input: { id: 3 } });
  expect(terminate).toHaveBeenCalledTimes(1);
  say({ kind: 'told', name: 'to-helper', input: { id: 3, message: call } });
  expect(helper.sent).toHaveLength(1);
});

it('ends its helpers when the engine dies', () => {
  const { port, say, die } = fakeWorker();
  const terminate = vi.fn<() => void>();
  createEngine(port, () => Object.assign(fakeWorker().port, { terminate }) as unknown as Worker);
  for (const id of [1, 2]) say({ kind: 'told', name: 'start-helper', input: { id, kind: 'parts' } });
  die();
  expect(terminate).toHaveBeenCalledTimes(2);
});
