/**
 * The pipeline of shared/transfer through a network that drops, stalls, cuts, mangles and refuses: the real server and
 * real sockets, in a time that passes at once where everybody waits.
 */
import { expect, test } from './node-fixtures.ts';
import { record, seedsFor } from './results.ts';
import { runTrial } from './trial.ts';

/** Seeds that `npm test` runs too: together they plan every kind of fault. */
const ALWAYS = 4;

// A seed says once and for all how it ends.
test.describe.configure({ retries: 0 });

for (const seed of seedsFor('node')) {
  test(`node seed ${seed}`, { tag: seed <= ALWAYS ? [] : ['@network'] }, async ({ trial }) => {
    // An hour without network is a thousand requests.
    test.setTimeout(300_000);
    const { outcome, toll, size, skipped } = await runTrial(trial, { seed });
    const { injected } = toll;
    const minutes = (skipped / 60_000).toFixed(0);
    await record(
      { where: 'node', seed, injected, outcome: outcome.words, wrongs: outcome.wrongs },
      `${size} bytes, ${minutes} minutes skipped`,
    );
    expect(outcome.wrongs).toEqual([]);
  });
}
