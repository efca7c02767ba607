/** Arrivals, unlocking, and the ways in which a save ends. */
import { describe, expect, it, vi } from 'vitest';
import { SealdropError } from '../../shared/errors.ts';
import type { OpenState } from '../engine/protocol.ts';
import type { BrowserSave } from './browser-save.ts';
import { type Answers, fakeClock, fakeEngine } from './fake-engine.ts';
import { createOpening } from './opening.ts';

const visit = {
  shareId: 'AbCdEfGhIjKlMnOpQrSt_-',
  fragment: 'x',
  leaked: false,
  tab: '0'.repeat(32),
  loaded: false,
};

function opened(...sizes: readonly number[]): OpenState {
  return {
    state: 'open',
    files: sizes.map((size, i) => ({ path: `d/${i}.bin`, size, type: '', modified: null })),
    size: sizes.reduce((sum, size) => sum + size, 0),
    note: '',
    sender: { kind: 'not-identified' },
    expires: 1,
    report: 'with-link',
    unfinished: [],
  };
}

function setUp(answers: Answers, browser: Partial<BrowserSave> = {}) {
  const fake = fakeEngine({ open: () => null, ...answers });
  const { clock, frame } = fakeClock();
  const download = vi.fn<BrowserSave['download']>();
  const save: BrowserSave = {
    hasPicker: () => false,
    pick: () => Promise.reject(new SealdropError('cancelled')),
    download,
    privateRoom: async () => 0,
    canStream: () => false,
    stream: () => Promise.reject(new SealdropError('too-large-to-save')),
    holdPage: () => () => undefined,
    ...browser,
  };
  const opening = createOpening(fake.engine, clock, save, () => 'all.zip');
  return { ...fake, frame, opening, download, state: () => opening.store.getState() };
}

describe('open', () => {
  it('asks the worker once an arrival, and again on wish', async () => {
    const { opening, calls } = setUp({});
    await opening.open(visit);
    await opening.openAgain();
    const { shareId, fragment, tab } = visit;
    const input = { shareId, fragment, tab };
    expect(calls).toEqual([
      ['open', input],
      ['open', input],
    ]);
  });
  it('knows a cut id without asking', async () => {
    const { opening, calls, state } = setUp({});
    await opening.open({ ...visit, shareId: null });
    expect(calls).toEqual([]);
    expect(state().state).toEqual({ state: 'failed', error: { code: 'link-cut', details: {} } });
  });
  it('keeps no secret where a page could show it', async () => {
    const { opening, state } = setUp({});
    await opening.open({ ...visit, fragment: 'the-secret' });
    expect(JSON.stringify(state())).not.toContain('the-secret');
  });
  it('tells a wrong passphrase', async () => {
    const unlock = (): never => {
      throw new SealdropError('wrong-passphrase');
    };
    const { opening, state } = setUp({ unlock });
    await opening.open(visit);
    await opening.unlock('no');
    expect(state()).toMatchObject({ unlocking: false, unlockError: { code: 'wrong-passphrase' } });
  });
});

