/** Whose link it is comes before any file is taken, and a drop alone makes the delivery. */
import { describe, expect, it } from 'vitest';
import { SealdropError } from '../../shared/errors.ts';
import type { RequestTarget } from '../engine/people-protocol.ts';
import type { Started, Transfer } from '../engine/protocol.ts';
import { type Answers, fakeClock, fakeEngine } from './fake-engine.ts';
import { createRequest } from './request.ts';
import { createSending } from './sending.ts';

const visit = { fingerprint: 'f', fragment: 'the-token', tab: '0'.repeat(32), loaded: false };
const target: RequestTarget = { fingerprint: 'f', digits: ['00000'], name: 'Ada', kind: 'named' };
const dropped = [{ path: 'a.txt', file: new File(['hello'], 'a.txt') }];
const started: Started = {
  shareId: 's1',
  link: 'https://a.example/s/s1',
  files: [{ path: 'a.txt', size: 5 }],
  renamed: [],
  size: 5,
  signed: false,
};
const transfer: Transfer = {
  shareId: 's1',
  phase: 'sealing',
  sent: 0,
  total: 9,
  created: true,
  expires: 1,
  error: null,
  resumable: false,
};

function setUp(answers: Answers = {}) {
  const fake = fakeEngine({ 'open-request': () => target, deliver: () => started, ...answers });
  const { clock, frame } = fakeClock();
  const limits = () => ({ maxShareBytes: 1000, maxExpirySeconds: 86_400 });
  const sending = createSending(fake.engine, clock, limits);
  const request = createRequest(fake.engine, sending, limits);
  return { ...fake, frame, sending, request, state: () => request.store.getState() };
}

describe('open', () => {
  it('shows whose it is, and keeps no token where a page could show it', async () => {
    const { request, calls, state } = setUp();
    expect(request.takesFiles()).toBe(false);
    await request.open(visit);
    const { fingerprint, fragment, tab } = visit;
    expect(calls).toEqual([['open-request', { fingerprint, fragment, tab }]]);
    expect(state().view).toEqual({ state: 'open', target });
    expect(JSON.stringify(state())).not.toContain('the-token');
    expect(request.takesFiles()).toBe(true);
  });
  it('takes no file where the link has ended', async () => {
    const closed = (): never => {
      throw new SealdropError('inbox-closed');
    };
    const { request, calls, state } = setUp({ 'open-request': closed });
    await request.open(visit);
    expect(state().view).toMatchObject({ state: 'failed', error: { code: 'inbox-closed' } });
    await request.deliver(dropped);
    expect(calls.map(([name]) => name)).toEqual(['open-request']);
  });
  it('knows a cut path without asking', async () => {
    const { request, calls, state } = setUp();
    await request.open({ ...visit, fingerprint: null });
    expect(calls).toEqual([]);
    expect(state().view).toMatchObject({ error: { code: 'link-cut' } });
  });
  it('lets no earlier link speak for a later one', async () => {
    let answer: (target: RequestTarget) => void = () => undefined;
    const slow = () => new Promise<RequestTarget>((resolve) => (answer = resolve));
    const { request, state } = setUp({ 'open-request': slow });
    const opening = request.open(visit);
    await Promise.resolve();
    await request.open({ ...visit, fingerprint: null });
    answer(target);
    await opening;
    expect(state().view).toMatchObject({ state: 'failed' });
  });
});

describe('deliver', () => {
  it('goes with what was chosen before, and is followed like any upload', async () => {
    const { request, calls, emit, frame, sending, state } = setUp();
    await request.open(visit);
    request.choose({ message: 'Here it is', lifetime: 3600 });
    await request.deliver(dropped);
    const { fingerprint, fragment, tab } = visit;
    const input = {
      fingerprint,
      fragment,
      tab,
      dropped: { files: dropped, joined: dropped[0]?.file },
      lifetime: 3600,
      message: 'Here it is',
    };
    expect(calls.at(-1)).toEqual(['deliver', input]);
    expect(state()).toMatchObject({ delivery: 's1', preparing: false, problem: null, message: '' });
    expect(sending.store.getState()).toMatchObject({ current: null, sent: { s1: { started } } });
    emit({ type: 'transfer', transfer });
    frame();
    // One after the other.
    expect(request.takesFiles()).toBe(false);
    emit({ type: 'transfer', transfer: { ...transfer, phase: 'ready' } });
    frame();
    expect(request.takesFiles()).toBe(true);
  });
  it('uses a lifetime that the server allows', async () => {
    const { request, calls } = setUp();
    await request.open(visit);
    await request.deliver(dropped);
    expect(calls.at(-1)?.[1]).toMatchObject({ lifetime: 86_400 });
  });
  it.each([
    ['nothing', [], 'empty'],
    ['too much', [{ path: 'b', file: new File(['x'.repeat(1001)], 'b') }], 'failed'],
  ] as const)('takes %s for a problem', async (_, taken, kind) => {
    const { request, calls, state } = setUp();
    await request.open(visit);
    await request.deliver(taken);
    expect(calls).toHaveLength(1);
    expect(state()).toMatchObject({ problem: { kind }, preparing: false });
  });
  it('says that a message is too long before anything is sent', async () => {
    const { request, calls, state } = setUp();
    await request.open(visit);
    request.choose({ message: 'x'.repeat(4097) });
    await request.deliver(dropped);
    expect(calls).toHaveLength(1);
    expect(state().problem).toEqual({ kind: 'long-message' });
  });
  it('keeps what was typed when the inbox is full', async () => {
    const full = (): never => {
      throw new SealdropError('inbox-full');
    };
    const { request, state } = setUp({ deliver: full });
    await request.open(visit);
    request.choose({ message: 'Here' });
    await request.deliver(dropped);
    expect(state()).toMatchObject({ problem: { error: { code: 'inbox-full' } }, message: 'Here' });
  });
});
