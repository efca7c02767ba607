/** What was put away comes back by one press, as long as nothing else was put away and the page is there. */
import { describe, expect, it } from 'vitest';
import { SealdropError } from '../../shared/errors.ts';
import { fakeEngine } from './fake-engine.ts';
import { createUndo, type PutAway, withLine } from './undo.ts';

const away = (id: string, at = 0): PutAway => ({
  kind: 'share',
  list: 'sent',
  id,
  name: `${id}.txt`,
  count: 1,
  at,
});

describe('undo', () => {
  it('brings back, reads the list, and only then says what has returned', async () => {
    const steps: string[] = [];
    const { engine } = fakeEngine({
      'take-back': () => {
        steps.push('take-back');
        return null;
      },
    });
    const undo = createUndo(engine);
    undo.offer(away('a'));
    await undo.takeBack(async () => {
      steps.push('refresh');
      expect(undo.store.getState()).toMatchObject({ away: { id: 'a' }, returned: null });
    });
    expect(steps).toEqual(['take-back', 'refresh']);
    expect(undo.store.getState()).toEqual({ away: null, returned: 'a' });
    undo.arrived();
    expect(undo.store.getState()).toEqual({ away: null, returned: null });
  });

  it('can be tried again where it fails', async () => {
    let works = false;
    const { engine } = fakeEngine({
      'take-back': () => {
        if (!works) throw new SealdropError('vault-full');
        return null;
      },
    });
    const undo = createUndo(engine);
    undo.offer(away('a'));
    await expect(undo.takeBack(async () => undefined)).rejects.toMatchObject({ code: 'vault-full' });
    expect(undo.store.getState().away).toMatchObject({ id: 'a' });
    works = true;
    await undo.takeBack(async () => undefined);
    expect(undo.store.getState().returned).toBe('a');
  });

  it('is of the last act alone, and over when the page is left', async () => {
    const { engine, calls } = fakeEngine({ 'take-back': () => null, 'settle-acts': () => null });
    const undo = createUndo(engine);
    undo.leave();
    expect(calls).toEqual([]);
    undo.offer(away('a'));
    await undo.takeBack(async () => undo.offer(away('b')));
    expect(undo.store.getState()).toMatchObject({ away: { id: 'b' }, returned: null });
    undo.leave();
    expect(undo.store.getState().away).toBeNull();
    expect(calls.at(-1)).toEqual(['settle-acts', null]);
    await undo.takeBack(async () => expect.unreachable());
  });
});

describe('the line', () => {
  it('stands where the article stood, at the end of a list that is shorter, and nowhere without an offer', () => {
    expect(withLine(['a', 'b'], away('x', 1), '-')).toEqual(['a', '-', 'b']);
    expect(withLine(['a'], away('x', 4), '-')).toEqual(['a', '-']);
    expect(withLine([], away('x', 0), '-')).toEqual(['-']);
    expect(withLine(['a', 'b'], null, '-')).toEqual(['a', 'b']);
  });
});
