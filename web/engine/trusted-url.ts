/**
 * The one Trusted Types policy: script URLs are those of this app's own build, on this origin. Page and engine worker
 * load their workers through it, and nothing else can be loaded as a script.
 */
import { SealdropError } from '../../shared/errors.ts';

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

/** Built scripts, and the paths that the development server gives to sources. */
const ownScript = import.meta.env.DEV ? /^\// : /^\/assets\/[\w-]+\.js$/;

function check(url: string): string {
  const { origin, pathname, href } = new URL(url, self.location.origin);
  if (origin !== self.location.origin || !ownScript.test(pathname)) throw new SealdropError('unexpected');
  return href;
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
const policy = trustedTypes?.createPolicy('sealdrop', { createScriptURL: check });

/** The URL as `new Worker` takes it. Throws unexpected for any script that is not this app's own. */
export function ownScriptUrl(url: string): string {
  return policy ? policy.createScriptURL(url) : check(url);
}
