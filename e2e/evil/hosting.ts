/** Answers everything that the API and its store answer about shares, from what a test holds in its hands. */
import { toBase64Url, toHex } from '../../shared/bytes.ts';
import type { KnownKeyPair } from '../known-keys.ts';
import { type Answer, type Exchange, json, refusal, type Tamper } from './server.ts';
import type { Held } from './shares.ts';

const DAY = 86_400;

export function expires(): number {
  return Math.floor(Date.now() / 1000) + DAY;
}

export function ready(header: Uint8Array): Answer {
  return json({ state: 'ready', header: toBase64Url(header), expires: expires(), exhausted: false });
}

/** A range as an honest store answers it; beyond the end 416. */
export function ranged(bytes: Uint8Array, { headers }: Exchange): Answer {
  const own = { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' };
  const wanted = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '');
  if (!wanted) return { status: 200, headers: own, body: bytes };
  const start = Number(wanted[1]);
  if (start >= bytes.length) return { status: 416, headers: { 'content-range': `bytes */${bytes.length}` } };
  const end = Math.min(Number(wanted[2]) + 1, bytes.length);
  const range = { 'content-range': `bytes ${start}-${end - 1}/${bytes.length}` };
  return { status: 206, headers: { ...own, ...range }, body: bytes.subarray(start, end) };
}

/** The server of these shares; other requests pass. */
export function hosting(...shares: readonly Held[]): Tamper {
  return (exchange) => {
    for (const share of shares) {
      const api = `/api/shares/${toBase64Url(share.id)}`;
      const objects = `/objects/${toHex(share.id)}`;
      switch (`${exchange.method} ${exchange.path}`) {
        case `GET ${api}`:
          return ready(share.header);
        case `GET ${api}/manifest`:
          return json({ url: `${objects}/manifest`, expires: expires() });
        case `POST ${api}/body`:
          return json({ url: `${objects}/body`, expires: expires() });
        case `GET ${objects}/manifest`:
          return {
            status: 200,
            headers: { 'content-type': 'application/octet-stream' },
            body: share.manifest,
          };
        case `GET ${objects}/body`:
          return ranged(share.body, exchange);
      }
    }
    return exchange.path.startsWith('/api/shares/') ? refusal(404, 'not-found') : null;
  };
}

/** The answer of a server that has this card under a fingerprint, whether it belongs there or not. */
export function cardAt(fingerprint: Uint8Array, card: Uint8Array): Tamper {
  const wanted = `/api/cards/${toBase64Url(fingerprint)}`;
  return ({ method, path }) =>
    method === 'GET' && path === wanted ? json({ card: toBase64Url(card) }) : null;
}

/** The server of these people's cards. */
export function cardsOf(...people: readonly KnownKeyPair[]): Tamper {
  return inTurn(...people.map(({ identity }) => cardAt(identity.fingerprint, identity.card)));
}

/** The first of them that answers. */
export function inTurn(...tampers: readonly Tamper[]): Tamper {
  return async (exchange) => {
    for (const tamper of tampers) {
      const answer = await tamper(exchange);
      if (answer) return answer;
    }
    return null;
  };
}
