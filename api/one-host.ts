/** Refuses a request that names two hosts (RFC 9112, section 3.2): proxies and servers may each believe another. */
import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { SealdropError } from '../shared/errors.ts';

export const oneHost: MiddlewareHandler = async (c, next) => {
  // Tests call the app without a server around it.
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  const hosts = incoming?.rawHeaders.filter((text, i) => i % 2 === 0 && text.toLowerCase() === 'host');
  if (hosts && hosts.length > 1) throw new SealdropError('bad-request');
  await next();
};
