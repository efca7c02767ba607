/**
 * Requests of every kind on every route: 2,000, or as many as FUZZ_REQUESTS says, from the seed FUZZ_SEED, else a new one,
 * which is printed. Never a 500, never an answer that is none of the contract's, never a path, a stack or a secret in one,
 * nothing unexpected in the log; memory does not grow, and the server works as before.
 */
import { randomInt } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorAnswer } from '../../shared/contract.ts';
import { serverCodes } from '../../shared/errors.ts';
import { createApp } from '../app.ts';
import { sweep } from '../sweep.ts';
import { type TestServer, TestShare, testServer } from '../testing.ts';
import { type Plan, plans, routes } from './plans.ts';
import { makeWorld, type World } from './world.ts';

const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 2_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31));
/** Plans that are made at once, between two looks at the world. */
const BATCH = 50;
/** A store's words are none of the contract's, which clients read: ours says one more. */
const objectError = v.strictObject({
  error: v.object({ code: v.picklist([...serverCodes, 'damaged']) }),
});
/** Bytes by which the heap may grow from the middle to the end. */
const GROWTH_MAX = 48 * 1_048_576;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What tells of the machine: paths, places in a stack, and the words of database and runtime. */
const telling =
  /\/(?:home|root|tmp|usr|work|node_modules)\/|\.[mc]?[jt]s:\d|\n\s+at |SQLITE|\bselect \b|libsql|kysely|Error:/i;

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await testServer();
  world = await makeWorld(server);
}, 60_000);
afterAll(async () => {
  await server.close();
});

async function ask(plan: Plan): Promise<{ status: number; problem: string | null }> {
  const { path, init } = await world.request(plan);
  let request: Request;
  try {
    request = new Request(new URL(path, 'http://localhost:8787'), init);
  } catch {
    // What no client of ours can send; sockets.test.ts sends such things by hand.
    return { status: 0, problem: null };
  }
  const response = await server.request(path, { ...init, headers: request.headers });
  const text = Buffer.from(await response.arrayBuffer()).toString('latin1');
  return { status: response.status, problem: problemOf(response, text, path) };
}

function problemOf({ status, headers }: Response, text: string, path: string): string | null {
  if (status >= 500 && status !== 507) return `status ${status}`;
  const isObject = path.startsWith('/objects/') && status < 400;
  if (isObject) return null;
  if (telling.test(text)) return `tells: ${text.slice(0, 200)}`;
  if (world.secrets.some((secret) => text.includes(secret))) return 'says a secret';
  if (status < 400 || text === '') return null;
  if (!headers.get('content-type')?.startsWith('application/json'))
    return `an error as ${headers.get('content-type')}`;
  const answer = path.startsWith('/objects/') ? objectError : errorAnswer;
  return v.is(answer, JSON.parse(text)) ? null : `an error that is none of ours: ${text.slice(0, 200)}`;
}

describe('any request', () => {
  it('every route is among them', () => {
    const known = createApp({ ...server.deps, web: null })
      .routes.filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`);
    expect(routes.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(
      [...new Set(known)].toSorted(),
    );
  });

  it(`is answered by the contract: ${REQUESTS} of seed ${SEED}`, {
    timeout: 300_000 + REQUESTS * 60,
  }, async () => {
    const statuses = new Map<number, number>();
    const reached = new Set<string>();
    let [middle, end] = [0, 0];
    for (let done = 0; done < REQUESTS; ) {
      const count = Math.min(BATCH, REQUESTS - done);
      for (const plan of fc.sample(plans, { seed: SEED + done, numRuns: count })) {
        server.clock.now += plan.pause;
        const { status, problem } = await ask(plan);
        expect(problem, `seed ${SEED}, ${JSON.stringify(plan).slice(0, 2_000)}`).toBeNull();
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status >= 200 && status < 300) reached.add(`${plan.route.method} ${plan.route.path}`);
      }
      done += count;
      await world.renew();
      await sweep(server.deps);
      expect(server.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
      server.lines.length = 0;
      collect();
      end = process.memoryUsage().heapUsed;
      if (middle === 0 && done >= REQUESTS / 2) middle = end;
    }
    console.log(`fuzz: seed ${SEED}`, Object.fromEntries([...statuses].toSorted(([a], [b]) => a - b)));
    expect(end - middle).toBeLessThan(GROWTH_MAX);
    // Requests that are always refused would show nothing.
    const never = routes.map(({ method, path }) => `${method} ${path}`).filter((name) => !reached.has(name));
    if (REQUESTS >= 2_000) expect(never.length, `never taken: ${never.join(', ')}`).toBeLessThan(5);
    const share = new TestShare(server);
    await share.ready();
    expect((await share.claim()).status).toBe(200);
  });
});
