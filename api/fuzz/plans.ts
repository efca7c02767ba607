/**
 * Requests as plans: which route, of which share, by whose right, with which body, and what is wrong with it. A plan names
 * things of the world (world.ts) by number, so the same seed is the same requests.
 */
import * as fc from 'fast-check';
import type * as v from 'valibot';
import {
  bodyRequest,
  cardRequest,
  changeRequest,
  completeRequest,
  createRequest,
  headerRequest,
  inboxChangeRequest,
  manifestRequest,
  partsRequest,
  reportRequest,
  requestLinkRequest,
  requestRequest,
  successionRequest,
} from '../../shared/contract.ts';
import { valuesOf } from './schema-values.ts';

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly schema: v.GenericSchema | null;
}

const route = (method: string, path: string, schema: v.GenericSchema | null = null): Route => ({
  method,
  path,
  schema,
});

/** Every route of the API; fuzz.test.ts compares them with those of the app. */
export const routes: readonly Route[] = [
  route('POST', '/api/shares', createRequest),
  route('GET', '/api/shares/:id'),
  route('GET', '/api/shares/:id/owner'),
  route('PATCH', '/api/shares/:id', changeRequest),
  route('DELETE', '/api/shares/:id'),
  route('POST', '/api/shares/:id/parts', partsRequest),
  route('GET', '/api/shares/:id/parts'),
  route('POST', '/api/shares/:id/complete', completeRequest),
  route('POST', '/api/shares/:id/manifest', manifestRequest),
  route('GET', '/api/shares/:id/manifest'),
  route('PUT', '/api/shares/:id/header', headerRequest),
  route('POST', '/api/shares/:id/body', bodyRequest),
  route('POST', '/api/shares/:id/reports', reportRequest),
  route('PUT', '/api/cards/:fingerprint', cardRequest),
  route('GET', '/api/cards/:fingerprint'),
  route('PUT', '/api/cards/:fingerprint/successions', successionRequest),
  route('GET', '/api/cards/:fingerprint/successions'),
  route('POST', '/api/inbox/links', requestLinkRequest),
  route('GET', '/api/inbox/links'),
  route('DELETE', '/api/inbox/links/:tokenHash'),
  route('POST', '/api/requests/:fingerprint', requestRequest),
  route('GET', '/api/inbox'),
  route('POST', '/api/deliveries/:id', inboxChangeRequest),
  route('DELETE', '/api/deliveries/:id'),
  route('POST', '/api/uploads/permits'),
  route('POST', '/api/uploads/token'),
  route('PUT', '/objects/*'),
  route('GET', '/objects/*'),
  route('GET', '/api/config'),
  route('GET', '/healthz'),
  route('GET', '/readyz'),
];

/** By whose right: the share's own token, the access token, another's, text that is none, or a signature. */
const rights = ['owner', 'access', 'other', 'none', 'text', 'signed', 'mangled'] as const;

/** What is sent: what an honest client would, what fits the schema, one of these changed, or anything. */
const bodies = ['honest', 'fitting', 'changed', 'text', 'none'] as const;

export interface Plan {
  readonly route: Route;
  /** Of the world's shares; of its addresses of objects. */
  readonly share: number;
  readonly object: number;
  readonly right: (typeof rights)[number];
  readonly body: (typeof bodies)[number];
  readonly fitting: unknown;
  /** In place of the value that is found by these numbers. */
  readonly change: { readonly way: readonly number[]; readonly value: unknown };
  readonly text: string;
  /** In place of the id in the path, but for null. */
  readonly id: string | null;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Seconds that pass before. */
  readonly pause: number;
}

/** Values that programs fall over. */
const awkward = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1.5,
    2 ** 31,
    2 ** 53,
    1e308,
    '',
    'A'.repeat(70_000),
    '\u0000',
    '\ud800',
    '__proto__',
    [[[[[[[[]]]]]]]],
    { toString: null, __proto__: null },
    Array.from({ length: 70 }, () => 0),
  ),
);

const rawText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    '',
    '{',
    '{}',
    '[]',
    'null',
    '{"a":1,"a":2}',
    '{"lifetime":NaN}',
    '\uFEFF{}',
    '['.repeat(20_000),
    `{"__proto__":{"state":"seen"}}`,
    '"'.padEnd(66_000, 'a'),
  ),
);

const idText = fc.oneof(
  fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
  fc.constantFrom(
    '..',
    '%2e%2e',
    '%00',
    '%',
    '%ff',
    'A'.repeat(22),
    'A'.repeat(5_000),
    '%2f%2f',
    "'or'1'='1",
    '\\',
    ';',
    '~',
  ),
);

const query = fc.oneof(
  fc.constantFrom(
    '',
    '?',
    '?cursor=',
    '?cursor=AAAA',
    `?cursor=${'A'.repeat(32)}`,
    '?cursor=x&cursor=y',
    '?a=%',
    '?x[__proto__]=1',
  ),
  fc.string({ unit: 'grapheme-ascii', maxLength: 20 }).map((text) => `?${encodeURIComponent(text)}`),
);

const headers = fc.dictionary(
  fc.constantFrom(
    'range',
    'content-type',
    'accept',
    'if-none-match',
    'content-digest',
    'signature',
    'signature-input',
    'origin',
    'x-forwarded-for',
    'transfer-encoding',
  ),
  fc.oneof(
    fc.constantFrom(
      'bytes=0-',
      'bytes=5-2',
      'bytes=-1',
      'bytes=0-1,3-4',
      'application/json',
      'text/plain',
      '*/*',
      'sig=()',
      'sig=:AAAA:',
      'null',
    ),
    fc.string({ unit: 'grapheme-ascii', maxLength: 60 }).map((text) => text.trim()),
  ),
  { maxKeys: 2 },
);

/** The first, three times of four. */
function often<A, B>(usual: fc.Arbitrary<A>, rare: fc.Arbitrary<B>): fc.Arbitrary<A | B> {
  return fc.oneof({ weight: 3, arbitrary: usual }, { weight: 1, arbitrary: rare });
}

/** Whether a route is for whoever has an inbox. */
export function isOfInbox(path: string): boolean {
  return path.startsWith('/api/inbox') || path.startsWith('/api/deliveries');
}

/** By whose right a route is asked by whoever may. */
function honestRight({ method, path }: Route): Plan['right'] {
  const isSigned = isOfInbox(path) || path === '/api/uploads/permits';
  return isSigned || (method === 'PUT' && path.startsWith('/api/cards')) ? 'signed' : 'owner';
}

/** Plans for every route alike. */
export const plans: fc.Arbitrary<Plan> = fc.constantFrom(...routes).chain((one) =>
  fc.record({
    route: fc.constant(one),
    share: fc.nat(1_000),
    object: fc.nat(1_000),
    right: often(fc.constant(honestRight(one)), fc.constantFrom(...rights)),
    body: often(fc.constantFrom('honest', 'honest', 'changed'), fc.constantFrom(...bodies)),
    fitting: one.schema ? valuesOf(one.schema) : fc.constant(null),
    change: fc.record({ way: fc.array(fc.nat(50), { minLength: 1, maxLength: 3 }), value: awkward }),
    text: rawText,
    id: often(fc.constant(null), idText),
    query,
    headers: often(fc.constant({}), headers),
    pause: fc.oneof(
      { weight: 40, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.constantFrom(1, 60, 3_600) },
    ),
  }),
);
