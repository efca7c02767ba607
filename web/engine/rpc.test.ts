/** Calls over a port: answers, errors, memory that changes hands, ends that listen late or break down. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SealdropError } from '../../shared/errors.ts';
import { createCaller, type Handlers, portOf, serve } from './rpc.ts';

type Sums = {
  add: { in: { a: number; b: number }; out: number };
  refuse: { in: null; out: null };
  fail: { in: null; out: null };
  fill: { in: { moved: Uint8Array }; out: { moved: Uint8Array } };
  remember: { in: string; out: null };
};

let remembered: string[] = [];

const handlers: Handlers<Sums> = {
  add: async ({ a, b }) => a + b,
  refuse: async () => {
    throw new SealdropError('too-large', { details: { limit: 4 }, cause: new Error('of nobody here') });
  },
  fail: async () => {
    throw new SealdropError('unexpected', { cause: 503 });
  },
  fill: async ({ moved }) => ({ moved: moved.fill(7) }),
  remember: async (word) => {
    remembered.push(word);
    throw new SealdropError('unexpected');
  },
};

let channel: MessageChannel;
beforeEach(() => {
  channel = new MessageChannel();
  remembered = [];
});
afterEach(() => channel.port1.close());

function started(port: MessagePort) {
  const listening = portOf(port);
  return {
    ...listening,
    listen: (take: (message: unknown) => void) => {
      listening.listen(take);
      port.start();
    },
  };
}
const near = () => createCaller<Sums>(started(channel.port1));
const far = () => serve<Sums>(started(channel.port2), handlers);

describe('calls over a port', () => {
  it('answer, each its own', async () => {
    far();
    const { call } = near();
    expect(await Promise.all([call('add', { a: 1, b: 2 }), call('add', { a: 3, b: 4 })])).toEqual([3, 7]);
  });

  it('throw what was thrown there, with its details', async () => {
    far();
    const refused = near().call('refuse', null);
    await expect(refused).rejects.toMatchObject({ code: 'too-large', details: { limit: 4 } });
  });

  it('throw the status of an answer with it, and no other cause', async () => {
    far();
    const { call } = near();
    await expect(call('fail', null)).rejects.toMatchObject({ code: 'unexpected', cause: 503 });
    await expect(call('refuse', null)).rejects.not.toHaveProperty('cause');
  });

  it('hand memory over and back', async () => {
    far();
    const bytes = new Uint8Array(4);
    const { moved } = await near().call('fill', { moved: bytes });
    expect([...moved]).toEqual([7, 7, 7, 7]);
    expect(bytes.buffer.byteLength).toBe(0);
  });

  it('wait for an end that listens late', async () => {
    const answer = near().call('add', { a: 1, b: 1 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    far();
    expect(await answer).toBe(2);
  });

  it('that are only told get no answer, whatever comes of them', async () => {
    far();
    const heard: unknown[] = [];
    channel.port1.addEventListener('message', ({ data }) => heard.push(data));
    const { call, tell } = near();
    tell('remember', 'first');
    await call('add', { a: 1, b: 1 });
    expect(remembered).toEqual(['first']);
    expect(heard).toEqual([{ kind: 'answer', id: 1, output: 2 }]);
  });

  it('are not pending where their input cannot be cloned', async () => {
    far();
    const { call } = near();
    await expect(call('remember', (() => 1) as never)).rejects.toMatchObject({ name: 'DataCloneError' });
    expect(await call('add', { a: 2, b: 2 })).toBe(4);
  });

  it('are refused where the other side has broken down', async () => {
    const line = near();
    const open = line.call('add', { a: 1, b: 1 });
    line.breakDown('server-unreachable');
    await expect(open).rejects.toMatchObject({ code: 'server-unreachable' });
    await expect(line.call('add', { a: 1, b: 1 })).rejects.toMatchObject({ code: 'server-unreachable' });
    expect(line.isBroken()).toBe(true);
  });
});
