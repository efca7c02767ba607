/** Whole shares of an independent implementation are opened, and damaged ones refused with the right code. */
import { describe, expect, it } from 'vitest';
import { type Bytes, fromHex, sha256, toHex } from '../bytes.ts';
import { hasCode } from '../errors.ts';
import { parseFragment, parseShareId } from '../link.ts';
import { receiveBody } from '../transfer/receive.ts';
import { bodyGeometry } from './body.ts';
import { type Manifest, openManifest } from './manifest.ts';
import { openHeaderByLink, openHeaderBySecret } from './open-header.ts';
import { passphraseOutput } from './passphrase.ts';
import { type BodyVector, type ShareVector, vectors } from './vectors.test-data.ts';

const never = new AbortController().signal;

function openHeader(
  share: ShareVector,
  other: { header?: string | null; fragment?: string | null; passphrase?: string | null } = {},
) {
  const id = fromHex(share.shareId);
  const passphrase = other.passphrase ?? share.passphrase;
  const source = passphrase === null ? null : (salt: Bytes) => passphraseOutput(passphrase, salt);
  return parseFragment(id, other.fragment ?? share.fragment).then((secret) =>
    openHeaderByLink(fromHex(other.header ?? share.header), id, secret, source),
  );
}

async function readFiles(manifest: Manifest, shareId: Bytes, object: Bytes) {
  const get = async ({ offset, size }: { offset: number; size: number }) =>
    object.slice(offset, offset + size);
  const files: { path: string; size: number; sha256: string }[] = [];
  let start = 0;
  for (const { path, size } of manifest.files) {
    const pieces: Bytes[] = [];
    for await (const piece of receiveBody(
      manifest,
      shareId,
      { start, end: start + size },
      { get, signal: never },
    )) {
      pieces.push(piece);
    }
    const content = new Uint8Array(await new Blob(pieces).arrayBuffer());
    files.push({ path, size: content.length, sha256: toHex(await sha256(content)) });
    start += size;
  }
  return files;
}

describe.each(vectors.shares)('share "$name"', (share) => {
  it('opens by its link, to its files and note', async () => {
    const [, id = '', fragment = ''] = /^\/s\/(.{22})#(.*)$/.exec(share.link) ?? [];
    expect(toHex(parseShareId(id))).toBe(share.shareId);
    expect(fragment).toBe(share.fragment);
    const opened = await openHeader(share);
    if (opened === 'locked') throw new Error('locked');
    const { core, keys, card, context } = opened;
    expect([core.epoch, core.rev, core.created]).toEqual([
      share.expect.epoch,
      share.expect.rev,
      share.expect.created,
    ]);
    expect(toHex(keys.access)).toBe(share.expect.access);
    expect(toHex(card.fingerprint)).toBe(share.sender.fingerprint);
    expect(toHex(opened.coreHash)).toBe(share.expect.coreSha256);
    const reference = { hash: core.manifest, size: core.manifestSize };
    const manifest = await openManifest(fromHex(share.manifest), reference, keys.manifestKey, context);
    expect(manifest.note).toBe(share.note);
    expect(await readFiles(manifest, core.id, fromHex(share.body))).toEqual(share.files);
  });

  it('opens for its owner by the share secret', async () => {
    const opened = await openHeaderBySecret(
      fromHex(share.header),
      fromHex(share.shareId),
      fromHex(share.expect.s),
    );
    expect(toHex(opened.keys.access)).toBe(share.expect.access);
  });

  it('is locked where it needs a passphrase and none is given', async () => {
    const secret = await parseFragment(fromHex(share.shareId), share.fragment);
    const opened = await openHeaderByLink(fromHex(share.header), fromHex(share.shareId), secret, null);
    expect(opened === 'locked').toBe(share.passphrase !== null);
  });
});

describe('refused headers', () => {
  it.each(vectors.refused)('$what: $code', async (refused) => {
    const share = vectors.shares.find(({ name }) => name === refused.share);
    if (!share) throw new Error('no such share');
    const error = await openHeader(share, refused).catch((e: unknown) => e);
    expect(hasCode(error, refused.code), String(error)).toBe(true);
  });
});

describe('bodies', () => {
  it.each(vectors.body.filter(({ object }) => object !== undefined))('$name', async (vector) => {
    const manifest = manifestOf(vector);
    const object = fromHex(vector.object ?? '');
    expect(toHex(await sha256(object))).toBe(vector.objectSha256);
    const read = await readFiles(manifest, fromHex(vector.shareId), object);
    expect(read).toEqual(
      vector.files.map(({ path, size, sha256: digest }) => ({ path, size, sha256: digest })),
    );
  });
});

function manifestOf(vector: BodyVector): Manifest {
  return {
    bodyKey: fromHex(vector.bodyKey),
    bodyHeader: fromHex(vector.bodyHeader),
    geometry: bodyGeometry(vector.bodySize),
    digests: fromHex(vector.digests),
    files: vector.files.map(({ path, size }) => ({ path, size, type: '', modified: null })),
    note: '',
  };
}
