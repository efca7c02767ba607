/**
 * How many parts are under way at once. It begins where every engine was measured to be best, tries one more as long as
 * that moves more bytes, and halves after a failure (additive increase, multiplicative decrease, as TCP does).
 */

export interface Window {
  /** Parts that may be under way now. */
  readonly limit: () => number;
  /** A part has arrived. `bytes` of it, at `time` in milliseconds of any clock. */
  readonly arrived: (bytes: number, time: number) => void;
  /** A request was lost or refused. */
  readonly failed: () => void;
}

export interface WindowBounds {
  readonly start: number;
  readonly most: number;
}

/** A round must be this much faster than the one before for another part at once to stay. */
const GAIN = 1.05;

/** A window over one transfer. */
export function adaptiveWindow({ start, most }: WindowBounds): Window {
  let limit = Math.min(start, most);
  /** The limit that is not tried again: one more was no faster. */
  let settled = false;
  let trying = false;
  let best = 0;
  let round: { bytes: number; parts: number; since: number | null } = { bytes: 0, parts: 0, since: null };

  function restart(time: number | null): void {
    round = { bytes: 0, parts: 0, since: time };
  }

  function judge(speed: number): void {
    if (trying && speed < best * GAIN) {
      limit--;
      settled = true;
    } else {
      best = speed;
      trying = !settled && limit < most;
      if (trying) limit++;
      return;
    }
    trying = false;
  }

  return {
    limit: () => limit,
    arrived(bytes, time) {
      if (round.since === null) {
        restart(time);
        return;
      }
      round.bytes += bytes;
      round.parts++;
      // Two parts of every place: fewer say more of chance than of the line.
      if (round.parts < 2 * limit || time <= round.since) return;
      judge(round.bytes / (time - round.since));
      restart(time);
    },
    failed() {
      limit = Math.max(1, Math.floor(limit / 2));
      // The line may be another one now.
      settled = false;
      trying = false;
      best = 0;
      restart(null);
    },
  };
}