describe('save', () => {
  it('downloads a small file under the end of its path', async () => {
    const blob = new Blob(['x']);
    const { opening, emit, download, calls, state } = setUp({ save: () => ({ blob }) });
    await opening.open(visit);
    emit({ type: 'open', tab: visit.tab, state: opened(1) });
    await opening.save('d/0.bin');
    expect(calls.at(-1)).toEqual(['save', { tab: visit.tab, path: 'd/0.bin', target: { kind: 'blob' } }]);
    expect(download).toHaveBeenCalledWith('0.bin', blob);
    expect(state().save).toEqual({ kind: 'saved', name: '0.bin', renamed: [] });
  });
  it('proposes the folder’s name for several large files, the own name for one', async () => {
    const pick = vi.fn<BrowserSave['pick']>(() => Promise.reject(new SealdropError('cancelled')));
    const { opening, emit, calls, state } = setUp({}, { hasPicker: () => true, pick });
    await opening.open(visit);
    emit({ type: 'open', tab: visit.tab, state: opened(2 ** 26, 1) });
    await opening.save(null);
    emit({ type: 'open', tab: visit.tab, state: opened(2 ** 30) });
    await opening.save(null);
    expect(pick.mock.calls).toEqual([['d.zip'], ['0.bin']]);
    // The person closed the dialog: nothing happened, and nothing is said.
    expect(calls.map(([name]) => name)).toEqual(['open']);
    expect(state().save).toEqual({ kind: 'idle' });
  });
  it('is honest where the browser cannot', async () => {
    const { opening, emit, state } = setUp({});
    await opening.open(visit);
    emit({ type: 'open', tab: visit.tab, state: opened(2 ** 30) });
    await opening.save(null);
    expect(state().save).toMatchObject({ kind: 'failed', error: { code: 'too-large-to-save' } });
  });
  it('starts workers before the browser is asked for a streamed download, and saves before it begins', async () => {
    const order: string[] = [];
    const say = (word: string) => () => {
      order.push(word);
      return null;
    };
    const { port1 } = new MessageChannel();
    const stream: BrowserSave['stream'] = async () => {
      order.push('offered');
      return { port: port1, begin: say('begun'), end: say('ended') };
    };
    const save = () => {
      order.push('saved');
      return { blob: null };
    };
    const { opening, emit } = setUp(
      { 'start-workers': say('workers'), save },
      { canStream: () => true, stream },
    );
    await opening.open(visit);
    emit({ type: 'open', tab: visit.tab, state: opened(2 ** 30) });
    await opening.save(null);
    expect(order).toEqual(['workers', 'offered', 'saved', 'begun', 'ended']);
  });
  it.each(['Cancel', 'another link'])('%s before the worker has it leaves nothing that saves', async (by) => {
    let answer: (room: number) => void = () => undefined;
    const privateRoom = () =>
      new Promise<number>((resolve) => {
        answer = resolve;
      });
    const { opening, emit, calls, state } = setUp({ 'cancel-save': () => null }, { privateRoom });
    await opening.open(visit);
    emit({ type: 'open', tab: visit.tab, state: opened(2 ** 30) });
    const saving = opening.save(null);
    if (by === 'Cancel') await opening.cancelSave();
    else await opening.open({ ...visit, tab: '1'.repeat(32) });
    answer(2 ** 40);
    await saving;
    expect(calls.map(([name]) => name)).not.toContain('save');
    expect(state().save).toEqual({ kind: 'idle' });
  });
  it('hands nothing out when the bytes are damaged', async () => {
    const save = (): never => {
      throw new SealdropError('damaged');
    };
    const { opening, emit, download, state } = setUp({ save });
    await opening.open(visit);
    emit({ type: 'open', tab: visit.tab, state: opened(1) });
    await opening.save(null);
    expect(download).not.toHaveBeenCalled();
    expect(state().save).toMatchObject({ kind: 'failed', error: { code: 'damaged' } });
  });
  it('keeps a large file where it can be gone on with, if there is room for it', async () => {
    const picked = {} as FileSystemFileHandle;
    const save = () => ({ blob: null });
    for (const [room, kind] of [
      [2 ** 30, 'staged'],
      [2 ** 30 - 1, 'handle'],
    ] as const) {
      const means = { hasPicker: () => true, pick: async () => picked, privateRoom: async () => room };
      const { opening, emit, calls } = setUp({ save }, means);
      await opening.open(visit);
      emit({ type: 'open', tab: visit.tab, state: opened(2 ** 30) });
      await opening.save(null);
      expect(calls.at(-1)?.[1]).toMatchObject({ target: { kind, handle: picked } });
    }
  });
  it('does not take a late progress for a new save', async () => {
    const { opening, emit, frame, state } = setUp({ save: () => ({ blob: null }) });
    await opening.open(visit);
    emit({ type: 'open', tab: visit.tab, state: opened(1) });
    const saving = opening.save(null);
    emit({
      type: 'saving',
      tab: visit.tab,
      progress: { done: 1, total: 1, placed: null, reconnecting: false },
    });
    await saving;
    frame();
    expect(state().save).toEqual({ kind: 'saved', name: '0.bin', renamed: [] });
  });
  it('says which names are changed inside an archive', async () => {
    const { opening, emit, state } = setUp({ save: () => ({ blob: new Blob(['x']) }) });
    await opening.open(visit);
    const share = opened(1, 1);
    const files = ['d/A.txt', 'd/a.txt'].map((path) => ({ path, size: 1, type: '', modified: null }));
    emit({ type: 'open', tab: visit.tab, state: { ...share, files } as OpenState });
    await opening.save(null);
    expect(state().save).toEqual({ kind: 'saved', name: 'd.zip', renamed: [['d/a.txt', 'd/a (2).txt']] });
  });
  it('goes on into a file that is picked again, with room for what is missing', async () => {
    const handle = {} as FileSystemFileHandle;
    const left = { path: 'd/0.bin', done: 2 ** 29, total: 2 ** 30, isGiven: false };
    const { opening, emit, calls } = setUp(
      { save: () => ({ blob: null }) },
      { hasPicker: () => true, pick: async () => handle, privateRoom: async () => 2 ** 29 },
    );
    await opening.open(visit);
    const state = { ...opened(2 ** 30), unfinished: [left] } as OpenState;
    emit({ type: 'open', tab: visit.tab, state });
    await opening.save(left.path);
    expect(calls.at(-1)?.[1]).toMatchObject({ path: left.path, target: { kind: 'staged', handle } });
  });
  it('keeps two links apart', async () => {
    let finish: (saved: { blob: Blob }) => void = () => undefined;
    const save = () =>
      new Promise<{ blob: Blob }>((resolve) => {
        finish = resolve;
      });
    const { opening, emit, download, state } = setUp({ save });
    await opening.open(visit);
    emit({ type: 'open', tab: visit.tab, state: opened(1) });
    const saving = opening.save(null);
    const other = { ...visit, tab: '1'.repeat(32) };
    await opening.open(other);
    emit({ type: 'open', tab: visit.tab, state: { state: 'uploading', received: 1, total: 2 } });
    finish({ blob: new Blob(['x']) });
    await saving;
    expect(download).not.toHaveBeenCalled();
    expect(state()).toMatchObject({ state: { state: 'loading' }, save: { kind: 'idle' } });
  });
  it('lets no earlier link speak on a page whose link is cut', async () => {
    const { opening, emit, state } = setUp({});
    await opening.open(visit);
    await opening.open({ ...visit, shareId: null });
    emit({ type: 'open', tab: visit.tab, state: opened(1) });
    expect(state().state).toMatchObject({ state: 'failed' });
  });
});
