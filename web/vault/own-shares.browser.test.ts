/** Records of shares come back as they were kept, those of the first version too. */
import { createStore, set } from 'idb-keyval';
import { describe, expect, it } from 'vitest';
import { random, toBase64Url } from '../../shared/bytes.ts';
import { cborMap, encodeCbor } from '../../shared/crypto/cbor.ts';
import { oneOffIdentity } from '../../shared/crypto/identity.ts';
import { labelled } from '../../shared/crypto/labels.ts';
import { sealForDevice } from './device-key.ts';
import { saveIdentity } from './identities.ts';
import { listOwnShares, loadOwnShare, type OwnShareRecord, saveOwnShare } from './own-shares.ts';

async function record(changes: Partial<OwnShareRecord> = {}): Promise<OwnShareRecord> {
  const argon = { salt: random(16), output: random(32) };
  const access = {
    epoch: 2,
    rev: 3,
    secret: random(32),
    argon,
    message: 'hello',
    linkSecret: random(32),
    people: [random(32), random(32)],
  };
  const issued = { header: random(500), accessHash: random(32), replaces: random(32) };
  return {
    id: random(16),
    identity: await oneOffIdentity(1_750_000_000),
    signer: null,
    token: random(32),
    r: random(16),
    deliver: 0,
    name: 'ταξίδι.pdf',
    files: 2,
    size: 12_345,
    created: 1_750_000_000,
    access,
    published: true,
    pending: { access: { ...access, linkSecret: null, argon: null }, issued },
    ...changes,
  };
}

describe('records of shares', () => {
  it('come back whole', async () => {
    const kept = await record();
    await saveOwnShare(kept);
    expect(await loadOwnShare(kept.id)).toEqual(kept);
  });

  it('of one’s own key pair find it again, and are still there without it', async () => {
    const identity = await oneOffIdentity(1_750_000_000);
    const signer = identity.fingerprint;
    const kept = await record({ identity, signer });
    await saveOwnShare(kept);
    expect((await loadOwnShare(kept.id))?.identity).toBeNull();
    await saveIdentity({
      identity,
      name: '',
      created: 1,
      backup: random(100),
      backupState: 'saved',
      published: false,
      successor: null,
      succession: null,
    });
    expect((await loadOwnShare(kept.id))?.identity).toEqual(identity);
  });

  it('of the first version are understood', async () => {
    const { signer: _, deliver: __, ...now } = await record({ pending: null });
    const { id, identity, access, ...rest } = now;
    const { linkSecret, people: ___, ...old } = access;
    const plain = encodeCbor(
      cborMap({
        ...rest,
        published: 1,
        linkSecret,
        access: [old.epoch, old.rev, old.secret, [random(16), random(32)], old.message],
      }),
    );
    const stored = { identity, sealed: await sealForDevice(plain, labelled('vault', id)) };
    await set(toBase64Url(id), stored, createStore('sealdrop-own-shares', 'shares'));
    const loaded = await loadOwnShare(id);
    expect(loaded).toMatchObject({
      id,
      identity,
      signer: null,
      deliver: 0,
      name: rest.name,
      published: true,
    });
    expect(loaded?.access).toMatchObject({ ...old, argon: expect.anything(), linkSecret, people: [] });
    expect((await listOwnShares()).some((one) => toBase64Url(one.id) === toBase64Url(id))).toBe(true);
  });
});
