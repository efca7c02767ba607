/** What must hold right after a crash, before any sender has said a word: everything acknowledged, nothing half-made. */

import { expect } from '@playwright/test';
import { type Bytes, random, toBase64Url } from '../../shared/bytes.ts';
import { createClient } from '../../shared/client.ts';
import { hasCode } from '../../shared/errors.ts';
import type { Phase, Sender } from './sender.ts';
import type { Site } from './site.ts';

/** Looks at a share whose sender stands still, by what the sender has been told. */
export async function expectAsAcknowledged(site: Site, sender: Sender): Promise<void> {
  const { origin } = site.server;
  const client = createClient(origin, (url, init) => fetch(url, init));
  const { id, token, phase } = sender;
  const total = sender.geometry.objectSize;
  const status = await client.share(id).catch((error: unknown) => {
    // Not even its creation was acknowledged.
    expect(phase).toBe('creating');
    if (hasCode(error, 'not-found')) return null;
    throw error;
  });
  if (!status) return expect(await site.objects(sender.prefix)).toEqual([]);

  const owner = await client.owner(id, token);
  if (owner.state === 'ended') throw new Error('nobody has ended it');
  if (phase === 'ready' || owner.state === 'ready') {
    // The header was on its way at the least, and stands whole.
    expect(isPast(phase, 'publishing')).toBe(true);
    expect(status.state).toBe('ready');
    expect(owner.complete).toBe(true);
    return;
  }

  expect(status).toEqual({ state: 'uploading', received: expect.any(Number), total });
  await expectRefused(origin, sender, token, null);
  await expectRefused(origin, sender, await sender.access(1), random(16));
  const objects = await site.objects(sender.prefix);
  if (owner.complete) {
    expect(isPast(phase, 'completing')).toBe(true);
    expect(owner.received).toBe(total);
    return;
  }
  expect(isPast(phase, 'publishing')).toBe(false);
  expect(objects).toEqual([]);
  if (phase === 'creating') return;

  const { parts } = await client.listParts(id, token);
  const held = new Map(parts.map(({ number, ...part }) => [number, part]));
  for (const [number, part] of sender.acknowledged) expect(held.get(number)).toEqual(part);
  expect(owner.received).toBe(parts.reduce((sum, { size }) => sum + size, 0));
}

async function expectRefused(
  origin: string,
  { id }: Sender,
  token: Bytes,
  grant: Bytes | null,
): Promise<void> {
  const share = `${origin}/api/shares/${toBase64Url(id)}`;
  const headers = { authorization: `Bearer ${toBase64Url(token)}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ grant: grant && toBase64Url(grant) });
  for (const answer of [
    await fetch(`${share}/manifest`, { headers }),
    await fetch(`${share}/body`, { method: 'POST', headers, body }),
  ]) {
    expect(answer.status).toBe(409);
    expect(await answer.json()).toEqual({ error: { code: 'not-complete' } });
  }
}

const order: readonly Phase[] = ['creating', 'sending', 'completing', 'publishing', 'ready'];

function isPast(phase: Phase, least: Phase): boolean {
  return order.indexOf(phase) >= order.indexOf(least);
}
