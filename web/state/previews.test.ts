/** One preview at a time: what comes late is dropped, and what was shown is given up when it is closed. */
import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { SealdropError } from '../../shared/errors.ts';
import type { Preview } from '../engine/preview-protocol.ts';
import type { Commands, OpenState, SaveProgress } from '../engine/protocol.ts';
import { type Answers, fakeClock, fakeEngine } from './fake-engine.ts';
import type { Opening } from './opening.ts';
import { createPreviews } from './previews.ts';

const tab = '0'.repeat(32);
const text: Preview = { kind: 'text', text: 'words', length: 5, isWhole: true };
const progress: SaveProgress = { done: 1, total: 2, placed: null, reconnecting: false };

function image() {
  const close = vi.fn<() => void>();
  const moved = { width: 1, height: 1, close } as ImageBitmap;
  const preview: Preview = { kind: 'image', format: 'PNG', width: 1, height: 1, animated: false, moved };
  return { preview, close };
}

function setUp(answers: Answers) {
  const fake = fakeEngine({ 'cancel-preview': () => null, ...answers });
  const { clock, frame } = fakeClock();
  const open = { state: 'open' } as OpenState;
  const opened = createStore(() => ({ tab, state: open })) as unknown as Opening['store'];
  const previews = createPreviews(fake.engine, clock, opened, () => 2_000);
  const leave = (): void => opened.setState({ state: { state: 'loading' } });
  return { ...fake, frame, previews, leave, state: () => previews.store.getState().preview };
}

/** Answers of the worker that come when they are told to. */
function later() {
  const waiting = new Map<string, (preview: Preview) => void>();
  const preview = ({ path }: Commands['preview']['in']) =>
    new Promise<Preview>((resolve) => {
      waiting.set(path, resolve);
    });
  return { preview, answer: (path: string, made: Preview) => waiting.get(path)?.(made) };
}

describe('a preview', () => {
  it('is asked of the worker, and shown', async () => {
    const { previews, calls, state } = setUp({ preview: () => text });
    await previews.open('a.txt');
    expect(calls).toEqual([['preview', { tab, path: 'a.txt', side: 2_000 }]]);
    expect(state()).toEqual({ kind: 'shown', path: 'a.txt', preview: text });
  });
  it('tells how far it is, and no other file’s progress', async () => {
    const { preview, answer } = later();
    const { previews, emit, frame, state } = setUp({ preview });
    const opened = previews.open('a.txt');
    emit({ type: 'previewing', tab, path: 'b.txt', progress });
    frame();
    expect(state()).toEqual({ kind: 'loading', path: 'a.txt', progress: null });
    emit({ type: 'previewing', tab, path: 'a.txt', progress });
    frame();
    expect(state()).toEqual({ kind: 'loading', path: 'a.txt', progress });
    answer('a.txt', text);
    await opened;
    emit({ type: 'previewing', tab, path: 'a.txt', progress });
    frame();
    expect(state()?.kind).toBe('shown');
  });
  it('says why there is none', async () => {
    const preview = (): never => {
      throw new SealdropError('damaged');
    };
    const { previews, state } = setUp({ preview });
    await previews.open('a.txt');
    expect(state()).toEqual({ kind: 'failed', path: 'a.txt', error: { code: 'damaged', details: {} } });
  });
  it('gives the pixels up when it is closed, when another takes its place, and when the share is left', async () => {
    const first = image();
    const second = image();
    const third = image();
    const answers = [first, second, third].map(({ preview }) => preview);
    const { previews, leave, state } = setUp({ preview: () => answers.shift() ?? text });
    await previews.open('a.png');
    await previews.open('b.png');
    expect(first.close).toHaveBeenCalledTimes(1);
    expect(second.close).not.toHaveBeenCalled();
    previews.close();
    expect(second.close).toHaveBeenCalledTimes(1);
    expect(state()).toBeNull();
    await previews.open('c.png');
    leave();
    expect(third.close).toHaveBeenCalledTimes(1);
    expect(state()).toBeNull();
  });
  it('that comes after it was closed, or after another was opened, is given up unseen', async () => {
    const { preview, answer } = later();
    const { previews, calls, state } = setUp({ preview });
    const [late, tooLate] = [image(), image()];
    const first = previews.open('a.png');
    const second = previews.open('b.png');
    answer('a.png', late.preview);
    await first;
    expect(late.close).toHaveBeenCalledTimes(1);
    expect(state()).toMatchObject({ kind: 'loading', path: 'b.png' });
    previews.close();
    expect(calls.at(-1)).toEqual(['cancel-preview', null]);
    answer('b.png', tooLate.preview);
    await second;
    expect(tooLate.close).toHaveBeenCalledTimes(1);
    expect(state()).toBeNull();
  });
});
