/**
 * How many parts are under way at once. On a quick line it doubles from round to round (slow start, as TCP calls it): a browser
 * keeps its few connections busy only where the next parts are sealed already. On others it tries one more as long as that moves
 * more bytes. It halves after a failure (additive increase, multiplicative decrease).
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

/** Milliseconds that a part may take where more of them at once are no burden: a failure loses little, and ends soon. */
const QUICK = 2_000;
/** A round must be this much faster than the one before for another part at once to stay. */
const GAIN = 1.05;

/** A window over one transfer. */
export function adaptiveWindow({ start, most }: WindowBounds): Window {
  let limit = Math.min(start, most);
  /** The limit that is not tried again: one more was no faster. */
  let settled = false;
  let trying = false;
  /** Until the first failure, or until the line shows that it is not quick. */
  let opening = true;
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
      // One part of every place says how long each takes; of speed fewer than two say more of chance than of the line.
      if (round.parts < (opening ? limit : 2 * limit) || time <= round.since) return;
      const elapsed = time - round.since;
      const isQuick = (elapsed / round.parts) * limit < QUICK;
      if (isQuick && limit < most) {
        limit = opening ? Math.min(2 * limit, most) : limit + 1;
      } else {
        opening = false;
        judge(round.bytes / elapsed);
      }
      restart(time);
    },
    failed() {
      limit = Math.max(1, Math.floor(limit / 2));
      opening = false;
      // The line may be another one now.
      settled = false;
      trying = false;
      best = 0;
      restart(null);
    },
  };
}
