/** Calls over a port: answers, errors, memory that changes hands, ends that listen late or break down. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SealdropError } from '../../shared/errors.ts';
import { type Calls, connect, type Handlers } from './rpc.ts';

type Sums = {
  add: { in: { a: number; b: number }; out: number };
  refuse: { in: null; out: null };
  fill: { in: { moved: Uint8Array }; out: { moved: Uint8Array } };
};

const handlers: Handlers<Sums> = {
  add: async ({ a, b }) => a + b,
  refuse: async () => {
    throw new SealdropError('too-large', { details: { limit: 4 } });
  },
  fill: async ({ moved }) => ({ moved: moved.fill(7) }),
};

let channel: MessageChannel;
beforeEach(() => {
  channel = new MessageChannel();
});
afterEach(() => channel.port1.close());

const near = () => connect<Calls, Sums>(channel.port1, {});
const far = () => connect<Sums, Calls>(channel.port2, handlers);

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

  it('are refused where the other side has broken down', async () => {
    const line = near();
    const open = line.call('add', { a: 1, b: 1 });
    line.breakDown();
    await expect(open).rejects.toMatchObject({ code: 'unexpected' });
    await expect(line.call('add', { a: 1, b: 1 })).rejects.toMatchObject({ code: 'unexpected' });
    expect(line.isBroken()).toBe(true);
  });
});
