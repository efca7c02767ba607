/**
 * Requests signed by a key whose card is stored here (the first one brings its card along). The address is checked as
 * the configured public origin has it, never by the Host header, and each nonce is taken once. docs/format.md, "API
 * authentication".
 */
import type { Context } from 'hono';
import type * as v from 'valibot';
import { type Bytes, equal } from '../shared/bytes.ts';
import { type RequestSigner, type RequestToVerify, verifyRequest } from '../shared/crypto/http-signature.ts';
import { type KeyCard, openKeyCard } from '../shared/crypto/key-card.ts';
import { hasCode, SealdropError } from '../shared/errors.ts';
import { originsOf } from '../shared/public-origin.ts';
import { clientAddress } from './client-address.ts';
import { findCard } from './database/cards.ts';
import { takeNonce } from './database/nonces.ts';
import type { Dependencies } from './dependencies.ts';
import { parseBody, pathAndQuery, readBody, requireJson } from './request.ts';

/** The signer of a request that has no body. Throws wrong-signature, clock-wrong. */
export async function requireSigner(deps: Dependencies, c: Context): Promise<KeyCard> {
  const bytes = await readBody(c);
  if (bytes.length > 0) throw new SealdropError('bad-request');
  return await verify(deps, c, { bytes, brought: null });
}

/** The signer of a request, and its body as JSON of `schema`. `cardIn` finds the card in a body that brings it along. */
export async function readSigned<S extends v.GenericSchema>(
  deps: Dependencies,
  c: Context,
  schema: S,
  cardIn?: (body: v.InferOutput<S>) => Promise<KeyCard>,
): Promise<{ signer: KeyCard; body: v.InferOutput<S> }> {
  requireJson(c);
  const bytes = await readBody(c);
  const body = parseBody(bytes, schema);
  const brought = cardIn ? await cardIn(body) : null;
  return { signer: await verify(deps, c, { bytes, brought }), body };
}

async function verify(
  deps: Dependencies,
  c: Context,
  { bytes, brought }: { bytes: Bytes; brought: KeyCard | null },
): Promise<KeyCard> {
  const { config, now, rates } = deps;
  // Before the cryptography, which is what a flood would make it work at.
  await rates.take('signed', clientAddress(deps, c));
  const found: { card: KeyCard | null } = { card: null };
  const targets = originsOf(config.publicOrigin).map((origin) => origin + pathAndQuery(c));
  const { fingerprint, nonce, forgetAfter } = await verifyAny(targets, {
    method: c.req.raw.method,
    body: bytes,
    header: (name) => c.req.header(name),
    verifyKey: async (keyid) => {
      if (brought) {
        found.card = equal(brought.fingerprint, keyid) ? brought : null;
      } else {
        const known = await findCard(deps, keyid);
        found.card = known && (await openKeyCard(known));
      }
      return found.card?.verifyKey ?? null;
    },
    now: now(),
  });
  const isFirst = await takeNonce(deps, { keyid: fingerprint, nonce, expires: forgetAfter });
  if (!found.card || !isFirst) throw new SealdropError('wrong-signature');
  return found.card;
}

/** Throws what the last of the addresses leads to, unless the signature holds for one of them. */
async function verifyAny(
  targets: readonly string[],
  request: Omit<RequestToVerify, 'targetUri'>,
): Promise<RequestSigner> {
  let refused: unknown = new SealdropError('wrong-signature');
  for (const targetUri of targets) {
    try {
      return await verifyRequest({ ...request, targetUri });
    } catch (error) {
      if (!hasCode(error, 'wrong-signature')) throw error;
      refused = error;
    }
  }
  throw refused;
}
