/** The URL of a body, which several ask for at once. */
import { expect, it } from 'vitest';
import { random } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { bodyUrls } from './body-url.ts';

const wanted = { id: random(16), token: () => random(32), grant: async () => null };
const readAgain = async () => undefined;

it('is asked for once, whoever wants it', async () => {
  let asked = 0;
  const client = { bodyUrl: async () => ({ url: `/${++asked}`, expires: Number.MAX_SAFE_INTEGER }) };
  const urls = bodyUrls({ ...wanted, client, readAgain });
  const { signal } = new AbortController();
  expect(await Promise.all([urls.url(signal), urls.url(signal)])).toEqual(['/1', '/1']);
  expect(await urls.url(signal)).toBe('/1');
  urls.refused();
  expect(await urls.url(signal)).toBe('/2');
});

it('comes to whoever waits for it, also where the one who has asked is stopped', async () => {
  let asked = 0;
  const client = {
    bodyUrl: (_id: unknown, _token: unknown, _grant: unknown, signal?: AbortSignal) => {
      const url = `/${++asked}`;
      if (asked > 1) return Promise.resolve({ url, expires: Number.MAX_SAFE_INTEGER });
      return new Promise<never>((_resolve, reject) => {
        const stop = () => reject(new SealdropError('cancelled'));
        if (signal?.aborted) stop();
        signal?.addEventListener('abort', stop);
      });
    },
  };
  const urls = bodyUrls({ ...wanted, client, readAgain });
  const [first, second] = [new AbortController(), new AbortController()];
  const stopped = urls.url(first.signal);
  const waiting = urls.url(second.signal);
  first.abort();
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  expect(await waiting).toBe('/2');
});
