/** Cards and successions: what is kept, what replaces what, and every refusal. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bytes, random, toBase64Url } from '../../shared/bytes.ts';
import { decodeCbor, encodeCbor } from '../../shared/crypto/cbor.ts';
import { type Identity, oneOffIdentity } from '../../shared/crypto/identity.ts';
import { sealKeyCard } from '../../shared/crypto/key-card.ts';
import { exportSpki } from '../../shared/crypto/key-pair.ts';
import { sealSuccession } from '../../shared/crypto/succession.ts';
import { SUCCESSIONS_MAX } from '../../shared/limits.ts';
import { type Answer, type TestServer, testServer } from '../testing.ts';
import { callAs, clientOf, newPerson } from '../testing-keys.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.close();
});

const ok = { status: 200, body: {} };
const refused = (status: number, code: string, details: object = {}) => ({
  status,
  body: { error: { code, ...details } },
});
const cardPath = (fingerprint: Bytes) => `/api/cards/${toBase64Url(fingerprint)}`;
const newIdentity = () => oneOffIdentity(server.clock.now);

/** The same keys with another card. */
async function withCard(identity: Identity, name: string, created: number): Promise<Identity> {
  const [sig, enc] = [
    await exportSpki(identity.signing.publicKey),
    await exportSpki(identity.encryption.publicKey),
  ];
  return {
    ...identity,
    card: await sealKeyCard({ name, created, sig, enc, pq: null }, identity.signing.privateKey),
  };
}

async function put(
  identity: Identity,
  card: Bytes = identity.card,
  at = identity.fingerprint,
): Promise<Answer> {
  const json = { card: toBase64Url(card) };
  return await callAs(server, identity, { method: 'PUT', path: cardPath(at), json });
}

const stored = async (fingerprint: Bytes) => (await clientOf(server).card(fingerprint)).card;

describe('a card', () => {
  it('is there for anyone once its key has put it, as often as it likes', async () => {
    const ada = await newIdentity();
    expect(await server.call('GET', cardPath(ada.fingerprint))).toEqual(refused(404, 'not-found'));
    expect(await put(ada)).toEqual(ok);
    expect(await put(ada)).toEqual(ok);
    expect(await server.call('GET', cardPath(ada.fingerprint))).toEqual({
      status: 200,
      body: { card: toBase64Url(ada.card) },
    });
  });

  it('gives way to a later one alone', async () => {
    const old = await newPerson(server);
    const now = server.clock.now;
    const later = await withCard(old, 'Ada', now + 1);
    expect(await put(later)).toEqual(ok);
    expect(await stored(old.fingerprint)).toEqual(later.card);
    expect(await put(old)).toEqual(refused(409, 'stale'));
    expect(await put(await withCard(old, 'another', now + 1))).toEqual(refused(409, 'stale'));
    expect(await stored(old.fingerprint)).toEqual(later.card);
    // Of many at once the latest stays, whichever comes last.
    const many = await Promise.all([5, 9, 2, 7, 3].map((more) => withCard(old, `${more}`, now + more)));
    await Promise.all(many.map((one) => put(one)));
    expect(await stored(old.fingerprint)).toEqual(many[1]?.card);
  });

  it('is refused at any address but its own', async () => {
    const [ada, bo] = [await newIdentity(), await newPerson(server)];
    expect(await put(ada, ada.card, bo.fingerprint)).toEqual(refused(400, 'bad-request'));
    expect(await stored(bo.fingerprint)).toEqual(bo.card);
    for (const at of ['x', toBase64Url(random(31)), '%ff']) {
      const json = { card: toBase64Url(ada.card) };
      expect(await callAs(server, ada, { method: 'PUT', path: `/api/cards/${at}`, json })).toEqual(
        refused(404, 'not-found'),
      );
      expect(await server.call('GET', `/api/cards/${at}`)).toEqual(refused(404, 'not-found'));
    }
  });

  it("is refused from anybody else, also from one with the owner's old card", async () => {
    const [ada, bo] = [await newPerson(server), await newPerson(server)];
    const later = await withCard(ada, 'Ada', server.clock.now + 1);
    // By the key of somebody else, and by that key under the name of this one.
    expect(await put(bo, later.card, ada.fingerprint)).toEqual(refused(401, 'wrong-signature'));
    const misnamed = { ...ada, fingerprint: bo.fingerprint };
    expect(await put(misnamed, later.card, ada.fingerprint)).toEqual(refused(401, 'wrong-signature'));
    const forger = { ...bo, fingerprint: ada.fingerprint };
    expect(await put(forger, later.card)).toEqual(refused(401, 'wrong-signature'));
    expect(
      await server.call('PUT', cardPath(ada.fingerprint), { json: { card: toBase64Url(later.card) } }),
    ).toEqual(refused(401, 'wrong-signature'));
    expect(await stored(ada.fingerprint)).toEqual(ada.card);
  });

  it('is refused where it does not open', async () => {
    const ada = await newIdentity();
    const [core, sig] = decodeCbor(ada.card) as [Bytes, Bytes];
    const flipped = Uint8Array.from(sig, (byte, i) => (i === 5 ? byte ^ 1 : byte));
    for (const card of [
      random(300),
      encodeCbor([core, flipped]),
      encodeCbor([core]),
      ada.card.slice(0, -1),
    ]) {
      expect(await put(ada, card)).toEqual(refused(400, 'bad-request'));
    }
    expect(await put(ada, random(8_193))).toEqual(refused(400, 'bad-request'));
    expect(await server.call('GET', cardPath(ada.fingerprint))).toEqual(refused(404, 'not-found'));
  });
});

