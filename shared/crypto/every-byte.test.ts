/** Every single byte of a small share, in header, manifest and body: changed, it is noticed. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Bytes, random } from '../bytes.ts';
import { hasCode } from '../errors.ts';
import { receiveBody } from '../transfer/receive.ts';
import { openManifest } from './manifest.ts';
import { openHeaderByLink } from './open-header.ts';
import { sealShare } from './share.test-data.ts';

let share: Awaited<ReturnType<typeof sealShare>>;

beforeAll(async () => {
  share = await sealShare(random(3_000));
});

/** How many of all copies with one bit changed, a byte after the other, were refused with one of these codes. */
async function refused(
  bytes: Bytes,
  open: (changed: Bytes) => Promise<unknown>,
  ...codes: ('damaged' | 'needs-newer' | 'link-replaced')[]
): Promise<number> {
  let count = 0;
  const changed = bytes.slice();
  for (let at = 0; at < bytes.length; at++) {
    changed[at] = (bytes[at] as number) ^ (1 << (at % 8));
    const error = await open(changed.slice()).then(
      () => null,
      (cause: unknown) => cause,
    );
    if (hasCode(error, ...codes)) count++;
    changed[at] = bytes[at] as number;
  }
  return count;
}

describe('a changed byte', () => {
  it('of the header', async () => {
    const open = (header: Bytes) => openHeaderByLink(header, share.id, share.linkSecret, null);
    expect(await refused(share.header, open, 'damaged', 'needs-newer', 'link-replaced')).toBe(
      share.header.length,
    );
  });

  it('of the manifest', async () => {
    const { manifest: reference, context } = share.issue;
    const open = (sealed: Bytes) => openManifest(sealed, reference, share.keys.manifestKey, context);
    expect(await refused(share.sealed, open, 'damaged')).toBe(share.sealed.length);
  });

  it('of the body', async () => {
    const never = new AbortController().signal;
    const open = async (object: Bytes) => {
      const get = async ({ offset, size }: { offset: number; size: number }) =>
        object.slice(offset, offset + size);
      const range = { start: 0, end: share.manifest.geometry.bodySize };
      await receiveBody(share.manifest, share.id, range, { get, signal: never }).next();
    };
    expect(await refused(share.object, open, 'damaged')).toBe(share.object.length);
  });
});
