/** The part of the API's client that is about keys: cards, request links, the inbox. Signed where the API asks for it. */
import { type Bytes, toBase64Url } from './bytes.ts';
import type { Caller } from './call.ts';
import * as contract from './contract.ts';
import type { Identity } from './crypto/identity.ts';

/** The methods, each a route. `identity` signs; its card must be stored first (`putCard`). */
export function peopleCalls(call: Caller) {
  const card = (fingerprint: Bytes, rest = '') => `/api/cards/${toBase64Url(fingerprint)}${rest}`;
  const delivery = (id: Bytes) => `/api/deliveries/${toBase64Url(id)}`;

  return {
    /** Shows the identity's card to the server. Throws stale where a later one stands. */
    putCard: (identity: Identity, signal?: AbortSignal) =>
      call({
        method: 'PUT',
        path: card(identity.fingerprint),
        signer: identity,
        body: { card: toBase64Url(identity.card) },
        answer: contract.emptyAnswer,
        signal,
      }),

    /** The card that the server has for a fingerprint (32 bytes): bytes, to be opened and compared. */
    card: (fingerprint: Bytes, signal?: AbortSignal) =>
      call({ method: 'GET', path: card(fingerprint), answer: contract.cardAnswer, signal }),

    /** `old` signs; the cards of both must be stored. */
    putSuccession: (old: Identity, succession: Bytes, signal?: AbortSignal) =>
      call({
        method: 'PUT',
        path: card(old.fingerprint, '/successions'),
        signer: old,
        body: { succession: toBase64Url(succession) },
        answer: contract.emptyAnswer,
        signal,
      }),

    successions: (fingerprint: Bytes, signal?: AbortSignal) =>
      call({
        method: 'GET',
        path: card(fingerprint, '/successions'),
        answer: contract.successionsAnswer,
        signal,
      }),

    /** Permits to upload. Throws not-listed where the identity's key is not among those that may. */
    uploadPermits: (identity: Identity, signal?: AbortSignal) =>
      call({
        method: 'POST',
        path: '/api/uploads/permits',
        signer: identity,
        answer: contract.permitsAnswer,
        signal,
      }),

    /** `uploadToken`: where the site wants one of whoever takes deliveries. */
    addRequestLink: (
      identity: Identity,
      link: contract.RequestLink & { readonly uploadToken?: string | null },
      signal?: AbortSignal,
    ) =>
      call({
        method: 'POST',
        path: '/api/inbox/links',
        signer: identity,
        uploadToken: link.uploadToken,
        body: {
          tokenHash: toBase64Url(link.tokenHash),
          expires: link.expires,
          box: toBase64Url(link.box),
        },
        answer: contract.emptyAnswer,
        signal,
      }),

    requestLinks: (identity: Identity, signal?: AbortSignal) =>
      call({
        method: 'GET',
        path: '/api/inbox/links',
        signer: identity,
        answer: contract.requestLinksAnswer,
        signal,
      }),

    /** Ends the link whose token has this hash (32 bytes). */
    endRequestLink: (identity: Identity, tokenHash: Bytes, signal?: AbortSignal) =>
      call({
        method: 'DELETE',
        path: `/api/inbox/links/${toBase64Url(tokenHash)}`,
        signer: identity,
        answer: contract.emptyAnswer,
        signal,
      }),

    /** Whether something can be delivered by this link. Throws inbox-closed, inbox-full, requests-off. */
    checkRequest: (target: { fingerprint: Bytes; token: Bytes }, signal?: AbortSignal) =>
      call({
        method: 'POST',
        path: `/api/requests/${toBase64Url(target.fingerprint)}`,
        body: { token: toBase64Url(target.token) },
        answer: contract.emptyAnswer,
        signal,
      }),

    /** A page of the inbox. `cursor`: of the page before, null for the first. */
    inbox: (identity: Identity, cursor: Bytes | null = null, signal?: AbortSignal) =>
      call({
        method: 'GET',
        path: cursor ? `/api/inbox?cursor=${toBase64Url(cursor)}` : '/api/inbox',
        signer: identity,
        answer: contract.inboxAnswer,
        signal,
      }),

    markDelivery: (identity: Identity, id: Bytes, state: contract.InboxChange, signal?: AbortSignal) =>
      call({
        method: 'POST',
        path: delivery(id),
        signer: identity,
        body: { state },
        answer: contract.emptyAnswer,
        signal,
      }),

    /** Ends a delivery for everybody. */
    deleteDelivery: (identity: Identity, id: Bytes, signal?: AbortSignal) =>
      call({
        method: 'DELETE',
        path: delivery(id),
        signer: identity,
        answer: contract.emptyAnswer,
        signal,
      }),
  };
}
