/** What is signed here is accepted here, and nothing that is not byte for byte the same. */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Bytes, equal, utf8 } from '../bytes.ts';
import { codeOf } from './code-of.test-data.ts';
import { type RequestSigner, type SignatureHeaders, signRequest, verifyRequest } from './http-signature.ts';
import { type Identity, oneOffIdentity } from './identity.ts';

const NOW = 1_750_000_000;
const request = { method: 'PUT', targetUri: 'https://host/api/cards/x?y=1', body: utf8('{"a":1}') };
let identity: Identity;
let headers: SignatureHeaders;

beforeAll(async () => {
  identity = await oneOffIdentity(NOW);
  headers = await signRequest({ ...request, identity, now: NOW });
});

interface Changes {
  readonly method?: string;
  readonly targetUri?: string;
  readonly body?: Bytes | null;
  readonly now?: number;
  readonly headers?: Partial<Record<keyof SignatureHeaders, string>>;
}

function verify({ headers: changed, now = NOW, ...others }: Changes = {}): Promise<RequestSigner> {
  const all: Partial<Record<keyof SignatureHeaders, string>> = { ...headers, ...changed };
  return verifyRequest({
    ...request,
    ...others,
    now,
    header: (name) => all[name],
    verifyKey: async (fingerprint) =>
      equal(fingerprint, identity.fingerprint) ? identity.signing.publicKey : null,
  });
}

describe('a signed request', () => {
  it('names its signer, with a nonce of its own each time', async () => {
    const signer = await verify();
    expect(equal(signer.fingerprint, identity.fingerprint)).toBe(true);
    expect(signer.nonce).toHaveLength(16);
    const again = await signRequest({ ...request, identity, now: NOW });
    expect((await verify({ headers: again })).nonce).not.toEqual(signer.nonce);
  });

  it('without a body has no digest', async () => {
    const bare = await signRequest({ ...request, body: new Uint8Array(0), identity, now: NOW });
    expect(Object.keys(bare).toSorted()).toEqual(['signature', 'signature-input']);
    for (const body of [null, new Uint8Array(0)]) {
      const signer = verifyRequest({
        ...request,
        body,
        now: NOW,
        header: (name) => bare[name],
        verifyKey: async () => identity.signing.publicKey,
      });
      expect(await codeOf(signer)).toBe('no error');
    }
  });

  it('is good for 60 seconds and 30 of tolerance on either side', async () => {
    const codes = [-31, -30, 0, 60, 90, 91].map((step) => codeOf(verify({ now: NOW + step })));
    expect(await Promise.all(codes)).toEqual([
      'clock-wrong',
      'no error',
      'no error',
      'no error',
      'no error',
      'clock-wrong',
    ]);
    expect((await verify()).forgetAfter).toBe(NOW + 90);
  });

  it('is refused with any character of its headers changed, left out or added', async () => {
    const names = ['content-digest', 'signature-input', 'signature'] as const;
    const change = fc.tuple(
      fc.constantFrom(...names),
      fc.nat(1000),
      fc.constantFrom('set', 'insert', 'remove'),
      fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    );
    await fc.assert(
      fc.asyncProperty(change, async ([name, place, kind, character]) => {
        const value = headers[name] ?? '';
        const at = place % value.length;
        const rest = value.slice(kind === 'insert' ? at : at + 1);
        const changed = value.slice(0, at) + (kind === 'remove' ? '' : character) + rest;
        fc.pre(changed !== value);
        expect(await codeOf(verify({ headers: { [name]: changed } }))).toBe('wrong-signature');
      }),
      { numRuns: 300 },
    );
  });

  it('is refused for any other method, address or body', async () => {
    const text = fc.string({ unit: 'grapheme-ascii', maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(text, text, fc.uint8Array({ maxLength: 40 }), async (method, path, bytes) => {
        const body = new Uint8Array(bytes);
        fc.pre(method !== request.method && !equal(body, request.body));
        for (const changes of [{ method }, { targetUri: `https://host/${path}` }, { body }]) {
          expect(await codeOf(verify(changes))).toBe('wrong-signature');
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is refused under another key, and where the key is not known', async () => {
    const other = await oneOffIdentity(NOW);
    for (const key of [other.signing.publicKey, null]) {
      const signer = verifyRequest({
        ...request,
        now: NOW,
        header: (name) => headers[name],
        verifyKey: async () => key,
      });
      expect(await codeOf(signer)).toBe('wrong-signature');
    }
  });
});
