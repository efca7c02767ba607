/** The inbox of a key: what was delivered to it, for the eyes of who signs with that key. docs/format.md, "Deliveries". */
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { type Bytes, toBase64Url } from '../../shared/bytes.ts';
import { type inboxAnswer, inboxChangeRequest, inboxCursor } from '../../shared/contract.ts';
import { SealdropError } from '../../shared/errors.ts';
import { isDeliveredTo, listInbox, setInboxState } from '../database/inbox.ts';
import { findShare, requireShare, type Share } from '../database/shares.ts';
import type { Dependencies } from '../dependencies.ts';
import { end } from '../ending.ts';
import { readSigned, requireSigner } from '../key-auth.ts';
import { shareIdOfPath } from '../request.ts';

export function inboxRoutes(deps: Dependencies): Hono {
  const { database, now } = deps;
  const app = new Hono();

  app.get('/api/inbox', async (c) => {
    const { fingerprint } = await requireSigner(deps, c);
    const page = await listInbox(deps, fingerprint, { cursor: cursorOf(c), now: now() });
    return c.json({
      entries: page.entries.map(({ id, header, ...rest }) => ({
        ...rest,
        id: toBase64Url(id),
        header: toBase64Url(header),
      })),
      cursor: page.cursor && toBase64Url(page.cursor),
    } satisfies v.InferInput<typeof inboxAnswer>);
  });

  app.post('/api/deliveries/:id', async (c) => {
    const { signer, body } = await readSigned(deps, c, inboxChangeRequest);
    const share = await requireShare(database, shareIdOfPath(c), now());
    requireDeliveredTo(deps, share, signer.fingerprint);
    await setInboxState(database, share.id, body.state);
    return c.json({});
  });

  app.delete('/api/deliveries/:id', async (c) => {
    const { fingerprint } = await requireSigner(deps, c);
    const found = await findShare(database, shareIdOfPath(c), now());
    if (!found) throw new SealdropError('not-found');
    // Of an ended share nothing says any more whose it was, and its reason is public. One that is blocked is there still.
    if (found.share) {
      requireDeliveredTo(deps, found.share, fingerprint);
      await end(deps, found.share.id, 'revoked');
    }
    return c.json({});
  });

  return app;
}

/** Throws not-found: to anybody else, and before it has arrived, it is not in an inbox. */
function requireDeliveredTo(deps: Dependencies, share: Share, fingerprint: Bytes): void {
  if (share.arrived === null || !isDeliveredTo(deps, share, fingerprint))
    throw new SealdropError('not-found');
}

function cursorOf(c: Context): Bytes | null {
  const text = c.req.query('cursor');
  if (text === undefined) return null;
  const result = v.safeParse(inboxCursor, text);
  if (!result.success) throw new SealdropError('bad-request');
  return result.output;
}
