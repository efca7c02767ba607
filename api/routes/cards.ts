/**
 * Key cards by fingerprint, and which key follows which. Both are checked here so that nothing is kept that no reader
 * takes; readers check them again. docs/format.md, "Identities and cards".
 */
import { Hono } from 'hono';
import type * as v from 'valibot';
import { equal, toBase64Url } from '../../shared/bytes.ts';
import {
  type cardAnswer,
  cardRequest,
  successionRequest,
  type successionsAnswer,
} from '../../shared/contract.ts';
import { type KeyCard, openKeyCard } from '../../shared/crypto/key-card.ts';
import { namedInSuccession, openSuccession } from '../../shared/crypto/succession.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import { addSuccession, findCard, listSuccessions, putCard } from '../database/cards.ts';
import type { Dependencies } from '../dependencies.ts';
import { readSigned } from '../key-auth.ts';
import { rateLimited } from '../rate-limits.ts';
import { hashOfPath } from '../request.ts';

export function cardRoutes(deps: Dependencies): Hono {
  const app = new Hono();

  app.put('/api/cards/:fingerprint', async (c) => {
    const fingerprint = hashOfPath(c, 'fingerprint');
    // The first request of a key brings the card that it is checked by.
    const { signer, body } = await readSigned(deps, c, cardRequest, async ({ card }) => {
      const opened = await orBadRequest(openKeyCard(card));
      if (!equal(opened.fingerprint, fingerprint)) throw new SealdropError('bad-request');
      return opened;
    });
    const { created } = signer;
    if (!(await putCard(deps, { fingerprint, card: body.card, created }))) {
      const known = await findCard(deps, fingerprint);
      if (!known || !equal(known, body.card)) throw new SealdropError('stale');
    }
    return c.json({});
  });

  app.get('/api/cards/:fingerprint', rateLimited(deps, 'lookups'), async (c) => {
    const known = await findCard(deps, hashOfPath(c, 'fingerprint'));
    if (!known) throw new SealdropError('not-found');
    return c.json({ card: toBase64Url(known) } satisfies v.InferInput<typeof cardAnswer>);
  });

  app.put('/api/cards/:fingerprint/successions', async (c) => {
    const { signer, body } = await readSigned(deps, c, successionRequest);
    const { succession } = body;
    if (!equal(signer.fingerprint, hashOfPath(c, 'fingerprint'))) throw new SealdropError('wrong-signature');
    const successor = await orBadRequest(successorOf(succession));
    await orBadRequest(openSuccession(succession, signer, successor));
    await addSuccession(deps, { old: signer.fingerprint, new: successor.fingerprint, succession });
    return c.json({});
  });

  /** The card of the key that a succession names as the new one. Throws not-found where it is not stored. */
  async function successorOf(succession: Parameters<typeof namedInSuccession>[0]): Promise<KeyCard> {
    const known = await findCard(deps, namedInSuccession(succession).new);
    if (!known) throw new SealdropError('not-found');
    return await openKeyCard(known);
  }

  app.get('/api/cards/:fingerprint/successions', rateLimited(deps, 'lookups'), async (c) => {
    const successions = await listSuccessions(deps, hashOfPath(c, 'fingerprint'));
    return c.json({ successions: successions.map(toBase64Url) } satisfies v.InferInput<
      typeof successionsAnswer
    >);
  });

  return app;
}

/** What does not hold is a bad request here; a reader has other words for what it was given. */
async function orBadRequest<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (hasCode(error, 'damaged', 'sender-changed')) throw new SealdropError('bad-request', { cause: error });
    throw error;
  }
}
