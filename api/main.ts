/**
 * The program: environment to config, config to server, server to port. It says one line on standard output, when it
 * answers; logs go to standard error. TERM and INT, once or more often, let running requests finish for a while
 * and exit 0.
 */
import { once } from 'node:events';
import { Server as HttpServer } from 'node:http';
import { setTimeout as setTimeoutAsync } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import { isBehindUnknownProxy } from './client-address.ts';
import { parseConfig } from './config.ts';
import { letHeapGrow } from './heap.ts';
import { createLog, errorFields, gatherLines } from './log.ts';
import { createMetrics, serveMetrics } from './metrics.ts';
import { isFileError } from './objects/durable.ts';
import { storeProblemWords } from './objects/problem-words.ts';
import { openServer } from './server.ts';
import { startWords } from './start-words.ts';
import { readWebFiles } from './web-files.ts';

/** A part may take as long as its URL lives; the headers of a request may not. */
const REQUEST_MS = 3_600_000;
const HEADERS_MS = 30_000;
/** Milliseconds that a sweep which waits for a store is waited for. */
const SWEEP_MS = 3_000;
const IDLE_CHECK_MS = 50;

const lines = gatherLines((text) => process.stderr.write(text));
process.once('exit', lines.flush);

function fail(...words: readonly string[]): never {
  lines.flush();
  for (const line of words) process.stderr.write(`${line}\n`);
  process.exit(1);
}

letHeapGrow();

const parsed = parseConfig(process.env);
if ('problems' in parsed) fail('Sealdrop cannot start:', ...parsed.problems);
const { config } = parsed;
const plainLog = createLog(config.logLevel, lines.write);
const metrics = config.metrics && createMetrics(plainLog);
const log = metrics?.log ?? plainLog;

// The bundle is dist/api/main.js, beside dist/web.
const web = await readWebFiles(fileURLToPath(new URL('../web', import.meta.url)));
if (!web) log('warn', 'no built page: API only');

// Limits would be those of all people together; the doctor says more.
if (isBehindUnknownProxy(config)) log('warn', 'no proxy is trusted: all addresses are one');

const server = await openServer({ config, log, web }).catch((error: unknown) => {
  log('error', 'start failed', errorFields(error));
  const { what, fix } = startWords(error, config);
  return fail(`Sealdrop cannot start: ${what}.`, fix);
});

/** A sweep that waits for a store that hangs is not waited for: what it has not done stays on the list. */
async function closeServer(): Promise<void> {
  await Promise.race([server.close(), setTimeoutAsync(SWEEP_MS)]);
}

const { s3 } = config;
const problem = await server.dependencies.objects.problem();
if (problem && s3) {
  const { what, fix } = storeProblemWords(problem, s3);
  // What is set up wrongly ends here. A service that is away comes back: until then /readyz is red.
  if (problem.kind === 'unreachable') {
    log('warn', 'store not ready', { problem: problem.kind });
  } else {
    await closeServer();
    fail(`Sealdrop cannot start: ${what}.`, fix);
  }
}

if (metrics && config.metrics) {
  const { host, port } = config.metrics;
  await serveMetrics(metrics, server.dependencies, { host, port }).catch((error: unknown) => {
    log('error', 'listening failed', errorFields(error));
    return fail(`Sealdrop cannot start: it cannot listen on METRICS_HOST at port ${port}`);
  });
}

const http = createAdaptorServer({
  fetch: server.app.fetch,
  serverOptions: { requestTimeout: REQUEST_MS, headersTimeout: HEADERS_MS },
});
if (!(http instanceof HttpServer)) fail('Sealdrop cannot start: not an HTTP/1.1 server');

let stopping = false;

async function stop(): Promise<void> {
  // Ctrl-C under npm comes twice: from the terminal, and passed on by npm.
  if (stopping) return;
  stopping = true;
  const closed = once(http, 'close');
  http.close();
  if (http instanceof HttpServer) {
    http.closeIdleConnections();
    // A connection kept alive becomes idle only when its request has ended.
    setInterval(() => http.closeIdleConnections(), IDLE_CHECK_MS).unref();
    setTimeout(() => http.closeAllConnections(), config.shutdownSeconds * 1000).unref();
  }
  await closed;
  await closeServer();
  process.exit(0);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());

http.once('error', (error) => {
  if (isFileError(error, 'EADDRINUSE')) fail(`Sealdrop cannot start: port ${config.port} is in use`);
  log('error', 'listening failed', errorFields(error));
  fail(`Sealdrop cannot start: it cannot listen on HOST at port ${config.port}`);
});
http.listen(config.port, config.host, () =>
  process.stdout.write(`Sealdrop is ready at ${config.publicOrigin}\n`),
);
