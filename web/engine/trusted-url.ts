/**
 * The one Trusted Types policy, of the page and of the engine worker alike: script URLs are those of this app's own
 * build, on this origin, and nothing else can be loaded as a script.
 */
import { SealdropError } from '../../shared/errors.ts';

interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

/** The URL itself. Throws unexpected for any script that is not of this build. */
export function ownScriptUrl(url: string, origin: string, development: boolean): string {
  const { origin: itsOrigin, pathname, href } = new URL(url, origin);
  // The development server gives scripts the paths of their sources.
  const own = development || pathname === '/service-worker.js' || /^\/assets\/[\w-]+\.js$/.test(pathname);
  if (itsOrigin !== origin || !own) throw new SealdropError('unexpected');
  return href;
}

const rules = {
  createScriptURL: (url: string) => ownScriptUrl(url, location.origin, import.meta.env.DEV),
};
// The libraries do not know it yet. Its policies answer a TrustedScriptURL, which stands in for a string.
const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
const policy = trustedTypes?.createPolicy('sealdrop', rules) ?? rules;

/** A URL that `new Worker`, or registering the service worker, takes under the Content Security Policy. */
export function trustedUrl(url: string): string {
  return policy.createScriptURL(url);
}
