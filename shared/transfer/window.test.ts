/** How many parts are under way at once, on lines that are quick, slow, or fail. */
import { describe, expect, it } from 'vitest';
import { adaptiveWindow, type Window } from './window.ts';

describe('the window', () => {
  interface Line {
    /** Milliseconds of each part. */
    readonly latency?: number;
    readonly window?: Window;
  }

  /** Parts of one byte through a line that takes `most` at once at full speed. */
  function run(most: number, parts: number, { latency = 10_000, window = newWindow() }: Line = {}) {
    let time = 0;
    for (let i = 0; i < parts; i++) {
      time += latency / Math.min(window.limit(), most);
      window.arrived(1, time);
    }
    return window;
  }

  const newWindow = () => adaptiveWindow({ start: 4, most: 8 });

  it('is as large as it may be at once where parts are quick, and again soon after a failure', () => {
    const latency = 400;
    expect(run(4, 4, { latency }).limit()).toBe(4);
    const window = run(4, 5, { latency });
    expect(window.limit()).toBe(8);
    window.failed();
    expect(window.limit()).toBe(4);
    expect(run(4, 60, { latency, window }).limit()).toBe(8);
    // Where a part takes longer it is one more at a time.
    expect(run(4, 8).limit()).toBe(5);
  });

  it('grows while more at once moves more, and stays where it does not', () => {
    expect(run(8, 300).limit()).toBe(8);
    expect(run(4, 300).limit()).toBe(4);
    expect(run(6, 300).limit()).toBe(6);
  });

  it('halves after failures, never below one, and grows again', () => {
    const window = run(8, 300);
    for (const limit of [4, 2, 1, 1]) {
      window.failed();
      expect(window.limit()).toBe(limit);
    }
    expect(run(8, 600, { window }).limit()).toBe(8);
  });
});
