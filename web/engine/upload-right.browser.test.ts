/** When a page shows its keys to a site that lists who may upload, and which permits it uses, keeps and drops. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bytes, equal, random, toBase64Url } from '../../shared/bytes.ts';
import type { Identity } from '../../shared/crypto/identity.ts';
import { oneOffIdentity } from '../../shared/crypto/identity.ts';
import {
  chooseDefault,
  forgetIdentity,
  listIdentities,
  loadIdentity,
  saveIdentity,
} from '../vault/identities.ts';
import { forgetUploadToken, loadPermits, savePermits, saveUploadToken } from '../vault/upload-rights.ts';
import { creator, requireUploadRight, setUploads } from './upload-right.ts';

const TOKEN = 'correct-horse-battery-staple-1234';
const never = new AbortController().signal;

/** A site, as far as it is asked here: what it wants, who is listed, and what it was asked for, in order. */
class Site {
  wants: 'anyone' | 'listed' | 'token' = 'listed';
  readonly listed = new Set<string>();
  /** Permits that were given out and not used. */
  readonly good = new Set<string>();
  /** "card F", "permits F" by fingerprint, "share". */
  readonly asked: string[] = [];

  readonly fetch = async (url: URL | string, init: RequestInit): Promise<Response> => {
    const { pathname } = new URL(url, self.location.origin);
    const headers = new Headers(init.headers);
    const keyid = /keyid="([\w-]{43})"/.exec(headers.get('signature-input') ?? '')?.[1] ?? '';
    if (pathname.startsWith('/api/cards/')) return this.answer(`card ${keyid}`, {});
    if (pathname === '/api/uploads/permits') {
      if (this.wants === 'listed' && !this.listed.has(keyid))
        return this.refuse(`permits ${keyid}`, 'not-listed');
      const count = this.wants === 'listed' ? 16 : 0;
      const permits = Array.from({ length: count }, () => toBase64Url(random(32)));
      for (const permit of permits) this.good.add(permit);
      return this.answer(`permits ${keyid}`, { permits, expires: 1_800_000_000 });
    }
    if (pathname !== '/api/shares') throw new Error(`nothing asks for ${pathname}`);
    const { permit, deliverTo } = JSON.parse(
      new TextDecoder().decode(await new Response(init.body).arrayBuffer()),
    );
    if (this.wants === 'listed' && !deliverTo && !this.good.delete(permit))
      return this.refuse('share', 'wrong-permit');
    if (this.wants === 'token' && headers.get('sealdrop-upload-token') !== TOKEN) {
      return this.refuse('share', 'wrong-upload-token');
    }
    return this.answer('share', { id: toBase64Url(random(16)), expires: 1_800_000_000 });
  };

  private answer(asked: string, body: unknown, status = 200): Response {
    this.asked.push(asked);
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  }

  private refuse(asked: string, code: string): Response {
    return this.answer(asked, { error: { code } }, code === 'not-listed' ? 403 : 401);
  }
}

let site: Site;
beforeEach(() => {
  site = new Site();
  vi.stubGlobal('fetch', site.fetch);
  setUploads('listed');
});
afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  for (const { identity } of await listIdentities()) await forgetIdentity(identity.fingerprint);
  await savePermits([]);
  await forgetUploadToken();
});

const nameOf = ({ fingerprint }: Identity): string => toBase64Url(fingerprint);

/** Key pairs of this browser whose cards the server does not have, oldest first; the first is the default one. */
async function keyPairs(count: number): Promise<Identity[]> {
  const identities = await Promise.all(
    Array.from({ length: count }, (_, i) => oneOffIdentity(1_750_000_000 + i)),
  );
  for (const [i, identity] of identities.entries()) {
    await saveIdentity({
      identity,
      name: `key ${i}`,
      created: 1_750_000_000 + i,
      backup: random(100),
      backupState: 'saved',
      published: false,
      successor: null,
      succession: null,
    });
  }
  await chooseDefault((identities[0] as Identity).fingerprint);
  return identities;
}

async function listedKeyPair(): Promise<Identity> {
  const [ada] = await keyPairs(1);
  site.listed.add(nameOf(ada as Identity));
  return ada as Identity;
}

