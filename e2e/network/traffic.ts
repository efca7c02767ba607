/**
 * Which requests are under way, and which of them stand still because a fault holds them: virtual time may only pass
 * while nothing real is going on. A request bears its number to the proxy, which takes it off again.
 */
import type { Fetch } from '../../shared/client.ts';

export const NUMBER_HEADER = 'x-network-test-request';

export interface Traffic {
  /** fetch for clients at `origin`, whose requests are counted to the last byte of their answers. */
  readonly fetchAt: (origin: string) => Fetch;
  /** A fault begins to hold a request. Answers what ends that. */
  readonly hold: (number: string | undefined) => () => void;
  /** Whether every request that is under way is held. */
  readonly isStill: () => boolean;
  readonly underWay: () => number;
  /** Called after every change. */
  onChange: () => void;
}

export function watchTraffic(): Traffic {
  const underWay = new Set<string>();
  const held = new Set<string>();
  let last = 0;
  const traffic: Traffic = {
    fetchAt: (origin) => async (url, init) => {
      const number = `${++last}`;
      const end = () => {
        underWay.delete(number);
        traffic.onChange();
      };
      underWay.add(number);
      traffic.onChange();
      try {
        const headers = { ...(init.headers as Record<string, string>), [NUMBER_HEADER]: number };
        const response = await fetch(new URL(url, origin), { ...init, headers });
        if (!response.body) end();
        return counted(response, end);
      } catch (error) {
        end();
        throw error;
      }
    },
    hold: (number) => {
      if (number === undefined) return () => {};
      held.add(number);
      traffic.onChange();
      return () => {
        held.delete(number);
        traffic.onChange();
      };
    },
    isStill: () => [...underWay].every((number) => held.has(number)),
    underWay: () => underWay.size,
    onChange: () => {},
  };
  return traffic;
}

/** The same answer; `end` is called when its body has ended, however. */
function counted(response: Response, end: () => void): Response {
  if (!response.body) return response;
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
          controller.close();
        } catch (error) {
          controller.error(error);
        }
        end();
      },
      async cancel(reason) {
        end();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  const { status, headers } = response;
  return new Response(body, { status, headers });
}
