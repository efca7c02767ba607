/** Speed from few samples, many, and after a step back. */
import { describe, expect, it } from 'vitest';
import { bytesPerSecond, type Samples, withSample } from './speed.ts';

const none: Samples = [];

describe('speed', () => {
  it('is unknown at first', () => {
    expect(bytesPerSecond(none)).toBeNull();
    expect(bytesPerSecond(withSample(none, 0, 10))).toBeNull();
  });
  it('is what went in the window', () => {
    let samples = none;
    for (let second = 0; second <= 20; second++) samples = withSample(samples, second * 1000, second * 500);
    expect(bytesPerSecond(samples)).toBe(500);
    expect(samples.length).toBeLessThan(11);
  });
  it('thins what comes too often', () => {
    let samples = none;
    for (let time = 0; time < 1000; time += 10) samples = withSample(samples, time, time);
    expect(samples.length).toBeLessThanOrEqual(4);
  });
  it('begins anew after a step back', () => {
    const samples = withSample(withSample(none, 0, 1000), 1000, 10);
    expect(samples).toEqual([[1000, 10]]);
  });
});
