/** Cards that a server answers: the right one, another, none. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Bytes, random, toBase64Url } from '../../shared/bytes.ts';
import { oneOffIdentity } from '../../shared/crypto/identity.ts';
import { fetchCard } from '../../shared/share/cards.ts';
import { recipientsOf } from './recipients.ts';
import { client } from './server.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const never = new AbortController().signal;
const answering = (status: number, body: unknown) =>
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body), { status }));
const giving = (card: Bytes) => answering(200, { card: toBase64Url(card) });

describe('the card of a fingerprint', () => {
  it('is opened where it is the one asked for', async () => {
    const bob = await oneOffIdentity(1_750_000_000);
    giving(bob.card);
    expect((await fetchCard(client, bob.fingerprint)).bytes).toEqual(bob.card);
    expect((await recipientsOf([bob.fingerprint], never))[0]?.fingerprint).toEqual(bob.fingerprint);
  });

  it('of somebody else, cut, or no card at all is another card', async () => {
    const [bob, mallory] = await Promise.all([1, 2].map(oneOffIdentity));
    if (!bob || !mallory) throw new Error('there are two');
    for (const card of [mallory.card, bob.card.slice(0, -1), random(400)]) {
      giving(card);
      await expect(fetchCard(client, bob.fingerprint)).rejects.toMatchObject({ code: 'card-changed' });
      await expect(recipientsOf([bob.fingerprint], never)).rejects.toMatchObject({ code: 'card-changed' });
    }
  });

  it('that the server does not have is said for its place', async () => {
    answering(404, { error: { code: 'not-found' } });
    await expect(fetchCard(client, random(32))).rejects.toMatchObject({ code: 'card-absent' });
    await expect(recipientsOf([random(32)], never)).rejects.toMatchObject({ code: 'card-missing' });
  });
});
