/**
 * The network between clients and the built server, as bad as a schedule wants it: a real HTTP server on loopback that
 * everything passes through, API and objects, and that drops, holds, cuts, mangles and refuses on the way.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Clock } from '../../shared/clock.ts';
import { reply, replyThrough } from './cutting.ts';
import { type Fault, type FaultKind, faultKinds, sortOf } from './faults.ts';
import type { Schedule } from './schedule.ts';
import { answerOf, refusalOf } from './tampering.ts';
import { NUMBER_HEADER, type Traffic } from './traffic.ts';
import { type Passed, pass, passHalf } from './upstream.ts';
import { urlAges } from './url-ages.ts';

/** Milliseconds. */
const STALL = 20 * 60_000;
const OUTAGE = 60 * 60_000;
const LATENCY_MAX = 5_000;

/** What was done to the clients since the last schedule was put in place. */
export interface Toll {
  readonly injected: Record<FaultKind, number>;
  /** How many faults happened to the requests of each name. */
  readonly byName: Map<string, number>;
  /** Stalls that nobody noticed before they ended by themselves. */
  endured: number;
  /** Failures of the proxy itself; there must be none. */
  readonly broken: unknown[];
}

export interface FaultProxy {
  readonly origin: string;
  /** Begins a schedule with a toll of its own. null: everything passes. */
  readonly begin: (schedule: Schedule | null) => Toll;
  /** Resolves when nobody's request is under way any more. */
  readonly quiet: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface ProxyPorts {
  readonly clock: Clock;
  /** null: the clients' requests bear no numbers, and time is real. */
  readonly traffic: Traffic | null;
}

function newToll(): Toll {
  const injected = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  return { injected, byName: new Map(), endured: 0, broken: [] };
}

/** Starts at `port` in front of the server at `real`. */
export async function startFaultProxy(real: string, port: number, ports: ProxyPorts): Promise<FaultProxy> {
  const { clock, traffic } = ports;
  let schedule: Schedule | null = null;
  let toll = newToll();
  let asked = 0;
  /** Ends the hour without network; null while there is one. */
  let endOutage: (() => void) | null = null;
  let isSilent = false;
  const exchanges = new Map<ServerResponse, Promise<void>>();
  const ages = urlAges(clock);

  /** Holds an exchange for so long. Answers whether the client was still there at the end. */
  function held(message: IncomingMessage, milliseconds: number): Promise<boolean> {
    const { socket } = message;
    return new Promise((resolve) => {
      const end = (present: boolean) => {
        cancel();
        socket.off('close', left);
        release?.();
        resolve(present);
      };
      const left = () => end(false);
      const cancel = clock.after(milliseconds, () => end(true));
      const release = traffic?.hold(message.headers[NUMBER_HEADER] as string | undefined, left);
      if (socket.destroyed) left();
      else socket.once('close', left);
    });
  }

  async function stalled(message: IncomingMessage): Promise<void> {
    if (await held(message, STALL)) toll.endured++;
    message.socket.destroy();
  }

  function count(kind: FaultKind, name: string): void {
    toll.injected[kind]++;
    toll.byName.set(name, (toll.byName.get(name) ?? 0) + 1);
  }

  /** Whether the network is gone, or goes at this request. */
  function isOut(): boolean {
    if (endOutage) return true;
    if (schedule?.outageAt !== asked++) return false;
    const cancel = clock.after(OUTAGE, () => endOutage?.());
    endOutage = () => {
      cancel();
      endOutage = null;
    };
    for (const other of exchanges.keys()) other.socket?.destroy();
    return true;
  }

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = message;
    const sort = schedule && sortOf(method, path, headers.range);
    if (!schedule || !sort) {
      const body = await bodyOf(message);
      reply(response, await pass(real, { method, path, headers, body }));
      return;
    }
    if (isOut()) {
      count('outage', sort.name);
      // Either nothing answers, or somebody says at once that there is no way.
      message.resume();
      if (isSilent) await held(message, OUTAGE);
      message.socket.destroy();
      return;
    }
    const aged = ages.isOver(path) ? ({ kind: 'expired', roll: 0 } as const) : null;
    const fault = aged ?? schedule.next(sort);
    if (fault) count(fault.kind, sort.name);
    await faulty(message, response, fault);
  }

  async function faulty(
    message: IncomingMessage,
    response: ServerResponse,
    fault: Fault | null,
  ): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = message;
    const kind = fault?.kind;
    const roll = fault?.roll ?? 0;
    if (kind === 'drop-before-request') return void message.socket.destroy();
    if (kind === 'stall-request') {
      // Read, though it leads nowhere: of a connection that nobody reads, Node.js does not see the end.
      message.resume();
      return await stalled(message);
    }
    if (kind === 'drop-in-request') {
      const body = await halfOf(message);
      await passHalf(real, { method, path, headers, body });
      return void message.socket.destroy();
    }
    const passed: Passed = { method, path, headers, body: await bodyOf(message) };
    if (kind === 'drop-after-request') return void message.socket.destroy();
    if (kind === 'latency') await held(message, roll * LATENCY_MAX);
    const refusal = fault && refusalOf(fault);
    if (refusal) return reply(response, refusal);
    const answered = await answerOf(real, passed, fault);
    ages.note(path, answered.body);
    if (kind === 'drop-before-response') return void message.socket.destroy();
    await replyThrough(response, answered, { fault, stall: () => stalled(message) });
  }

  const server = createServer((message, response) => {
    const run = answer(message, response).catch((error: unknown) => {
      // A client that has left is no failure of ours.
      if (!message.socket.destroyed) toll.broken.push(error);
      response.destroy();
    });
    const closed = new Promise<void>((resolve) => response.once('close', () => resolve()));
    const ended = Promise.all([run, closed]).then(() => void exchanges.delete(response));
    exchanges.set(response, ended);
  });
  // Node's own limits are for servers that must not be held; this one holds.
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));

  return {
    origin: `http://127.0.0.1:${port}`,
    begin: (next) => {
      schedule = next;
      toll = newToll();
      asked = 0;
      endOutage?.();
      isSilent = (next?.outageAt ?? 0) % 2 === 1;
      return toll;
    },
    quiet: async () => {
      while (exchanges.size > 0) await Promise.all(exchanges.values());
    },
    stop: async () => {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** At least half of a body, and not all of one that comes in several pieces. */
async function halfOf(message: IncomingMessage): Promise<Buffer> {
  const enough = Number(message.headers['content-length'] ?? 0) / 2;
  const pieces: Buffer[] = [];
  let length = 0;
  // Left early, the loop would destroy the connection before the server has had its half.
  for await (const piece of message.iterator({ destroyOnReturn: false })) {
    pieces.push(piece as Buffer);
    length += (piece as Buffer).length;
    if (length >= enough) break;
  }
  const half = Buffer.concat(pieces);
  return half.subarray(0, Math.max(0, Math.min(half.length, Number(message.headers['content-length']) - 1)));
}
