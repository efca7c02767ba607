/** A share made here opens here, and no byte of header, manifest or body can be changed without being noticed. */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Bytes, equal, random, sha256 } from '../bytes.ts';
import { type ErrorCode, hasCode, SealdropError } from '../errors.ts';
import { receiveBody } from '../transfer/receive.ts';
import { sealGcm } from './aes-gcm.ts';
import { SEGMENT_SIZE } from './body.ts';
import { encodeCbor } from './cbor.ts';
import { decodeHeader, encodeCore, encodeHeader, type HeaderCore, macInput } from './header.ts';
import { hmacSha256 } from './hkdf.ts';
import { type Manifest, openManifest, sealManifest } from './manifest.ts';
import { openHeaderByKeys, openHeaderByLink, openHeaderByOwner, openHeaderBySecret } from './open-header.ts';
import { checkRollback } from './rollback.ts';
import { sealHeader } from './seal-header.ts';
import { sealShare } from './share.test-data.ts';

type Share = Awaited<ReturnType<typeof sealShare>>;
const never = new AbortController().signal;
const plain = random(300_000);
let share: Share;
let other: Share;

beforeAll(async () => {
  share = await sealShare(plain);
  other = await sealShare(random(300_000));
});

async function codeOf(work: Promise<unknown>): Promise<ErrorCode | 'no error'> {
  try {
    await work;
    return 'no error';
  } catch (error) {
    if (error instanceof SealdropError) return error.code;
    throw error;
  }
}

function open(header: Bytes, secret = share.linkSecret, id = share.id) {
  return openHeaderByLink(header, id, secret, null);
}

async function openHere(header: Bytes) {
  const opened = await open(header);
  if (opened === 'locked') throw new Error('locked');
  return opened;
}

