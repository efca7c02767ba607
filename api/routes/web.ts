/**
 * The pages and their files. Every page is index.html, at the addresses of links with one more file named (open.html), and none redirects: below
 * /s/ and /to/ a redirect could carry a link's secret along or lose it.
 */
import { type Context, Hono } from 'hono';
import { SealdropError } from '../../shared/errors.ts';
import { SHARE_NOT_TAKEN, SHARE_TARGET } from '../../shared/share-target.ts';
import type { WebFile, WebFiles } from '../web-files.ts';

const pages = ['/', '/shares', '/people', '/settings', '/older', '/package', '/how', '/accessibility'];

const linkPages = ['/s/*', '/to/*'];

export function webRoutes(files: WebFiles): Hono {
  const app = new Hono();
  const index = files.get('/index.html');

  const page = (c: Context, status: 200 | 404, file = index) => {
    if (!file) throw new SealdropError('not-found');
    return serve(c, file, { cache: 'no-cache', status });
  };

  for (const path of pages) app.get(path, (c) => page(c, 200));
  for (const path of linkPages) app.get(path, (c) => page(c, 200, files.get('/open.html')));

  // It comes here only where the service worker is gone, and is plaintext: nobody reads it, and the connection ends soon (node-server).
  app.post(SHARE_TARGET, (c) => c.body(null, 303, { location: `/${SHARE_NOT_TAKEN}` }));

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

/** Whether a client takes a coding: it is named, and not as one of no quality. */
function takes(acceptEncoding: string, coding: string): boolean {
  return acceptEncoding.split(',').some((part) => {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    return name === coding && !parameters.some((text) => /^q=0(?:\.0*)?$/.test(text));
  });
}

function serve(c: Context, file: WebFile, answer: { cache: string; status: 200 | 404 }): Response {
  const wanted = c.req.header('accept-encoding') ?? '';
  const encoded = file.encoded.find(({ coding }) => takes(wanted, coding));
  // Each form has a tag of its own, for they are other bytes.
  const etag = encoded ? file.etag.replace(/"$/, `-${encoded.coding}"`) : file.etag;
  const headers: Record<string, string> = {
    'cache-control': answer.cache,
    etag,
    ...(file.encoded.length > 0 ? { vary: 'accept-encoding' } : {}),
  };
  if (answer.status === 200 && c.req.header('if-none-match') === etag) return c.body(null, 304, headers);
  if (encoded) headers['content-encoding'] = encoded.coding;
  return c.body(encoded?.body ?? file.body, answer.status, { ...headers, 'content-type': file.type });
}