const share = (deliverTo: { fingerprint: Bytes; token: Bytes } | null = null) => ({
  ownerCommit: random(32),
  token: random(32),
  bodySize: 4_128,
  manifestSize: 5_000,
  lifetime: 3_600,
  limit: null,
  deliverTo,
});
const upload = async () => {
  await requireUploadRight();
  await creator()(share(), never);
};
const times = (asked: string): number => site.asked.filter((one) => one.startsWith(asked)).length;

describe('whom the site is shown', () => {
  it('nobody where nothing is uploaded, and nobody at a delivery', async () => {
    await listedKeyPair();
    setUploads('listed');
    await creator()(share({ fingerprint: random(32), token: random(16) }), never);
    expect(site.asked).toEqual(['share']);
    expect((await listIdentities()).map(({ published }) => published)).toEqual([false]);
  });

  it('the default key alone where it is listed, once for sixteen shares', async () => {
    const [ada, other] = (await keyPairs(2)) as [Identity, Identity];
    for (const one of [ada, other]) site.listed.add(nameOf(one));
    for (let i = 0; i < 17; i++) await upload();
    const ask = `permits ${nameOf(ada)}`;
    const shares = (count: number) => Array.from({ length: count }, () => 'share');
    expect(site.asked).toEqual([`card ${nameOf(ada)}`, ask, ...shares(16), ask, 'share']);
    expect((await loadIdentity(other.fingerprint))?.published).toBe(false);
  });

  it('another key after the default one was refused, and no further one', async () => {
    const [ada, second, third] = (await keyPairs(3)) as [Identity, Identity, Identity];
    for (const one of [second, third]) site.listed.add(nameOf(one));
    await upload();
    const asked = [ada, second].flatMap((one) => [`card ${nameOf(one)}`, `permits ${nameOf(one)}`]);
    expect(site.asked).toEqual([...asked, 'share']);
  });

  it('who is not listed learns it before anything is kept', async () => {
    await keyPairs(1);
    await expect(requireUploadRight()).rejects.toMatchObject({ code: 'not-listed' });
    expect(times('share')).toBe(0);
  });
});

describe('permits', () => {
  it('are used whatever the clock here says', async () => {
    await listedKeyPair();
    vi.useFakeTimers({ toFake: ['Date'], now: 1_900_000_000_000 });
    for (let i = 0; i < 3; i++) await upload();
    expect([times('permits'), times('share')]).toEqual([1, 3]);
  });

  it('are not asked for by two uploads where one batch is enough, and none is used twice', async () => {
    await listedKeyPair();
    await Promise.all(Array.from({ length: 8 }, upload));
    expect([times('permits'), times('share')]).toEqual([1, 8]);
    expect(await loadPermits()).toHaveLength(8);
  });

  it('that are refused are dropped, each alone, and used after those of the new batch', async () => {
    await listedKeyPair();
    const [bad, ...others] = Array.from({ length: 4 }, () => random(32));
    await savePermits([bad as Bytes, ...others]);
    await upload();
    expect(site.asked.slice(-4).map((one) => one.split(' ')[0])).toEqual([
      'share',
      'card',
      'permits',
      'share',
    ]);
    const kept = await loadPermits();
    expect(kept).toHaveLength(18);
    expect(kept.slice(15)).toEqual(others);
    expect(kept.slice(0, 15).every((permit) => site.good.has(toBase64Url(permit)))).toBe(true);
  });

  it('are all kept where none was sent', async () => {
    await listedKeyPair();
    await upload();
    const before = await loadPermits();
    // A page that had not heard what the site wants.
    setUploads('anyone');
    await upload();
    const after = await loadPermits();
    expect(after).toHaveLength(before.length - 1);
    expect(after.every((permit) => before.some((one) => equal(one, permit)))).toBe(true);
    expect(times('permits')).toBe(1);
  });

  it('are not needed where the site has come to want none while the page was open', async () => {
    await listedKeyPair();
    site.wants = 'anyone';
    await upload();
    await upload();
    expect([times('permits'), times('share')]).toEqual([1, 2]);
  });

  it('give way to the upload token where the site has come to want that', async () => {
    await listedKeyPair();
    await saveUploadToken(TOKEN);
    site.wants = 'token';
    await upload();
    expect([times('permits'), times('share')]).toEqual([1, 1]);
  });
});
