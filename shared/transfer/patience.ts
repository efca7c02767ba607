/**
 * How long a request may stand still before its connection counts as lost. Downloads are watched by their bytes. Of an
 * upload fetch says nothing until it ends, so it gets the time that its size needs: at first on a very slow line, later
 * at an eighth of the pace that this transfer has shown.
 */

/** Milliseconds until the first byte of an answer: a store may have to look, and a browser queues what it cannot send yet. */
const ANSWER = 60_000;
/** Milliseconds between two bytes of an answer that has begun. */
const BETWEEN_BYTES = 30_000;
/** Milliseconds that a PUT may take beside its bytes. */
const PUT_BASE = 30_000;
/** Bytes a millisecond of the slowest line for which it is worth to wait: 16 KiB a second for each of four requests. */
const PACE_MIN = 16.384;
/** A line may get so many times slower before it counts as lost. */
const ROOM = 8;
const FACTOR_MAX = 16;
/** Milliseconds above which nothing is worth waiting: the life of a URL. */
const MAX = 3_600_000;

export interface Patience {
  /** Milliseconds for a PUT of so many bytes, from its beginning to its answer. */
  readonly forPut: (bytes: number) => number;
  /** Milliseconds that a PUT of so many bytes takes, as far as this transfer has shown; Infinity before it has. */
  readonly expects: (bytes: number) => number;
  /** Milliseconds for the first byte of an answer. */
  readonly forAnswer: () => number;
  /** Milliseconds for the next byte. */
  readonly forByte: () => number;
  /** A PUT of so many bytes was answered after so many milliseconds. */
  readonly hasPut: (bytes: number, milliseconds: number) => void;
  /** A request was given up for standing still: the next ones get twice the time, for it may have been too little. */
  readonly gaveUp: () => void;
  /** One went well: that much less is needed. */
  readonly wentWell: () => void;
}

/** One for a whole transfer, whose requests share a line. */
export function newPatience(): Patience {
  /** Bytes a millisecond; 0 until something was measured. */
  let pace = 0;
  let factor = 1;
  const within = (milliseconds: number) => Math.min(milliseconds * factor, MAX);
  return {
    forPut: (bytes) => within(PUT_BASE + bytes / Math.max(PACE_MIN, pace / ROOM)),
    expects: (bytes) => (pace === 0 ? Number.POSITIVE_INFINITY : bytes / pace),
    forAnswer: () => within(ANSWER),
    forByte: () => within(BETWEEN_BYTES),
    hasPut: (bytes, milliseconds) => {
      const shown = bytes / Math.max(1, milliseconds);
      // The slower of what was seen counts, and is forgotten slowly.
      pace = pace === 0 ? shown : Math.min(shown, pace * 1.25);
    },
    gaveUp: () => {
      factor = Math.min(factor * 2, FACTOR_MAX);
    },
    wentWell: () => {
      factor = Math.max(factor / 2, 1);
    },
  };
}
