/** Refuses a request that names two hosts (RFC 9112, section 3.2): proxies and servers may each believe another. */
import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { SealdropError } from '../shared/errors.ts';

/** How many there are in names and values, one after another. */
function hostsIn(headers: readonly string[]): number {
  let count = 0;
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] ?? '';
    if (name.length === 4 && name.toLowerCase() === 'host') count++;
  }
  return count;
}

export const oneHost: MiddlewareHandler = async (c, next) => {
  // Tests call the app without a server around it.
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  if (incoming && hostsIn(incoming.rawHeaders) > 1) throw new SealdropError('bad-request');
  await next();
};
