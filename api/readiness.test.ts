/** /readyz: what it says, how often it looks, and what the log says of it. */
import { sql } from 'kysely';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createApp } from './app.ts';
import type { StoreProblem } from './objects/store.ts';
import { type TestServer, testServer } from './testing.ts';

let server: TestServer;
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

/** An app whose store has the problem that `current` answers; `looks` counts how often it was asked. */
async function appWith(current: () => StoreProblem | null) {
  server = await testServer();
  const looks = { count: 0 };
  const problem = async () => {
    looks.count++;
    return current();
  };
  const app = createApp({ ...server.deps, objects: { ...server.deps.objects, problem }, web: null });
  const ask = async () => {
    const response = await app.request('/readyz');
    return { status: response.status, body: await response.json() };
  };
  return { ask, looks };
}

describe('readiness', () => {
  it('is green where both answer', async () => {
    const { ask } = await appWith(() => null);
    expect(await ask()).toEqual({ status: 200, body: { ok: true, database: true, store: true } });
  });

  it('is red without the store, says why in the log alone, and turns green again', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    let problem: StoreProblem | null = { kind: 'wrong-secret' };
    const { ask, looks } = await appWith(() => problem);
    const red = { status: 503, body: { ok: false, database: true, store: false } };
    expect(await ask()).toEqual(red);
    expect(server.lines.join('')).toContain('"problem":"wrong-secret"');
    problem = null;
    // Whoever asks often costs the store nothing.
    for (let i = 0; i < 20; i++) expect(await ask()).toEqual(red);
    expect(looks.count).toBe(1);
    vi.advanceTimersByTime(5_000);
    expect((await ask()).status).toBe(200);
    expect(looks.count).toBe(2);
  });

  it('is red without the database', async () => {
    const { ask } = await appWith(() => null);
    // One that was never asked has nothing to close.
    await sql`select 1`.execute(server.deps.database);
    await server.deps.database.destroy();
    expect(await ask()).toEqual({ status: 503, body: { ok: false, database: false, store: true } });
  });
});
