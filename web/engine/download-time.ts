/**
 * How long an ordinary download reads what it saves, which no browser tells a page: a file of the browser's own that is removed
 * meanwhile breaks it off, however much of it was read.
 */

/** Milliseconds after which a download has certainly begun. */
export const BEGUN_AFTER = 60_000;
/** Bytes in a millisecond that the slowest disks take: memory sticks. */
const SLOWEST = 5_000;

/** Milliseconds after which a download of so many bytes has certainly ended. */
export function endedAfter(size: number): number {
  return BEGUN_AFTER + Math.ceil(size / SLOWEST);
}
