/**
 * The pages and their files. Every page is index.html, and none redirects: below /s/ and /to/ a redirect could carry a
 * link's secret along or lose it.
 */
import { type Context, Hono } from 'hono';
import { SealdropError } from '../../shared/errors.ts';
import type { WebFile, WebFiles } from '../web-files.ts';

const pages = ['/', '/s/*', '/to/*', '/shares', '/people', '/settings', '/older', '/package'];

export function webRoutes(files: WebFiles): Hono {
  const app = new Hono();
  const index = files.get('/index.html');

  const page = (c: Context, status: 200 | 404) => {
    if (!index) throw new SealdropError('not-found');
    return serve(c, index, { cache: 'no-cache', status });
  };

  for (const path of pages) app.get(path, (c) => page(c, 200));

  // Vite puts a hash of the bytes into the names below /assets/.
  app.get('/assets/*', (c) => {
    const file = files.get(c.req.path);
    if (!file) throw new SealdropError('not-found');
    return serve(c, file, { cache: 'public, max-age=31536000, immutable', status: 200 });
  });

  app.get('/*', (c) => {
    const file = files.get(c.req.path);
    return file ? serve(c, file, { cache: 'no-cache', status: 200 }) : page(c, 404);
  });

  return app;
}

function serve(c: Context, file: WebFile, answer: { cache: string; status: 200 | 404 }): Response {
  const headers = { 'cache-control': answer.cache, etag: file.etag };
  if (answer.status === 200 && c.req.header('if-none-match') === file.etag) return c.body(null, 304, headers);
  return c.body(file.body, answer.status, { ...headers, 'content-type': file.type });
}
