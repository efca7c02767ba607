/**
 * The page's only Trusted Types policy. It lets scripts be loaded from our own build and from nowhere else, so
 * that text which reaches a script URL by mistake is refused.
 */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

declare global {
  /** The DOM library does not know it. Its policies answer a TrustedScriptURL, which stands in for a string. */
  var trustedTypes: PolicyFactory | undefined;
}

/** The URL itself, or TypeError where it is not a script of this build. */
export function ownScriptUrl(url: string, origin: string, development: boolean): string {
  const { origin: itsOrigin, pathname, href } = new URL(url, origin);
  // The development server gives scripts the paths of their sources.
  if (itsOrigin === origin && (development || pathname.startsWith('/assets/'))) return href;
  throw new TypeError('not a script of this build');
}

const rules = {
  createScriptURL: (url: string) => ownScriptUrl(url, location.origin, import.meta.env.DEV),
};
const policy = globalThis.trustedTypes?.createPolicy('sealdrop', rules) ?? rules;

/** A URL that `new Worker` takes under the page's Content Security Policy. */
export function trustedUrl(url: string): string {
  return policy.createScriptURL(url);
}
