/** The list is read anew after every change, one read at a time. */
import { expect, it } from 'vitest';
import { SealdropError } from '../../shared/errors.ts';
import type { OwnShare } from '../engine/protocol.ts';
import { fakeEngine } from './fake-engine.ts';
import { createOwnShares } from './own-shares.ts';

const noUndo = { offer: () => undefined };

function share(shareId: string): OwnShare {
  return {
    shareId,
    name: 'a.txt',
    files: 1,
    size: 1,
    created: 1,
    link: '',
    byLink: true,
    people: [],
    isDelivery: false,
    hasPassphrase: false,
    message: '',
    status: { state: 'unknown' },
    running: false,
    resume: null,
  };
}

it('reads again after a change, here or in another tab, once somebody has looked', async () => {
  const { engine, calls, emit } = fakeEngine({ 'own-shares': () => [], revoke: () => null });
  const shares = createOwnShares(engine, noUndo);
  emit({ type: 'own-shares-changed' });
  expect(calls).toHaveLength(0);
  await shares.refresh();
  emit({ type: 'own-shares-changed' });
  await shares.revoke('x');
  expect(calls.map(([name]) => name)).toEqual(['own-shares', 'own-shares', 'revoke', 'own-shares']);
});

it('asks of unfinished shares alone where nobody looks at the others', async () => {
  const waiting: OwnShare = { ...share('waits'), status: { state: 'not-found' }, resume: 'with-files' };
  const { engine, calls, emit } = fakeEngine({ 'own-shares': () => [waiting, share('x')] });
  const shares = createOwnShares(engine, noUndo);
  await shares.unfinished.refresh();
  expect(shares.unfinished.store.getState().items).toEqual([waiting]);
  emit({ type: 'own-shares-changed' });
  await expect.poll(() => calls).toHaveLength(2);
  expect(calls).toEqual(Array.from({ length: 2 }, () => ['own-shares', { which: 'unfinished' }]));
});

it('reads once more for all who ask while it reads, and ends with the later answer', async () => {
  const answers: ((shares: readonly OwnShare[]) => void)[] = [];
  const { engine, calls } = fakeEngine({
    'own-shares': () => new Promise((resolve) => answers.push(resolve)),
  });
  const shares = createOwnShares(engine, noUndo);
  const all = [shares.refresh(), shares.refresh(), shares.refresh()];
  expect(calls).toHaveLength(1);
  answers[0]?.([share('earlier')]);
  await all[0];
  await expect.poll(() => answers).toHaveLength(2);
  answers[1]?.([share('later')]);
  await Promise.all(all);
  expect(shares.store.getState().items?.map(({ shareId }) => shareId)).toEqual(['later']);
  expect(calls).toHaveLength(2);
});

it('keeps the list when it cannot be read again', async () => {
  let works = true;
  const list = (): readonly OwnShare[] => {
    if (works) return [share('x')];
    throw new SealdropError('unexpected');
  };
  const { engine } = fakeEngine({ 'own-shares': list });
  const shares = createOwnShares(engine, noUndo);
  await shares.refresh();
  works = false;
  await shares.refresh();
  expect(shares.store.getState()).toMatchObject({
    error: { code: 'unexpected' },
    items: [{ shareId: 'x' }],
  });
});
