/** Pauses and watchdogs by a clock that the test moves. */
import { describe, expect, it } from 'vitest';
import { sleep, watchdog } from './clock.ts';
import { manualClock } from './manual-clock.test-data.ts';
import { PACE_MAX, pacedClock } from './paced-clock.ts';
import { retryAfterOf } from './retry-after.ts';

describe('a pause', () => {
  it('ends in its time, or when it is cancelled, and leaves nothing behind', async () => {
    const clock = manualClock();
    const controller = new AbortController();
    let over = 0;
    const pauses = [1000, 3000].map((milliseconds) =>
      sleep(milliseconds, controller.signal, clock).then(() => over++),
    );
    clock.pass(999);
    expect(clock.waiting()).toEqual([1, 2001]);
    clock.pass(1);
    await pauses[0];
    expect(over).toBe(1);
    controller.abort();
    await pauses[1];
    expect(clock.waiting()).toEqual([]);
  });
});

describe('a watchdog', () => {
  it('bites whatever is not fed in time', () => {
    const clock = manualClock();
    const dog = watchdog(new AbortController().signal, 1000, clock);
    clock.pass(900);
    dog.feed(500);
    clock.pass(499);
    expect(dog.signal.aborted).toBe(false);
    clock.pass(1);
    expect([dog.signal.aborted, dog.hasBitten()]).toEqual([true, true]);
  });

  it('aborts with whoever may cancel, before or later, which is no bite', () => {
    const clock = manualClock();
    const controller = new AbortController();
    const dog = watchdog(controller.signal, 1000, clock);
    controller.abort();
    expect([dog.signal.aborted, dog.hasBitten()]).toEqual([true, false]);
    expect(watchdog(controller.signal, 1000, clock).signal.aborted).toBe(true);
  });

  it('leaves nothing behind', () => {
    const clock = manualClock();
    const controller = new AbortController();
    const dog = watchdog(controller.signal, 1000, clock);
    dog.stop();
    expect(clock.waiting()).toEqual([]);
    controller.abort();
    expect(dog.signal.aborted).toBe(false);
  });
});

describe('a paced clock', () => {
  it('shortens pauses by its pace, and watchdogs by a tenth of it', async () => {
    const { clock, setPace } = pacedClock();
    setPace(PACE_MAX);
    const rung: string[] = [];
    const long = clock.after(3_600_000, () => rung.push('an hour'));
    await new Promise<void>((resolve) => {
      clock.watch(500, () => {
        rung.push('half a second of a watchdog');
        resolve();
      });
      clock.after(1000, () => rung.push('a second'));
    });
    expect(rung).toEqual(['a second', 'half a second of a watchdog']);
    long();
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  const seconds = (retryAfter: string, date?: string) =>
    retryAfterOf(new Headers({ 'retry-after': retryAfter, ...(date ? { date } : {}) }), now);

  it('is taken as seconds and as a date', () => {
    expect(seconds('7')).toBe(7);
    expect(seconds('0')).toBe(0);
    expect(seconds('Sun, 01 Mar 2026 12:00:09 GMT')).toBe(9);
  });

  it('is measured by the clock of whoever says it', () => {
    expect(seconds('Mon, 01 Mar 2021 00:00:30 GMT', 'Mon, 01 Mar 2021 00:00:00 GMT')).toBe(30);
    expect(seconds('Sun, 01 Mar 2026 11:00:00 GMT')).toBe(0);
  });

  it('keeps nobody waiting for ever', () => {
    expect(seconds('86400')).toBe(120);
    expect(seconds('Fri, 01 Mar 2030 12:00:00 GMT')).toBe(120);
  });

  it('is nothing where it cannot be understood', () => {
    for (const text of [
      '',
      'soon',
      '-1',
      '1.5',
      '99999999999',
      '2026-03-01',
      'Sun, 01 Foo 2026 12:00:09 GMT',
    ]) {
      expect(seconds(text), text).toBeNull();
    }
    expect(retryAfterOf(new Headers(), now)).toBeNull();
  });
});
