/** Ten uploads at once while their server is killed again and again: the body of the tests of every store. */
import { expect } from '@playwright/test';
import { type Chance, chance } from './chance.ts';
import { expectAsAcknowledged } from './half-made.ts';
import { openLine } from './line.ts';
import { read } from './reader.ts';
import { Sender } from './sender.ts';
import type { Site } from './site.ts';

export const UPLOADS = 10;

interface Round {
  readonly kills: number;
  /** Requests that the kills cut off. */
  readonly cutOff: number;
}

/**
 * Rounds of ten uploads until their server was killed at least `kills` times. Says the seed and how it went.
 */
export async function killAtLeast(
  kills: number,
  site: Site,
  round: { readonly kills: number; readonly parts: number },
): Promise<Round> {
  const random = chance();
  console.log(`CRASH_SEED=${random.seed}`);
  let killed = 0;
  let cutOff = 0;
  while (killed < kills) {
    const one = await killDuringUploads(site, random, round);
    killed += one.kills;
    cutOff += one.cutOff;
  }
  console.log(`${killed} kills cut off ${cutOff} requests`);
  return { kills: killed, cutOff };
}

/**
 * Ten uploads of up to `parts` parts, their server killed `kills` times while they run. Each goes on from what was
 * acknowledged, and what comes out is what went in.
 */
async function killDuringUploads(
  site: Site,
  random: Chance,
  { kills, parts }: { kills: number; parts: number },
): Promise<Round> {
  const { server } = site;
  const line = openLine(server.origin);
  const senders: Sender[] = [];
  for (let i = 0; i < UPLOADS; i++) {
    // Of every kind: a single short part, full ones, and a last one that is short.
    const size =
      random.whole(0, 1) === 0 ? random.whole(0, parts - 1) * 8_387_584 : random.whole(0, parts * 8_000_000);
    senders.push(
      await Sender.prepare({
        origin: server.origin,
        name: `${random.seed} ${i}.bin`,
        size,
        fetch: line.fetch,
      }),
    );
  }
  const all = Promise.all(senders.map((sender) => sender.run()));
  let ended = false;
  const end = all.finally(() => {
    ended = true;
  });
  // Awaited below; until then a failure must not count as unhandled.
  end.catch(() => undefined);

  let killed = 0;
  const requests = senders.reduce((sum, { geometry }) => sum + 5 + 2 * geometry.parts, 0);
  while (killed < kills) {
    await Promise.race([line.after(random.whole(3, Math.max(4, Math.floor(requests / (kills + 1))))), end]);
    if (ended) break;
    await new Promise((resolve) => setTimeout(resolve, random.whole(0, 30)));
    await server.kill();
    killed++;
    // Some come while nobody is there.
    await new Promise((resolve) => setTimeout(resolve, random.whole(0, 200)));
    await line.hold();
    await server.start();
    for (const sender of senders) await expectAsAcknowledged(site, sender);
    line.release();
  }
  await end;

  expect(senders.flatMap(({ sentAgain }) => sentAgain)).toEqual([]);
  for (const sender of senders) {
    await expectAsAcknowledged(site, sender);
    expect(sender.acknowledged.size).toBe(sender.geometry.parts);
    expect(await read(server.origin, sender)).toEqual({ epoch: 1, note: '', digest: sender.digest() });
    // One body and one manifest; of what was begun beside them nothing is left.
    expect(await site.objects(sender.prefix)).toHaveLength(2);
  }
  return { kills: killed, cutOff: line.cutOff() };
}
