/**
 * One line for each request: method, the route's pattern, status, duration, a number for the request. Patterns stand
 * where paths would, so no id, token or query can reach the log.
 */
import { randomBytes } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Log } from './log.ts';

export type RequestVariables = { Variables: { request: string } };

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

export function requestLog(log: Log): MiddlewareHandler<RequestVariables> {
  return async (c, next) => {
    const started = performance.now();
    const request = randomBytes(6).toString('hex');
    c.set('request', request);
    await next();
    log('info', 'request', {
      request,
      // The method is the client's text too.
      method: methods.includes(c.req.method) ? c.req.method : 'other',
      route: routePath(c),
      status: c.res.status,
      ms: Math.round(performance.now() - started),
    });
  };
}
