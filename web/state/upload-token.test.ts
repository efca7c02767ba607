/** The upload token: known to be kept or not, tried at the server before it is kept. */
import { describe, expect, it } from 'vitest';
import { SealdropError } from '../../shared/errors.ts';
import { fakeEngine } from './fake-engine.ts';
import { createUploadToken } from './upload-token.ts';

const token = 'correct-horse-battery-staple-1234';

describe('the upload token', () => {
  it('is asked for where none is kept, and not where nothing is known', async () => {
    const known = createUploadToken(fakeEngine({ 'has-upload-token': () => false }).engine);
    expect(known.store.getState()).toEqual({ kept: null });
    await known.refresh();
    expect(known.store.getState()).toEqual({ kept: false });
    const unknown = createUploadToken(fakeEngine({}).engine);
    await unknown.refresh();
    expect(unknown.store.getState()).toEqual({ kept: null });
  });

  it('is kept without the spaces that copying adds', async () => {
    const { engine, calls } = fakeEngine({ 'keep-upload-token': () => null });
    const made = createUploadToken(engine);
    await made.keep(` ${token}\n`);
    expect(calls).toEqual([['keep-upload-token', { token }]]);
    expect(made.store.getState()).toEqual({ kept: true });
  });

  it.each(['short', 'two words that are long enough together', 'Schlüssel-mit-Umlaut-der-lang-genug-ist'])(
    '%j is none, and is not sent',
    async (text) => {
      const { engine, calls } = fakeEngine({});
      await expect(createUploadToken(engine).keep(text)).rejects.toMatchObject({
        code: 'wrong-upload-token',
      });
      expect(calls).toEqual([]);
    },
  );

  it('that the server refuses is not kept', async () => {
    const refuse = () => Promise.reject(new SealdropError('wrong-upload-token'));
    const made = createUploadToken(
      fakeEngine({ 'keep-upload-token': refuse, 'has-upload-token': () => false }).engine,
    );
    await made.refresh();
    await expect(made.keep(token)).rejects.toMatchObject({ code: 'wrong-upload-token' });
    expect(made.store.getState()).toEqual({ kept: false });
  });
});
