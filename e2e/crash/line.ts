/**
 * The line between senders and server, which a test can hold: requests wait in front of it, those under way are let end.
 * It counts, so that a kill can be aimed at a piece of work and not at a time of day.
 */
import type { Fetch } from '../../shared/client.ts';

export interface Line {
  readonly fetch: Fetch;
  /** Resolves when `count` more requests have begun. */
  after(count: number): Promise<void>;
  /** Lets no request begin any more; resolves when none is under way. */
  hold(): Promise<void>;
  release(): void;
  /** Requests that ended without an answer. */
  readonly cutOff: () => number;
}

/** `origin` is where addresses without one lead. */
export function openLine(origin: string): Line {
  let gate: Promise<void> | null = null;
  let open = () => {};
  let underWay = 0;
  let begun = 0;
  let cutOff = 0;
  let idle = () => {};
  const counted: { readonly at: number; readonly reached: () => void }[] = [];

  return {
    async fetch(url, init) {
      while (gate) await gate;
      underWay++;
      begun++;
      for (const { at, reached } of counted) if (begun >= at) reached();
      try {
        const response = await fetch(new URL(url, origin), init);
        // An answer counts as there only when all of it is; the senders' answers are small.
        const body = await response.arrayBuffer();
        const { status, headers } = response;
        return new Response([204, 304].includes(status) ? null : body, { status, headers });
      } catch (error) {
        cutOff++;
        throw error;
      } finally {
        underWay--;
        if (underWay === 0) idle();
      }
    },

    after(count) {
      return new Promise((reached) => counted.push({ at: begun + count, reached }));
    },

    async hold() {
      gate ??= new Promise((resolve) => {
        open = resolve;
      });
      if (underWay === 0) return;
      await new Promise<void>((resolve) => {
        idle = resolve;
      });
    },

    release() {
      gate = null;
      open();
    },

    cutOff: () => cutOff,
  };
}
