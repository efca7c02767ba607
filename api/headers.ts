/**
 * The headers of every answer of the app, the Content Security Policy first among them. One policy for all, so that no
 * route can be forgotten; the exceptions are the workers that run Argon2, open files of older systems and open packages: WebAssembly for
 * all of them, and no connection for the last two. What is no HTTP, or has a
 * Host that is none, never comes to the app: Node.js and its adapter refuse it (400, 417, 431) with no body to protect.
 */
import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';

/** The build names the scripts of the workers that run WebAssembly so. */
const workers = {
  passphrase: /^\/assets\/passphrase-worker-[\w-]+\.js$/,
  /** What opens files of older systems, and portable packages. */
  alone: /^\/assets\/(?:older|package)-worker-[\w-]+\.js$/,
} as const;

type Kind = keyof typeof workers | 'other';

function kindOf(path: string): Kind {
  if (workers.passphrase.test(path)) return 'passphrase';
  return workers.alone.test(path) ? 'alone' : 'other';
}

/** What pages never ask for. The camera reads QR codes, after a press, and what it shows stays in the page. */
const refused = [
  'accelerometer',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
];
const permissions = ['camera=(self)', ...refused.map((name) => `${name}=()`)].join(', ');

/** `storeSources` are where objects are sent to and fetched from. */
function policyFor(kind: Kind, storeSources: readonly string[]): string {
  const hasWasm = kind !== 'other';
  // What opens files that somebody has has no business with any server: not a byte of them can leave it.
  const connections = kind === 'alone' ? ["'none'"] : ["'self'", ...storeSources];
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

/**
 * Sets them on whatever answer comes back, errors included. HSTS only where people reach this server by HTTPS. They are
 * given to Node.js itself, before there is an answer, which may name its own instead: through the answer's Headers they
 * would take a tenth of the server's time.
 */
export function securityHeaders(options: {
  storeSources: readonly string[];
  publicOrigin: string;
}): MiddlewareHandler {
  const always: Readonly<Record<string, string>> = {
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': permissions,
    ...(options.publicOrigin.startsWith('https:') ? { 'strict-transport-security': 'max-age=63072000' } : {}),
  };
  const others = Object.entries(always);
  const policies: Readonly<Record<Kind, string>> = {
    passphrase: policyFor('passphrase', options.storeSources),
    alone: policyFor('alone', options.storeSources),
    other: policyFor('other', options.storeSources),
  };
  return async (c, next) => {
    const policy = policies[kindOf(c.req.path)];
    const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>;
    if (outgoing) {
      for (const [name, value] of others) outgoing.setHeader(name, value);
      outgoing.setHeader('content-security-policy', policy);
      return await next();
    }
    // Tests call the app without a server around it.
    await next();
    const { headers } = c.res;
    for (const [name, value] of others) if (!headers.has(name)) headers.set(name, value);
    headers.set('content-security-policy', policy);
  };
}
