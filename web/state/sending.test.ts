/** A drop becomes a share, its progress arrives once a frame, and its end has the right words. */
import { describe, expect, it, vi } from 'vitest';
import { SealdropError } from '../../shared/errors.ts';
import type { Started, Transfer } from '../engine/protocol.ts';
import { type Answers, fakeClock, fakeEngine } from './fake-engine.ts';
import { createSending, overallProgress } from './sending.ts';

const dropped = [{ path: 'a.txt', file: new File(['hello'], 'a.txt') }];
const started: Started = {
  shareId: 's1',
  link: 'https://a.example/s/s1#x',
  files: [{ path: 'a.txt', size: 5 }],
  renamed: [],
  size: 5,
  signed: false,
};
const transfer: Transfer = {
  shareId: 's1',
  phase: 'sealing',
  sent: 0,
  total: 100,
  created: false,
  expires: null,
  error: null,
  resumable: false,
};

function setUp(answers: Answers = {}, maxShareBytes = 1000) {
  const fake = fakeEngine({ send: () => started, ...answers });
  const { clock, frame } = fakeClock();
  const sending = createSending(fake.engine, clock, () => ({ maxShareBytes, maxExpirySeconds: 3600 }));
  return { ...fake, frame, sending, state: () => sending.store.getState() };
}

describe('send', () => {
  it('starts at once with safe defaults, within what the server allows', async () => {
    const { sending, calls, state } = setUp();
    await sending.send(dropped);
    expect(calls).toEqual([
      [
        'send',
        {
          dropped: { files: dropped, joined: dropped[0]?.file },
          options: { lifetime: 3600, limit: 100, passphrase: null, message: '' },
        },
      ],
    ]);
    expect(state()).toMatchObject({ current: 's1', preparing: false, problem: null });
  });
  it('refuses what is too large before anything is sent', async () => {
    const { sending, calls, state } = setUp({}, 4);
    await sending.send(dropped);
    expect(calls).toEqual([]);
    expect(state().problem).toEqual({ kind: 'failed', error: { code: 'too-large', details: { limit: 4 } } });
  });
  it('refuses what is more than an address may send in a day, with the limit', async () => {
    const { engine, calls } = fakeEngine({ send: () => started });
    const limits = () => ({ maxShareBytes: 1000, maxExpirySeconds: 3600, maxDayBytes: 4 });
    const sending = createSending(engine, fakeClock().clock, limits);
    await sending.send(dropped);
    expect(calls).toEqual([]);
    const error = { code: 'daily-bytes', details: { limit: 4 } };
    expect(sending.store.getState().problem).toEqual({ kind: 'failed', error });
  });
  it('says so when there was nothing in it', async () => {
    const { sending, state } = setUp();
    await sending.send([]);
    expect(state().problem).toEqual({ kind: 'empty' });
  });
  it('keeps the error of a start that failed', async () => {
    const send = (): never => {
      throw new SealdropError('storage-full');
    };
    const { sending, state } = setUp({ send });
    await sending.send(dropped);
    expect(state()).toMatchObject({ current: null, preparing: false });
    expect(state().problem).toMatchObject({ error: { code: 'storage-full' } });
  });
});

describe('progress', () => {
  it('is written once a frame, and an event may come before the answer', async () => {
    const { sending, emit, frame, state } = setUp();
    const written = vi.fn<() => void>();
    sending.store.subscribe(written);
    for (let sent = 0; sent < 50; sent++) emit({ type: 'transfer', transfer: { ...transfer, sent } });
    expect(written).not.toHaveBeenCalled();
    frame();
    expect(written).toHaveBeenCalledTimes(1);
    expect(state().transfers['s1']?.transfer.sent).toBe(49);
    await sending.send(dropped);
    expect(state().transfers['s1']?.transfer.sent).toBe(49);
  });
  it('adds up over what runs, and is never whole before the end', () => {
    const one = { transfer: { ...transfer, sent: 100, phase: 'finishing' as const }, samples: [] };
    expect(overallProgress({})).toBeNull();
    expect(overallProgress({ a: one })).toBe(0.99);
    expect(overallProgress({ a: one, b: { transfer, samples: [] } })).toBe(0.5);
    expect(overallProgress({ a: { ...one, transfer: { ...transfer, phase: 'ready' } } })).toBeNull();
  });
});

describe('afterwards', () => {
  it.each([
    ['sealing', 'stop', 'before-complete'],
    ['ready', 'revoke', 'after-complete'],
  ] as const)('while %s, "Stop and delete" is %s', async (phase, command, deleted) => {
    const { sending, calls, emit, frame, state } = setUp({
      stop: () => ({ complete: false }),
      revoke: () => null,
    });
    await sending.send(dropped);
    emit({ type: 'transfer', transfer: { ...transfer, phase } });
    frame();
    await sending.stopAndDelete('s1');
    frame();
    expect(calls.at(-1)).toEqual([command, { shareId: 's1' }]);
    expect(state().sent['s1']?.deleted).toBe(deleted);
    expect(overallProgress(state().transfers)).toBeNull();
  });
  it('remembers a change, but not the passphrase', async () => {
    const { sending, state } = setUp({ change: () => ({ expires: 77, link: 'https://a.example/s/s1#y' }) });
    await sending.send(dropped);
    await sending.change('s1', { passphrase: 'secret words', limit: null });
    expect(state().sent['s1']).toMatchObject({ expires: 77, options: { hasPassphrase: true, limit: null } });
    expect(JSON.stringify(state())).not.toContain('secret words');
  });
  it('shows the address as it is after a change, and who can open it', async () => {
    const { sending, state } = setUp({ change: () => ({ expires: null, link: 'https://a.example/s/s1' }) });
    await sending.send(dropped);
    await sending.change('s1', { link: false, addPeople: ['ada', 'bob'] });
    await sending.change('s1', { removePeople: ['ada'] });
    expect(state().sent['s1']).toMatchObject({
      link: 'https://a.example/s/s1',
      options: { byLink: false, people: ['bob'] },
    });
  });
});
