/** The test of the tests of networks: receivers that are wrong are found out, and so is a transfer without an excuse. */
import { SealdropError } from '../../shared/errors.ts';
import { receiveBody } from '../../shared/transfer/receive.ts';
import { untilItFails, withoutDigests } from './careless.ts';
import { expect, test } from './node-fixtures.ts';
import { createSchedule, type Planned } from './schedule.ts';
import { clearCodes, PART_SIZE, runTrial } from './trial.ts';

/** Bytes of two parts. */
const SIZE = 9_000_000;
const second = `get ${PART_SIZE}`;
test.describe.configure({ timeout: 300_000, retries: 0 });

const flips: Planned[] = [{ kind: 'flip-down', name: second }];

test('a receiver that compares no digests is found out', async ({ trial }) => {
  const careful = await runTrial(trial, { seed: 1, size: SIZE, faults: flips });
  expect(careful.toll.injected['flip-down']).toBe(1);
  expect(careful.outcome).toEqual({ words: 'complete', wrongs: [] });

  const careless = await runTrial(trial, { seed: 1, size: SIZE, faults: flips, body: withoutDigests });
  expect(careless.outcome.wrongs).toHaveLength(1);
  expect(careless.outcome.wrongs[0]).toMatch(/^a wrong file was called complete/);

  for (const kind of ['other-range', 'flip-down'] as const) {
    const mixed = await runTrial(trial, {
      seed: 2,
      size: 1_000,
      faults: [{ kind, name: 'get 0' }],
      body: withoutDigests,
    });
    expect(mixed.outcome.wrongs[0]).toMatch(/^a wrong file was called complete/);
  }
});

test('a receiver that takes a failure for the end is found out', async ({ trial }) => {
  // Once more than it is fetched.
  const faults = [...flips, ...flips, ...flips];
  const careful = await runTrial(trial, { seed: 3, size: SIZE, faults });
  expect(careful.outcome).toEqual({ words: 'receive: damaged', wrongs: [] });

  const { outcome } = await runTrial(trial, { seed: 3, size: SIZE, faults, body: untilItFails });
  expect(outcome.wrongs).toHaveLength(1);
  expect(outcome.wrongs[0]).toMatch(/^a short file was called complete/);
});

test('an error that no fault explains, or no person is told of, is found out', async ({ trial }) => {
  const failing = (code: 'damaged' | 'cancelled'): typeof receiveBody =>
    async function* (...parameters) {
      yield* receiveBody(...parameters);
      throw new SealdropError(code);
    };
  const size = 1_000;
  const unexplained = await runTrial(trial, { seed: 4, size, faults: [], body: failing('damaged') });
  expect(unexplained.outcome.wrongs[0]).toBe('receive ended with damaged, which no fault explains');
  expect(clearCodes).not.toContain('cancelled');
  const silent = await runTrial(trial, { seed: 4, size, faults: [], body: failing('cancelled') });
  expect(silent.outcome.wrongs[0]).toMatch(/^receive ended with cancelled/);
});

test('a seed chooses the same faults every time, and others than the next', () => {
  const chosen = (seed: number) => {
    const schedule = createSchedule(seed, { parts: 3, partSize: PART_SIZE });
    const names = ['create', 'put 1', 'put 2', 'put 3', 'get 0', second];
    const put = (name: string) => ({ name, side: 'put', hasBody: true }) as const;
    return JSON.stringify([
      schedule.outageAt,
      names.flatMap((name) => [1, 2, 3].map(() => schedule.next(put(name)))),
    ]);
  };
  expect(chosen(7)).toBe(chosen(7));
  expect(chosen(7)).not.toBe(chosen(8));
});
