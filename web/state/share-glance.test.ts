/** Every state of a share has one word, and the last day is told by its hours. */
import { expect, it } from 'vitest';
import { DAY } from '../../shared/limits.ts';
import type { OwnShare } from '../engine/protocol.ts';
import { endingSoon, glanceOf } from './share-glance.ts';

const NOW = 1_800_000_000;

function share(status: OwnShare['status'], more: Partial<OwnShare> = {}): OwnShare {
  return {
    shareId: 'x',
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
    running: false,
    resume: null,
    ...more,
    status,
  };
}

const live = (state: 'uploading' | 'ready', expires: number, downloads = 0): OwnShare['status'] => ({
  state,
  expires,
  limit: 100,
  downloads,
});

const LATER = NOW + 7 * DAY;

it.each([
  ['in this tab', share(live('uploading', LATER), { running: true }), 0.4, { kind: 'uploading', part: 0.4 }],
  ['in another', share(live('uploading', LATER), { running: true }), null, { kind: 'uploading', part: null }],
  ['just begun', share({ state: 'not-found' }, { running: true }), null, { kind: 'uploading', part: null }],
  ['left', share(live('uploading', LATER), { resume: 'with-files' }), null, { kind: 'waiting' }],
  [
    'left before it was told',
    share({ state: 'not-found' }, { resume: 'with-folder' }),
    null,
    { kind: 'waiting' },
  ],
  ['lost', share(live('uploading', LATER)), null, { kind: 'stuck' }],
  ['ready', share(live('ready', LATER)), null, { kind: 'ready', expires: LATER }],
  ['downloaded', share(live('ready', LATER, 3)), null, { kind: 'downloaded', expires: LATER, count: 3 }],
  ['a day', share(live('ready', NOW + DAY)), null, { kind: 'ready', expires: NOW + DAY }],
  ['less', share(live('ready', NOW + DAY - 1, 3)), null, { kind: 'ending', left: DAY - 1 }],
  ['not swept yet', share(live('ready', NOW - 5)), null, { kind: 'ending', left: 0 }],
  ['ended', share({ state: 'ended', reason: 'limit' }), null, { kind: 'ended', reason: 'limit' }],
  ['never', share({ state: 'not-found' }), null, { kind: 'never' }],
  ['not to be asked', share({ state: 'unknown' }), null, { kind: 'unknown' }],
] as const)('%s', (_, one, part, glance) => {
  expect(glanceOf(one, part, NOW)).toEqual(glance);
});

it('what ends in a day or later does not end soon', () => {
  expect([DAY, DAY - 1, -1].map((left) => endingSoon(NOW + left, NOW))).toEqual([null, DAY - 1, 0]);
});
