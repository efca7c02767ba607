/**
 * What Prometheus is told, at a port of its own that faces nobody: requests by method, route's pattern and status, what is
 * stored, what waits, and Node.js itself. It is taken from what the log is told, which holds nothing that names anybody.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { stored } from './database/stored.ts';
import type { Dependencies } from './dependencies.ts';
import type { Log } from './log.ts';
import { readiness } from './readiness.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600];

export interface Metrics {
  readonly registry: Registry;
  /** The log, listened to. */
  readonly log: Log;
}

/** Metrics of what goes to `log` from now on. */
export function createMetrics(log: Log): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = new Histogram({
    name: 'sealdrop_http_request_seconds',
    help: 'Requests, until the last byte of the answer had left, or the client',
    labelNames,
    buckets: SECONDS,
    registers,
  });
  const bytes = new Counter({
    name: 'sealdrop_http_bytes_total',
    help: 'Bytes of requests (received) and answers (sent)',
    labelNames: ['direction'] as const,
    registers,
  });
  const ended = new Counter({
    name: 'sealdrop_swept_shares_total',
    help: 'Shares that a sweep of this copy ended',
    registers,
  });
  const events = new Counter({
    name: 'sealdrop_problems_total',
    help: 'Lines of the log at warn and error, by event',
    labelNames: ['event'] as const,
    registers,
  });
  return {
    registry,
    log(level, event, fields = {}) {
      log(level, event, fields);
      if (level !== 'info') events.inc({ event });
      if (event === 'swept') ended.inc(fields.count ?? 0);
      if (event !== 'request') return;
      const { method = '', route = '', status = 0, ms = 0, received = 0, sent = 0 } = fields;
      requests.observe({ method, route, status }, ms / 1000);
      bytes.inc({ direction: 'received' }, received);
      bytes.inc({ direction: 'sent' }, sent);
    },
  };
}

/** Numbers that are asked of database and store, the same for every copy: a function that asks. */
function gauges({ registry }: Metrics, deps: Dependencies): () => Promise<void> {
  const gauge = <T extends string>(name: string, help: string, ...labelNames: T[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const up = gauge('sealdrop_up', 'Whether database and store answer', 'part');
  const shares = gauge('sealdrop_shares', 'Shares that live, by state', 'state');
  const size = gauge('sealdrop_share_bytes', 'Bytes of their bodies, as stored or on their way');
  const waiting = gauge('sealdrop_deletions_due', 'Objects that are to be deleted and are not yet');
  const ready = readiness(deps);
  return async () => {
    const { database, store } = await ready();
    up.set({ part: 'database' }, Number(database));
    up.set({ part: 'store' }, Number(store));
    if (!database) return;
    const now = await stored(deps.database, deps.now());
    shares.set({ state: 'uploading' }, now.uploading);
    shares.set({ state: 'ready' }, now.ready);
    size.set(now.bytes);
    waiting.set(now.due);
  };
}

/** Answers GET /metrics at this port of this address, and nothing else. */
export async function serveMetrics(
  metrics: Metrics,
  deps: Dependencies,
  { host, port }: { host: string; port: number },
): Promise<Server> {
  const ask = gauges(metrics, deps);
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    ask()
      .then(() => metrics.registry.metrics())
      .then(
        (text) => response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
