/** What the command line's records are to the servers that it speaks to. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { random, sha256, toBase64Url } from '../shared/bytes.ts';
import { createClient } from '../shared/client.ts';
import { bodyGeometry } from '../shared/crypto/body.ts';
import { epochKeys } from '../shared/crypto/key-schedule.ts';
import { sealHeader } from '../shared/crypto/seal-header.ts';
import { SealdropError } from '../shared/errors.ts';
import { newShare } from '../shared/share/new-share.ts';
import { publishCard } from './announce.ts';
import type { Console } from './console.ts';
import { deviceAt } from './device.ts';
import { type Home, openHome } from './home.ts';
import { newKeyring } from './keyring.ts';
import { loadIdentity, saveIdentity } from './keys.ts';
import { forgetOwnShare, saveOwnShare } from './own-shares.ts';
import { newUser, type User } from './sealdrop.test-data.ts';

const environment = { SEALDROP_PASSPHRASE: 'a passphrase' };
const console: Console = {
  out: () => undefined,
  error: () => undefined,
  environment,
  isTerminal: false,
  width: () => 80,
  ask: null,
  input: async function* () {},
  write: async () => undefined,
};
let alice: User;
let home: Home;
beforeEach(async () => {
  alice = await newUser();
  await alice.sealdrop(['keygen', 'Alice'], { environment });
  home = await openHome({ XDG_CONFIG_HOME: alice.folder });
});
afterEach(() => alice.remove());

it('the owner token of a share is shown to no other server than its own', async () => {
  const keyring = newKeyring(home, console, undefined);
  const [identity] = await keyring.unlockAll();
  if (!identity) throw new Error('no key pair');
  const { record } = await newShare({
    files: [{ dropped: 'a', path: 'a', size: 1, type: '', modified: null }],
    geometry: bodyGeometry(1),
    identity,
    isOneOff: false,
    argon: null,
    message: '',
    byLink: true,
    people: [],
    delivery: null,
    lifetime: 60,
    limit: null,
    now: 1_800_000_000,
  });
  await saveOwnShare(home, { origin: 'https://own.example', record });
  const { id, token, r, access } = record;
  const { header } = await sealHeader({
    context: { suite: 1, id, epoch: 1 },
    rev: 1,
    created: record.created,
    secret: access.secret,
    identity,
    token,
    r,
    manifest: { hash: await sha256(random(9)), size: 5_000 },
    link: access.linkSecret && { secret: access.linkSecret, passphrase: null },
    people: [],
    deliver: 0,
  });

  const asked: string[] = [];
  const rights: (string | null)[] = [];
  const at = (origin: string) => {
    const fetch = async (url: string, init?: RequestInit) => {
      asked.push(url);
      rights.push(new Headers(init?.headers).get('authorization'));
      return new Response('', { status: 404 });
    };
    return deviceAt(home, { origin, client: createClient(origin, fetch), fetch }, keyring);
  };
  expect((await at('https://own.example').loadOwnShare(id))?.token).toEqual(token);
  const other = at('https://other.example');
  const { signal } = new AbortController();
  expect(await other.loadOwnShare(id)).toBeNull();
  expect(await other.adoptShare(id, header, signal)).toBeNull();
  expect(asked).toEqual([]);

  // One that was sent from another device is read as by anybody else.
  await forgetOwnShare(home, id);
  const keys = await epochKeys(access.secret, { suite: 1, id, epoch: 1 });
  const answer = { state: 'ready', header, expires: 2_000_000_000, exhausted: false } as const;
  const reading = other.openReady({ id, linkSecret: null, own: null, signal }, answer, new Map(), null);
  await expect(reading).rejects.toThrow(SealdropError);
  expect([...new Set(rights)]).toEqual([`Bearer ${toBase64Url(keys.access)}`]);
});

it('what another command writes of a key pair stays while a server is told of it', async () => {
  const [identity] = await newKeyring(home, console, undefined).unlockAll();
  if (!identity) throw new Error('no key pair');
  const origin = 'https://own.example';
  const [successor, succession] = [random(32), random(64)];
  const fetch = async () => {
    const record = await loadIdentity(home, identity.fingerprint);
    if (record) await saveIdentity(home, { ...record, successor, succession });
    return new Response('{}');
  };
  await publishCard(home, { origin, client: createClient(origin, fetch), fetch }, identity);
  expect(await loadIdentity(home, identity.fingerprint)).toMatchObject({
    successor,
    succession,
    published: [origin],
  });
});
