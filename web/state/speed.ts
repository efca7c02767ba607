/** How fast bytes go and how long the rest takes, from the last seconds only, so that a pause is soon forgotten. */

/** Milliseconds and bytes done at that time, oldest first. */
export type Samples = readonly (readonly [time: number, done: number])[];

const WINDOW = 8_000;
const STEP = 250;

/** The samples with one more, thinned and cut to the window. */
export function withSample(samples: Samples, time: number, done: number): Samples {
  const last = samples.at(-1);
  // Going backwards means that parts were sent again: what was measured before says nothing of the rest.
  if (last && done < last[1]) return [[time, done]];
  if (last && time - last[0] < STEP) return samples;
  return [...samples.filter(([then]) => time - then <= WINDOW), [time, done]];
}

/** Bytes a second, or null while too little is known. */
export function bytesPerSecond(samples: Samples): number | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || last[0] - first[0] < 2 * STEP || last[1] === first[1]) return null;
  return ((last[1] - first[1]) * 1000) / (last[0] - first[0]);
}