describe('a succession', () => {
  const putSuccession = async (signer: Identity, succession: Bytes, at = signer.fingerprint) => {
    const json = { succession: toBase64Url(succession) };
    return await callAs(server, signer, { method: 'PUT', path: `${cardPath(at)}/successions`, json });
  };
  const listed = async (fingerprint: Bytes) => (await clientOf(server).successions(fingerprint)).successions;

  it('is there for anyone, once for each pair', async () => {
    const [old, next] = [await newPerson(server), await newPerson(server)];
    expect(await listed(old.fingerprint)).toEqual([]);
    const succession = await sealSuccession(old, next, server.clock.now);
    await clientOf(server).putSuccession(old, succession);
    expect(await putSuccession(old, succession)).toEqual(ok);
    expect(await putSuccession(old, await sealSuccession(old, next, server.clock.now + 1))).toEqual(ok);
    expect(await listed(old.fingerprint)).toEqual([succession]);
    expect(await listed(next.fingerprint)).toEqual([]);
  });

  it('is refused where it is forged, or of another key', async () => {
    const [old, next, mallory] = [await newPerson(server), await newPerson(server), await newPerson(server)];
    const { now } = server.clock;
    // Somebody names himself the successor, by his own signature in place of the old key's, and the other way round.
    const stolen = await sealSuccession({ ...mallory, fingerprint: old.fingerprint }, mallory, now).catch(
      () => null,
    );
    expect(stolen).not.toBeNull();
    expect(await putSuccession(old, stolen ?? random(1))).toEqual(refused(400, 'bad-request'));
    const unwilling = await sealSuccession(old, { ...mallory, fingerprint: next.fingerprint }, now);
    expect(await putSuccession(old, unwilling)).toEqual(refused(400, 'bad-request'));
    const real = await sealSuccession(old, next, now);
    const [core, sigOld, sigNew] = decodeCbor(real) as [Bytes, Bytes, Bytes];
    expect(await putSuccession(old, encodeCbor([core, sigNew, sigOld]))).toEqual(refused(400, 'bad-request'));
    expect(await putSuccession(old, random(400))).toEqual(refused(400, 'bad-request'));
    // The right one, but signed or put by a key that is not the old one.
    expect(await putSuccession(mallory, real, old.fingerprint)).toEqual(refused(401, 'wrong-signature'));
    expect(await putSuccession(next, real, old.fingerprint)).toEqual(refused(401, 'wrong-signature'));
    expect(await putSuccession(mallory, real)).toEqual(refused(400, 'bad-request'));
    expect(await listed(old.fingerprint)).toEqual([]);
    expect(await listed(mallory.fingerprint)).toEqual([]);
  });

  it('needs the cards of both', async () => {
    const [old, next] = [await newPerson(server), await newIdentity()];
    const succession = await sealSuccession(old, next, server.clock.now);
    expect(await putSuccession(old, succession)).toEqual(refused(404, 'not-found'));
    const back = await sealSuccession(next, old, server.clock.now);
    expect(await putSuccession(next, back)).toEqual(refused(401, 'wrong-signature'));
    await put(next);
    expect(await putSuccession(old, succession)).toEqual(ok);
  });

  it('is one of eight at most', async () => {
    const old = await newPerson(server);
    const sealed = await Promise.all(
      Array.from({ length: SUCCESSIONS_MAX + 3 }, async () =>
        sealSuccession(old, await newPerson(server), server.clock.now),
      ),
    );
    const answers = await Promise.all(sealed.map((one) => putSuccession(old, one)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(SUCCESSIONS_MAX);
    const full = refused(409, 'wrong-state', { limit: SUCCESSIONS_MAX });
    for (const answer of answers.filter(({ status }) => status !== 200)) expect(answer).toEqual(full);
    expect(await listed(old.fingerprint)).toHaveLength(SUCCESSIONS_MAX);
    const kept = sealed[answers.findIndex(({ status }) => status === 200)] ?? random(1);
    expect(await putSuccession(old, kept)).toEqual(ok);
  });
});
