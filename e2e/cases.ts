/** Counts the cases that a spec goes through, and says at its end how many held. */
import { test } from '@playwright/test';

/** Call it once at the top of a spec, and the result once for each case that held. */
export function countCases(what: string): () => void {
  let count = 0;
  // One process for the whole file, or each would know a part of them only.
  test.describe.configure({ mode: 'default' });
  test.afterAll(() => console.log(`${what}: ${count} cases`));
  return () => {
    count++;
  };
}
