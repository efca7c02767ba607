/** When the page is loaded again, and when not. */
import { expect, it } from 'vitest';
import { SealdropError } from '../../shared/errors.ts';
import { keepForCleanLoad, needsCleanLoad } from './clean-load.ts';
import { fakeEngine } from './fake-engine.ts';

const visit = {
  shareId: 'AbCdEfGhIjKlMnOpQrSt_-',
  fragment: 'x',
  leaked: false,
  tab: '0'.repeat(32),
  loaded: true,
};

it('keeps the secret of a document that was loaded with it', async () => {
  const { engine, calls } = fakeEngine({ keep: () => true });
  expect(needsCleanLoad({ to: 'share', visit })).toBe(true);
  expect(await keepForCleanLoad(engine, { to: 'share', visit })).toBe(true);
  expect(calls).toEqual([['keep', { shareId: visit.shareId, fragment: 'x', tab: visit.tab }]]);
});

it.each([
  ['came later into the same document', { ...visit, loaded: false }],
  ['has no secret', { ...visit, fragment: null }],
  ['has an empty one', { ...visit, fragment: '' }],
])('is not needed for a visit that %s', (_, other) => {
  expect(needsCleanLoad({ to: 'share', visit: other })).toBe(false);
  expect(needsCleanLoad(null)).toBe(false);
});

it('opens without a reload where nothing can be kept', async () => {
  const nameless = fakeEngine({ keep: () => true });
  const other = { ...visit, shareId: null };
  expect(await keepForCleanLoad(nameless.engine, { to: 'share', visit: other })).toBe(false);
  expect(nameless.calls).toEqual([]);
  const refusing = fakeEngine({ keep: () => false });
  expect(await keepForCleanLoad(refusing.engine, { to: 'share', visit })).toBe(false);
  const failing = fakeEngine({
    keep: () => {
      throw new SealdropError('unexpected');
    },
  });
  expect(await keepForCleanLoad(failing.engine, { to: 'share', visit })).toBe(false);
});

it('keeps the token of a request link in the same way', async () => {
  const { engine, calls } = fakeEngine({ 'keep-request': () => true });
  const fingerprint = 'A'.repeat(43);
  const { fragment, tab } = visit;
  const request = { fingerprint, fragment, tab, loaded: true };
  expect(needsCleanLoad({ to: 'request', visit: request })).toBe(true);
  expect(await keepForCleanLoad(engine, { to: 'request', visit: request })).toBe(true);
  expect(calls).toEqual([['keep-request', { fingerprint, fragment, tab }]]);
  const nobody = { ...request, fingerprint: null };
  expect(await keepForCleanLoad(engine, { to: 'request', visit: nobody })).toBe(false);
});
