/** Upload token and permits come back as they were kept, and stand nowhere in clear. */
import { createStore, entries, set } from 'idb-keyval';
import { expect, it } from 'vitest';
import { random, utf8 } from '../../shared/bytes.ts';
import {
  forgetUploadToken,
  loadPermits,
  loadUploadToken,
  savePermits,
  saveUploadToken,
} from './upload-rights.ts';

const token = 'correct-horse-battery-staple-1234';

async function kept(): Promise<Uint8Array[]> {
  return (await entries<string, Uint8Array>(createStore('sealdrop-upload-rights', 'rights'))).map(
    ([, value]) => value,
  );
}

it('keeps the upload token sealed, until it is forgotten', async () => {
  expect(await loadUploadToken()).toBeNull();
  await saveUploadToken(token);
  expect(await loadUploadToken()).toBe(token);
  const latin1 = new TextDecoder('latin1');
  expect((await kept()).map((bytes) => latin1.decode(bytes)).join()).not.toContain(token);
  await forgetUploadToken();
  expect(await loadUploadToken()).toBeNull();
});

it('keeps permits in their order, and a batch in place of the last one', async () => {
  expect(await loadPermits()).toEqual([]);
  const permits = Array.from({ length: 16 }, () => random(32));
  await savePermits(permits);
  expect(await loadPermits()).toEqual(permits);
  await savePermits(permits.slice(1));
  expect(await loadPermits()).toEqual(permits.slice(1));
  const many = Array.from({ length: 65 }, () => random(32));
  await savePermits(many);
  expect(await loadPermits()).toEqual(many.slice(0, 64));
});

it('takes what another device key has sealed for nothing', async () => {
  await set('token', utf8('x'.repeat(80)), createStore('sealdrop-upload-rights', 'rights'));
  expect(await loadUploadToken()).toBeNull();
});
