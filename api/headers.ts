/**
 * The headers of every answer of the app, the Content Security Policy first among them. One policy for all, so that no
 * route can be forgotten; the exceptions are the workers that run Argon2 and open files of older systems: WebAssembly for both, and
 * no connection for the second. What is no HTTP, or has a
 * Host that is none, never comes to the app: Node.js and its adapter refuse it (400, 417, 431) with no body to protect.
 */
import type { MiddlewareHandler } from 'hono';

/** The build names the scripts of the workers that run WebAssembly so. */
const passphraseWorker = /^\/assets\/passphrase-worker-[\w-]+\.js$/;
const olderWorker = /^\/assets\/older-worker-[\w-]+\.js$/;

const permissions = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
]
  .map((name) => `${name}=()`)
  .join(', ');

/** The policy for the answer at `path`. `storeSources` are where objects are sent to and fetched from. */
export function contentSecurityPolicy(path: string, storeSources: readonly string[]): string {
  const isOlderWorker = olderWorker.test(path);
  const hasWasm = isOlderWorker || passphraseWorker.test(path);
  // What opens files of older systems has no business with any server: not a byte of them can leave it.
  const connections = isOlderWorker ? ["'none'"] : ["'self'", ...storeSources];
  return [
    "default-src 'none'",
    hasWasm ? "script-src 'self' 'wasm-unsafe-eval'" : "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    ['connect-src', ...connections].join(' '),
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types sealdrop',
  ].join('; ');
}

/** Sets them on whatever answer comes back, errors included. HSTS only where people reach this server by HTTPS. */
export function securityHeaders(options: {
  storeSources: readonly string[];
  publicOrigin: string;
}): MiddlewareHandler {
  const always: Record<string, string> = {
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': permissions,
    ...(options.publicOrigin.startsWith('https:') ? { 'strict-transport-security': 'max-age=63072000' } : {}),
  };
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    for (const [name, value] of Object.entries(always)) headers.set(name, value);
    headers.set('content-security-policy', contentSecurityPolicy(c.req.path, options.storeSources));
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  };
}