async function readBody(
  from: Share,
  object: Bytes,
  start = 0,
  end = from.manifest.geometry.bodySize,
): Promise<Bytes> {
  const pieces: Bytes[] = [];
  const get = async ({ offset, size }: { offset: number; size: number }) =>
    object.slice(offset, offset + size);
  for await (const piece of receiveBody(from.manifest, from.id, { start, end }, { get, signal: never })) {
    pieces.push(piece);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

function openSealed(sealed: Bytes, from = share, into = share) {
  const reference = { hash: from.issue.manifest.hash, size: from.issue.manifest.size };
  return openManifest(sealed, reference, into.keys.manifestKey, into.issue.context);
}

/** Every byte position of small objects; a seeded sample of larger ones. */
const flip = (bytes: Bytes, position: number, bit: number) => {
  const copy = bytes.slice();
  copy[position % copy.length] = (copy[position % copy.length] as number) ^ (1 << bit);
  return copy;
};
const position = fc.nat(2 ** 31 - 1);
const bit = fc.nat(7);

describe('a share', () => {
  it('opens to what was sealed, by link, by share secret and by owner box', async () => {
    const opened = await openHere(share.header);
    expect(equal(opened.keys.access, share.keys.access)).toBe(true);
    expect((await openSealed(share.sealed)).note).toBe('a note');
    expect(equal(await readBody(share, share.object), plain)).toBe(true);
    await openHeaderBySecret(share.header, share.id, share.secret);
    const byOwner = await openHeaderByOwner(share.header, share.id, share.identity);
    expect(byOwner && equal(byOwner.secrets.token, share.issue.token)).toBe(true);
    expect(await openHeaderByOwner(share.header, share.id, other.identity)).toBeNull();
  });

  it('reads any range', async () => {
    const range = fc.tuple(fc.nat(plain.length), fc.nat(plain.length));
    await fc.assert(
      fc.asyncProperty(range, async ([a, b]) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b)];
        expect(equal(await readBody(share, share.object, start, end), plain.subarray(start, end))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('has no byte in common with the same files shared again', async () => {
    const again = await sealShare(plain);
    expect(again.object.length).toBe(share.object.length);
    const same = again.object.filter((byte, i) => byte === share.object[i]).length;
    // One in 256 by chance, and the length words.
    expect(same).toBeLessThan((share.object.length / 256) * 1.3);
  });
});

describe('a manifest', () => {
  it('keeps what a later version added, when it is sealed again', async () => {
    const later = new Map([['thumbnail', random(20)]]);
    const files = share.manifest.files.map((file) => ({ ...file, x: later }));
    const { manifestKey } = share.keys;
    const sealOnce = async (manifest: Manifest) => {
      const sealed = await sealManifest(manifest, manifestKey, share.issue.context);
      const reference = { hash: await sha256(sealed), size: sealed.length };
      return openManifest(sealed, reference, manifestKey, share.issue.context);
    };
    const again = await sealOnce(await sealOnce({ ...share.manifest, files, x: later }));
    expect([again.x, again.files[0]?.x]).toEqual([later, later]);
  });
});

describe('tampering is damage', () => {
  it('any bit of the header', async () => {
    await fc.assert(
      fc.asyncProperty(position, bit, async (at, which) => {
        const code = await codeOf(open(flip(share.header, at, which)));
        expect(['damaged', 'needs-newer', 'link-replaced']).toContain(code);
      }),
      { numRuns: 400 },
    );
  });

  it('a header cut at any length, or longer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(share.header.length - 1), async (length) => {
        expect(await codeOf(open(share.header.slice(0, length)))).toBe('damaged');
      }),
      { numRuns: 100 },
    );
    expect(await codeOf(open(new Uint8Array([...share.header, 0])))).toBe('damaged');
  });

  it('any bit of the manifest, any cut, another share’s', async () => {
    await fc.assert(
      fc.asyncProperty(position, bit, async (at, which) => {
        expect(await codeOf(openSealed(flip(share.sealed, at, which)))).toBe('damaged');
      }),
      { numRuns: 100 },
    );
    expect(await codeOf(openSealed(share.sealed.slice(0, -1)))).toBe('damaged');
    expect(await codeOf(openSealed(other.sealed))).toBe('damaged');
    // Even where a lying server swaps the reference with it.
    expect(await codeOf(openSealed(other.sealed, other))).toBe('damaged');
  });

  it('any bit of the body', async () => {
    await fc.assert(
      fc.asyncProperty(position, bit, async (at, which) => {
        expect(await codeOf(readBody(share, flip(share.object, at, which)))).toBe('damaged');
      }),
      { numRuns: 60 },
    );
  });

  it('segments reordered, repeated, dropped, taken from another body', async () => {
    const [first, second] = [share.object.slice(0, SEGMENT_SIZE), share.object.slice(SEGMENT_SIZE)];
    const swapped = new Uint8Array([...second, ...first]);
    const repeated = new Uint8Array([...first, ...first.slice(0, second.length)]);
    const spliced = new Uint8Array([...first, ...other.object.slice(SEGMENT_SIZE)]);
    for (const object of [swapped, repeated, spliced, first, second, other.object, new Uint8Array(0)]) {
      expect(await codeOf(readBody(share, object))).toBe('damaged');
    }
  });

  it('a body re-sealed by a fellow recipient, who holds the body key', async () => {
    const forged = random(300_000);
    const { newBody, plaintextIn, sealPart } = await import('../transfer/sealed-part.ts');
    const { bodyKey, geometry } = share.manifest;
    const { body } = await newBody(bodyKey, share.id, geometry);
    const part = new Uint8Array(geometry.objectSize);
    plaintextIn(geometry, 0, part).set(forged);
    const { bytes: object } = await sealPart(body, 0, part, null);
    expect(await codeOf(readBody(share, object))).toBe('damaged');
    expect(await codeOf(readBody(share, object, 10, 20))).toBe('damaged');
  });
});

describe('who holds the share secret still cannot sign', () => {
  /** The header as a fellow recipient can re-make it: mac and proof key are known, the signing key is not. */
  async function remade(change: (core: HeaderCore) => object) {
    const decoded = decodeHeader(share.header);
    const coreBytes = encodeCore({ ...decoded.core, ...change(decoded.core) });
    const mac = await hmacSha256(share.keys.headerMac, macInput(coreBytes, decoded.proof));
    return encodeHeader(coreBytes, decoded.proof, mac);
  }

  it('rev, time, manifest and stanzas are under the signature', async () => {
    const changes = [{ rev: 2 }, { created: 1 }, { manifest: random(32) }, { manifestSize: 5000 }];
    for (const change of changes) expect(await codeOf(open(await remade(() => change)))).toBe('damaged');
    const added = await remade((core) => ({
      stanzas: [...core.stanzas, { type: 1, enc: random(97), ct: random(48) }],
      ownerBox: { enc: core.ownerBox.enc, ct: random(core.ownerBox.ct.length + 34) },
    }));
    expect(await codeOf(open(added))).toBe('damaged');
  });

  it('another signer is sender-changed, also with the id’s own secrets', async () => {
    const { header } = await sealHeader({ ...share.issue, identity: other.identity });
    expect(await codeOf(open(header))).toBe('sender-changed');
  });

  it('a proof made anew over the same core raises no alarm', async () => {
    const decoded = decodeHeader(share.header);
    const { openGcm } = await import('./aes-gcm.ts');
    const inner = await openGcm(
      share.keys.proofKey,
      decoded.proof.slice(0, 12),
      decoded.proof.slice(12),
      new Uint8Array(0),
    );
    const iv = random(12);
    const resealed = await sealGcm(share.keys.proofKey, iv, inner ?? new Uint8Array(0), new Uint8Array(0));
    const proof = new Uint8Array([...iv, ...resealed]);
    const mac = await hmacSha256(share.keys.headerMac, encodeCbor([decoded.coreBytes, proof]));
    const opened = await openHere(encodeHeader(decoded.coreBytes, proof, mac));
    const seen = checkRollback(null, await openHere(share.header));
    expect(checkRollback(seen, opened)).toEqual(seen);
  });
});

describe('who may open', () => {
  it('another link secret is link-replaced, another share’s header is damage', async () => {
    expect(await codeOf(open(share.header, random(32)))).toBe('link-replaced');
    expect(await codeOf(open(other.header, other.linkSecret))).toBe('damaged');
    expect(await codeOf(openHeaderBySecret(share.header, share.id, random(32)))).toBe('damaged');
  });

  it('with a changed link secret every passphrase fails alike, before any Argon2', async () => {
    const passphrase = { salt: random(16), output: random(32) };
    const locked = await sealShare(random(10), passphrase);
    let asked = 0;
    const source = async () => {
      asked++;
      return passphrase.output;
    };
    const wrongLink = openHeaderByLink(locked.header, locked.id, random(32), source);
    expect(await codeOf(wrongLink)).toBe('link-replaced');
    expect(asked).toBe(0);
    const wrongWords = openHeaderByLink(locked.header, locked.id, locked.linkSecret, async () => random(32));
    expect(await codeOf(wrongWords)).toBe('wrong-passphrase');
    expect(await codeOf(openHeaderByLink(locked.header, locked.id, locked.linkSecret, source))).toBe(
      'no error',
    );
    expect(asked).toBe(1);
  });

  it('without secret or key the refusal says why', async () => {
    const { core, coreBytes: _, proof, mac } = decodeHeader(share.header);
    const withStanzas = (stanzas: HeaderCore['stanzas']) => {
      const ct = random(512 + 34 * stanzas.length + 16);
      return encodeHeader(
        encodeCore({ ...core, stanzas, ownerBox: { enc: core.ownerBox.enc, ct } }),
        proof,
        mac,
      );
    };
    const person = { type: 1, enc: random(97), ct: random(48) } as const;
    const hybrid = { type: 2, enc: random(1665), ct: random(48) } as const;
    const unknown = { type: 'unknown', raw: [9, random(3)] } as const;
    const keys = [other.identity.encryption];
    for (const pairs of [[], keys]) {
      const refusal = (header: Bytes, id = share.id) => codeOf(openHeaderByKeys(header, id, pairs));
      expect(await refusal(share.header)).toBe('link-cut');
      expect(await refusal(withStanzas([person]))).toBe('not-addressed');
      expect(await refusal(withStanzas([person, hybrid]))).toBe('needs-newer');
      expect(await refusal(withStanzas([unknown]))).toBe('needs-newer');
      expect(await refusal(share.header, other.id)).toBe('damaged');
    }
  });

  it('a header of more items than ways to open take is refused: each may cost a hundred times its byte', async () => {
    const { core, proof, mac } = decodeHeader(share.header);
    const many = (count: number) => {
      const raw = [9, ...Array.from({ length: 3_000 }, () => new Map())];
      const stanzas = Array.from({ length: count }, () => ({ type: 'unknown', raw }) as const);
      const ct = random(512 + 34 * count + 16);
      const coreBytes = encodeCore({ ...core, stanzas, ownerBox: { enc: core.ownerBox.enc, ct } });
      return encodeHeader(coreBytes, proof, mac);
    };
    expect(decodeHeader(many(5)).core.stanzas).toHaveLength(5);
    expect(() => decodeHeader(many(6))).toThrowError('damaged');
    const list = encodeCbor(Array.from({ length: 20_000 }, () => new Map()));
    expect(() => decodeHeader(list)).toThrowError('damaged');
  });

  it('an older state, or another with the same numbers, is rolled back', async () => {
    const next = await sealHeader({ ...share.issue, rev: 2 });
    const newer = checkRollback(null, await openHere(next.header));
    const first = await openHere(share.header);
    expect(() => checkRollback(newer, first)).toThrowError('rolled-back');
    const twin = await openHere((await sealHeader(share.issue)).header);
    expect(() => checkRollback(checkRollback(null, first), twin)).toThrowError('rolled-back');
    const twinHash = await sha256(decodeHeader(share.header).coreBytes);
    expect(equal(twinHash, first.coreHash)).toBe(true);
  });

  it('a flipped suite or epoch opens nothing', async () => {
    const decoded = decodeHeader(share.header);
    for (const change of [
      { epoch: 2 },
      { suite: 2 as const, ownerBox: { enc: random(1665), ct: decoded.core.ownerBox.ct } },
    ]) {
      const coreBytes = encodeCore({ ...decoded.core, ...change });
      const code = await codeOf(open(encodeHeader(coreBytes, decoded.proof, decoded.mac)));
      expect(['link-replaced', 'needs-newer']).toContain(code);
    }
  });

  it('garbage never does anything but fail with a code', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        const error = await open(new Uint8Array(bytes)).catch((e: unknown) => e);
        expect(hasCode(error, 'damaged', 'needs-newer')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
