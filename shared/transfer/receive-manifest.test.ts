/** A manifest over connections that mangle it: it is the sender's, or an error. */
import { describe, expect, it } from 'vitest';
import { type Bytes, concat, random } from '../bytes.ts';
import { openHeaderByLink } from '../crypto/open-header.ts';
import { sealShare } from '../crypto/share.test-data.ts';
import { SealdropError } from '../errors.ts';
import { receiveManifest } from './receive-manifest.ts';

/** Fetches the manifest of a fresh share from a store that answers so, one time after another. */
async function fetched(answers: (sealed: Bytes) => readonly Response[]) {
  const { id, header, linkSecret, sealed } = await sealShare(random(100));
  const opened = await openHeaderByLink(header, id, linkSecret, null);
  if (opened === 'locked') throw new Error('no passphrase was set');
  const left = [...answers(sealed)];
  const urls: string[] = [];
  let asked = 0;
  const outcome = await receiveManifest(opened, {
    url: async () => `http://store/${++asked}`,
    fetch: async (url) => {
      urls.push(url);
      return left.shift() ?? new Response(null, { status: 500 });
    },
    signal: new AbortController().signal,
  }).then(
    ({ note }) => note,
    (error: unknown) => (error instanceof SealdropError ? error.code : String(error)),
  );
  return { outcome, urls };
}

const flipped = (bytes: Bytes) => bytes.map((byte, i) => (i === 100 ? byte ^ 1 : byte));
const refused = () => new Response(null, { status: 403 });

describe('a manifest', () => {
  it('is fetched again, by a fresh URL, where it was mangled, cut or refused', async () => {
    const { outcome, urls } = await fetched((sealed) => [
      new Response(flipped(sealed)),
      refused(),
      new Response(sealed),
    ]);
    expect(outcome).toBe('a note');
    expect(urls).toEqual(['http://store/1', 'http://store/2', 'http://store/3']);
    expect((await fetched((sealed) => [new Response(sealed.slice(1)), new Response(sealed)])).outcome).toBe(
      'a note',
    );
  });

  it('is damaged where it stays so', async () => {
    const { outcome, urls } = await fetched((sealed) => [
      new Response(flipped(sealed)),
      new Response(flipped(sealed)),
      new Response(sealed.slice(1)),
      new Response(sealed),
    ]);
    expect(outcome).toBe('damaged');
    expect(urls).toHaveLength(3);
  });

  it('is not asked for again where it does not end when it should', async () => {
    const { outcome, urls } = await fetched((sealed) => [
      new Response(concat(sealed, random(1))),
      new Response(sealed),
    ]);
    expect(outcome).toBe('damaged');
    expect(urls).toHaveLength(1);
  });

  it('says at once that nobody answers', async () => {
    const { outcome, urls } = await fetched(() => [new Response(null, { status: 502 })]);
    expect(outcome).toBe('server-unreachable');
    expect(urls).toHaveLength(1);
  });
});
