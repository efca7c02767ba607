/** What can go wrong between a client and its server, and which requests each of it can happen to. */

export const faultKinds = [
  /** A pause, and then all is well. */
  'latency',
  /** The connection ends: before the request's body, in it, and before the server learns of any of it. */
  'drop-before-request',
  'drop-in-request',
  'drop-after-request',
  /** The server has done what it was asked; nobody hears of it, or half of it. */
  'drop-before-response',
  'drop-in-response',
  /** Nothing moves any more for twenty minutes, and then the connection ends. */
  'stall-request',
  'stall-response',
  'error-500',
  /** 503 with Retry-After, in either form. */
  'busy-seconds',
  'busy-date',
  /** An answer that ends too early: below its Content-Length, without one, in chunks without the last. */
  'cut-with-length',
  'cut-without-length',
  'cut-chunked',
  /** Another range's bytes, the whole object in place of a range, bytes that are right under a range that is not. */
  'other-range',
  'whole-for-range',
  'wrong-content-range',
  /** One bit of an object, on its way down or up. */
  'flip-down',
  'flip-up',
  /** What a store says to a URL whose time is over. */
  'expired',
  /** An hour without network. */
  'outage',
] as const;

export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** From 0 to below 1: where in a body, for how long. */
  readonly roll: number;
}

/** What a request is, as far as faults are concerned. */
export interface RequestSort {
  /** The same for every attempt at the same thing: "put 3", "get 0", "complete". */
  readonly name: string;
  readonly side: 'api' | 'put' | 'get' | 'range';
  readonly hasBody: boolean;
}

const api = (name: string, hasBody = true): RequestSort => ({ name, side: 'api', hasBody });

const routes: readonly (readonly [RegExp, RequestSort])[] = [
  [/^POST \/api\/shares$/, api('create')],
  [/^POST \/api\/shares\/[\w-]+\/parts$/, api('part urls')],
  [/^POST \/api\/shares\/[\w-]+\/complete$/, api('complete')],
  [/^POST \/api\/shares\/[\w-]+\/manifest$/, api('manifest put url')],
  [/^PUT \/api\/shares\/[\w-]+\/header$/, api('header')],
  [/^GET \/api\/shares\/[\w-]+\/owner$/, api('owner', false)],
  [/^GET \/api\/shares\/[\w-]+$/, api('share', false)],
  [/^GET \/api\/shares\/[\w-]+\/manifest$/, api('manifest url', false)],
  [/^POST \/api\/shares\/[\w-]+\/body$/, api('body url')],
  [/^PUT \/objects\/\w+\/manifest\//, { name: 'put manifest', side: 'put', hasBody: true }],
  [/^GET \/objects\/\w+\/manifest\//, { name: 'get manifest', side: 'get', hasBody: false }],
];

/** What a page asks before it shows a share, at most once. */
export const openingNames: readonly string[] = ['share', 'manifest url', 'get manifest'];

/** null: nothing that faults are for, such as the page itself. */
export function sortOf(method: string, path: string, range: string | undefined): RequestSort | null {
  const [pathname = ''] = path.split('?');
  const found = routes.find(([pattern]) => pattern.test(`${method} ${pathname}`));
  if (found) return found[1];
  if (!/^\/objects\/\w+\/body$/.test(pathname)) return null;
  const part = /[?&]part=(\d+)/.exec(path)?.[1];
  if (method === 'PUT' && part !== undefined) return putOf(Number(part));
  const first = /^bytes=(\d+)-/.exec(range ?? '')?.[1];
  return method === 'GET' && first !== undefined ? rangeOf(Number(first)) : null;
}

function putOf(number: number): RequestSort {
  return { name: `put ${number}`, side: 'put', hasBody: true };
}

function rangeOf(offset: number): RequestSort {
  return { name: `get ${offset}`, side: 'range', hasBody: false };
}

/** Everything that is asked for while a share of so many parts goes up and down. `partSize`: bytes as stored. */
export function expectedRequests(parts: number, partSize: number): RequestSort[] {
  const numbers = Array.from({ length: parts }, (_, i) => i);
  return [
    ...routes.map(([, sort]) => sort).filter(({ name }) => name !== 'owner'),
    ...numbers.map((i) => putOf(i + 1)),
    ...numbers.map((i) => rangeOf(i * partSize)),
  ];
}

/** Whether a fault of this kind can happen to this request. */
export function canHappen(kind: FaultKind, { side, hasBody }: RequestSort): boolean {
  switch (kind) {
    case 'drop-in-request':
    case 'drop-after-request':
    case 'stall-request':
      return hasBody;
    case 'drop-in-response':
    case 'stall-response':
    case 'cut-with-length':
    case 'cut-without-length':
    case 'cut-chunked':
      // A store says nothing to a PUT.
      return side !== 'put';
    case 'other-range':
    case 'whole-for-range':
    case 'wrong-content-range':
      return side === 'range';
    case 'flip-down':
      return side === 'get' || side === 'range';
    case 'flip-up':
      return side === 'put';
    case 'expired':
      return side !== 'api';
    case 'outage':
      return false;
    default:
      return true;
  }
}
