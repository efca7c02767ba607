/**
 * What every profile of every test is watched for: requests to other origins, violations of the CSP or of Trusted
 * Types, and errors that nobody caught. It also keeps what the tests of secrets look through.
 */
import type { BrowserContext, Request } from '@playwright/test';

export interface Watch {
  /** What must not have happened; empty at the end of a good test. */
  readonly wrongs: string[];
  readonly requests: Request[];
  /** Console messages, of pages and workers. */
  readonly messages: string[];
}

const BINDING = 'reportViolationToTest';

/** Begins watching; call it before the context has a page. `store` is what else it may ask: addresses that begin so. */
export async function watch(
  context: BrowserContext,
  origin: string,
  store: string | null = null,
): Promise<Watch> {
  const seen: Watch = { wrongs: [], requests: [], messages: [] };

  await context.exposeBinding(BINDING, (_source, text: string) => {
    seen.wrongs.push(`CSP: ${text}`);
  });
  await context.addInitScript((binding) => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report: unknown = Reflect.get(window, binding);
      const text = `${event.effectiveDirective} ${event.blockedURI} ${event.sample}`;
      if (typeof report === 'function') report(text);
    });
  }, BINDING);

  context.on('request', (request) => {
    seen.requests.push(request);
    const url = new URL(request.url());
    const own = url.origin === origin || url.protocol === 'data:';
    const blobOfOwn = url.protocol === 'blob:' && url.pathname.startsWith(origin);
    const object = store !== null && url.href.startsWith(store);
    if (!own && !blobOfOwn && !object) seen.wrongs.push(`request to ${url.origin}`);
  });
  context.on('console', (message) => {
    seen.messages.push(message.text());
    if (/content security policy|trusted ?(type|script|html)/i.test(message.text()))
      seen.wrongs.push(message.text());
  });
  context.on('weberror', (error) => {
    seen.wrongs.push(`not caught: ${error.error().message}`);
  });
  return seen;
}
