/**
 * One line for each request: method, the route's pattern, status, duration, bytes, a number for the request. Patterns
 * stand where paths would, so no id, token or query can reach the log.
 */
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Log, LogFields } from './log.ts';

export type RequestVariables = { Variables: { request: string } };

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Request numbers that one call of the generator makes. */
const POOL = 512;
const NUMBER_SIZE = 6;
let pool = Buffer.alloc(0);
let used = 0;

/** 6 random bytes in hex. */
function requestNumber(): string {
  if (used === pool.length) {
    pool = randomBytes(POOL * NUMBER_SIZE);
    used = 0;
  }
  used += NUMBER_SIZE;
  return pool.toString('hex', used - NUMBER_SIZE, used);
}

export function requestLog(log: Log): MiddlewareHandler<RequestVariables> {
  return async (c, next) => {
    const started = performance.now();
    const request = requestNumber();
    c.set('request', request);
    // Tests call the app without a server around it.
    const { incoming, outgoing } = (c.env ?? {}) as Partial<HttpBindings>;
    const write = (fields: LogFields) => {
      const traffic = incoming && trafficOf(incoming.socket);
      log('info', 'request', { ...fields, ms: Math.round(performance.now() - started), ...traffic });
    };
    await next();
    const fields = {
      request,
      // The method is the client's text too.
      method: methods.includes(c.req.method) ? c.req.method : 'other',
      route: routePath(c),
      status: c.res.status,
    };
    // The body of the answer has yet to be streamed. A client that has left is gone already.
    if (outgoing && !outgoing.closed) outgoing.once('close', () => write(fields));
    else write(fields);
  };
}

const counted = new WeakMap<Socket, { received: number; sent: number }>();

/** What the connection carried since it was last asked, so that all lines together say what passed through here. */
function trafficOf(socket: Socket): { received: number; sent: number } {
  const before = counted.get(socket) ?? { received: 0, sent: 0 };
  const now = { received: socket.bytesRead, sent: socket.bytesWritten };
  counted.set(socket, now);
  return { received: now.received - before.received, sent: now.sent - before.sent };
}
