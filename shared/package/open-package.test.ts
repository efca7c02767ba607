/** Who can open a package: its people, its sender, whoever has the code; and a package that was unpacked. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Bytes, equal, random, toBase64Url } from '../bytes.ts';
import { type Identity, oneOffIdentity } from '../crypto/identity.ts';
import type { PassphraseKey } from '../crypto/stanza.ts';
import { linkFragment } from '../link.ts';
import { partSource } from '../transfer/part-sender.ts';
import { openPackageByKeys, openPackageByLink, parsePackageCode } from './open-package-header.ts';
import { packShare } from './pack-share.ts';
import { allOf, inMemory } from './package.test-data.ts';
import { unpackedEntries, zippedEntries } from './package-entries.ts';
import { openPackage, type Package, readPackage } from './read-package.ts';

const never = new AbortController().signal;
const plain = random(70_000);

async function pack(
  sender: Identity,
  people: readonly Identity[],
  code: { passphrase: PassphraseKey | null } | null,
) {
  const made = await packShare({
    files: [{ path: 'a.bin', size: plain.length, type: '', modified: 5 }],
    parts: (geometry) =>
      partSource(geometry, async (target, offset) => {
        target.set(plain.subarray(offset, offset + target.length));
        return target;
      }),
    note: 'hello',
    identity: sender,
    people: people.map(({ fingerprint, encryption }) => ({
      fingerprint,
      encryptionKey: encryption.publicKey,
    })),
    code,
    now: 1_750_000_000,
    signal: never,
  });
  const zip = await allOf(made.content);
  return { zip, code: made.code, package: await readPackage(await zippedEntries(inMemory(zip))) };
}

async function contentOf(one: Package, opened: Parameters<typeof openPackage>[1]): Promise<Bytes> {
  const { plain: read, manifest } = await openPackage(one, opened, never);
  expect(manifest.files).toMatchObject([{ path: 'a.bin', modified: 5 }]);
  return await allOf(read({ start: 0, end: manifest.geometry.bodySize }));
}

describe('a package', () => {
  let people: { readonly sender: Identity; readonly friend: Identity; readonly stranger: Identity };
  beforeAll(async () => {
    const make = () => oneOffIdentity(1_750_000_000);
    people = { sender: await make(), friend: await make(), stranger: await make() };
  });

  it('for somebody opens by their key and its sender’s, and by no other', async () => {
    const { sender, friend, stranger } = people;
    const { package: one, code } = await pack(sender, [friend], null);
    expect(code).toBeNull();
    for (const keys of [[friend], [stranger, friend], [sender]]) {
      expect(equal(await contentOf(one, await openPackageByKeys(one, keys)), plain)).toBe(true);
    }
    await expect(openPackageByKeys(one, [stranger])).rejects.toMatchObject({ code: 'not-addressed' });
    await expect(openPackageByKeys(one, [])).rejects.toMatchObject({ code: 'not-addressed' });
  });

  it('with a code opens by it, as it is or in a link of this share', async () => {
    const { sender, friend, stranger } = people;
    const { package: one, code } = await pack(sender, [], { passphrase: null });
    const link = `https://drop.example/s/${toBase64Url(one.core.id)}#${code}`;
    for (const text of [code ?? '', ` ${code}\n`, link]) {
      const opened = await openPackageByLink(one, await parsePackageCode(text, one), null);
      expect(opened !== 'locked' && equal(await contentOf(one, opened), plain)).toBe(true);
    }
    await expect(openPackageByKeys(one, [friend, stranger])).rejects.toMatchObject({ code: 'package-code' });
    const other = `https://drop.example/s/${toBase64Url(random(16))}#${code}`;
    await expect(parsePackageCode(other, one)).rejects.toMatchObject({ code: 'package-code' });
    await expect(parsePackageCode((code ?? '').slice(1), one)).rejects.toMatchObject({ code: 'link-cut' });
    await expect(parsePackageCode('', one)).rejects.toMatchObject({ code: 'link-cut' });
    const replaced = await parsePackageCode(await linkFragment(one.core.id, random(32)), one);
    await expect(openPackageByLink(one, replaced, null)).rejects.toMatchObject({ code: 'package-code' });
  });

  it('with a passphrase too asks for it, and takes no other', async () => {
    const passphrase = { salt: random(16), output: random(32) };
    const { package: one, code } = await pack(people.sender, [], { passphrase });
    const secret = await parsePackageCode(code ?? '', one);
    expect(await openPackageByLink(one, secret, null)).toBe('locked');
    const opened = await openPackageByLink(one, secret, async () => passphrase.output);
    expect(opened !== 'locked' && equal(await contentOf(one, opened), plain)).toBe(true);
    await expect(openPackageByLink(one, secret, async () => random(32))).rejects.toMatchObject({
      code: 'wrong-passphrase',
    });
  });

  it('that nobody could open is not made', async () => {
    await expect(pack(people.sender, [], null)).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('that was unpacked opens as it is, and with nothing more or less', async () => {
    const { sender, friend } = people;
    const { zip } = await pack(sender, [friend], null);
    const entries = await zippedEntries(inMemory(zip));
    const names = [
      'checksums.txt',
      'Chunks/chunk_1.enc',
      'encrypted_keys.bin',
      'manifest.bin',
      'metadata.json',
    ];
    const files = await Promise.all(names.map(async (name) => inMemory(await entries.read(name), name)));
    const one = await readPackage(unpackedEntries(files, 'folder'));
    expect(equal(await contentOf(one, await openPackageByKeys(one, [friend])), plain)).toBe(true);
    expect(() => unpackedEntries(files.slice(1), 'folder')).toThrow(/^package-missing$/);
    expect(() => unpackedEntries([...files, inMemory(random(1), 'a.txt')], 'folder')).toThrow(
      /^package-surplus$/,
    );
    expect(() => unpackedEntries([inMemory(random(1), 'a.txt')], 'folder')).toThrow(/^package-unknown$/);
  });
});
