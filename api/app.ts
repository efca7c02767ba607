/**
 * The API as a function of its dependencies. Thin: it authorises, signs URLs and records, and never sees a plaintext
 * byte. Order of what is mounted: log and headers around everything, the routes, then the pages.
 */
import { Hono } from 'hono';
import { RegExpRouter } from 'hono/router/reg-exp-router';
import { SealdropError } from '../shared/errors.ts';
import { databaseProblem } from './database/problems.ts';
import type { Dependencies } from './dependencies.ts';
import { securityHeaders } from './headers.ts';
import { httpError } from './http-errors.ts';
import { errorFields } from './log.ts';
import { oneHost } from './one-host.ts';
import { type RequestVariables, requestLog } from './request-log.ts';
import { cardRoutes } from './routes/cards.ts';
import { downloadRoutes } from './routes/downloads.ts';
import { headerRoutes } from './routes/header.ts';
import { inboxRoutes } from './routes/inbox.ts';
import { objectRoutes } from './routes/objects.ts';
import { partRoutes } from './routes/parts.ts';
import { reportRoutes } from './routes/reports.ts';
import { requestLinkRoutes } from './routes/request-links.ts';
import { shareRoutes } from './routes/shares.ts';
import { siteRoutes } from './routes/site.ts';
import { uploadRoutes } from './routes/uploads.ts';
import { webRoutes } from './routes/web.ts';
import type { WebFiles } from './web-files.ts';

/** `web` is the built page; null leaves the pages to somebody else (the development server, tests). */
export function createApp(deps: Dependencies & { readonly web: WebFiles | null }): Hono<RequestVariables> {
  const { objects, config, log, web } = deps;
  // One expression for all routes, and one that it cannot hold is refused here: Hono's choice of routers would walk a tree instead.
  const app = new Hono<RequestVariables>({ router: new RegExpRouter() });

  app.use(requestLog(log));
  app.use(securityHeaders({ storeSources: objects.sources, publicOrigin: config.publicOrigin }));
  app.use(oneHost);
  app.onError((error, c) => {
    const { status, body } = httpError(error, deps.now());
    // A request that its client has left fails in many ways, none of them news.
    if (body.error.code === 'unexpected' && !c.req.raw.signal.aborted) {
      log('error', 'unexpected', { request: c.get('request'), ...errorFields(error) });
    }
    // To clients one thing. The bucket's keys, rights or network: nothing that they can do anything about.
    if (body.error.code === 'store-unreachable') {
      const event = databaseProblem(error) === 'away' ? 'database unreachable' : 'store unreachable';
      log('warn', event, { request: c.get('request'), ...errorFields(error) });
    }
    // What is limited by time says for how long, to proxies and programs too.
    const { retryAfter } = body.error;
    if (retryAfter !== undefined) c.header('retry-after', String(retryAfter));
    return c.json(body, status);
  });
  app.notFound((c) => {
    const { status, body } = httpError(new SealdropError('not-found'), deps.now());
    return c.json(body, status);
  });

  const people = [cardRoutes, requestLinkRoutes, inboxRoutes, uploadRoutes];
  for (const routes of [
    siteRoutes,
    shareRoutes,
    partRoutes,
    headerRoutes,
    downloadRoutes,
    reportRoutes,
    ...people,
  ]) {
    app.route('/', routes(deps));
  }
  if (objects.local) app.route('/', objectRoutes(objects.local, log));
  // Below these nothing is a page, whatever the address.
  app.all('/api/*', (c) => c.notFound());
  app.all('/objects/*', (c) => c.notFound());
  if (web) app.route('/', webRoutes(web));
  return app;
}
