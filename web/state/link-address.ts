/**
 * Reads a share's link or a request link from an address (docs/format.md, "Links"): pure text work, for the address
 * bar at boot and for a link that somebody pastes. Whether the fragment is whole is for the worker to say.
 */

/** What an address below /s/ holds. */
export interface LinkAddress {
  /** 22 characters of base64url, or null where the path holds no such id. */
  readonly shareId: string | null;
  /** As it stood behind "#"; null where there was no "#". */
  readonly fragment: string | null;
  /** The "#" came as "%23", so the secret was part of the request that reached the server. */
  readonly leaked: boolean;
}

// Some programs encode what is encoded already: "%2523".
const sharePath = /^\/s\/([A-Za-z0-9_-]{22})(?:\/?|%(?:25)*23(.*))$/s;

const requestPath = /^\/to\/([A-Za-z0-9_-]{43})(?:\/?|%(?:25)*23(.*))$/s;

/** The link in an address, or null where its path is none of a share's. */
export function parseLinkAddress(href: string): LinkAddress | null {
  const found = parseAddress(href, '/s', sharePath);
  return found && { shareId: found.named, fragment: found.fragment, leaked: found.leaked };
}

/** What an address below /to/ holds. */
export interface RequestAddress {
  /** 43 characters of base64url, or null where the path holds no such fingerprint. */
  readonly fingerprint: string | null;
  readonly fragment: string | null;
}

/** The request link in an address, or null where its path is none of a request's. */
export function parseRequestAddress(href: string): RequestAddress | null {
  const found = parseAddress(href, '/to', requestPath);
  return found && { fingerprint: found.named, fragment: found.fragment };
}

function parseAddress(href: string, below: string, whole: RegExp) {
  const hash = href.indexOf('#');
  const fragment = hash === -1 ? null : href.slice(hash + 1);
  const path = pathOf(hash === -1 ? href : href.slice(0, hash));
  if (path === null || !(path === below || path.startsWith(`${below}/`))) return null;
  const match = whole.exec(path);
  if (!match) return { named: null, fragment, leaked: false };
  const leaked = match[2];
  return {
    named: match[1] ?? null,
    fragment: fragment ?? leaked ?? null,
    leaked: leaked !== undefined,
  };
}

function pathOf(href: string): string | null {
  try {
    return new URL(href, 'http://localhost').pathname;
  } catch {
    return null;
  }
}

/**
 * The link in a text that a person pasted. A fragment alone ("#...") is taken too: `current` is the share it is
 * for. Null where the text is neither.
 */
export function parsePastedLink(text: string, current: string | null): LinkAddress | null {
  const compact = withoutWrapping(text);
  if (compact.startsWith('#')) return { shareId: current, fragment: compact.slice(1), leaked: false };
  const link = parseLinkAddress(compact);
  return link?.shareId ? link : null;
}

/** The request link in a text that a person pasted, in the same ways. */
export function parsePastedRequest(text: string, current: string | null): RequestAddress | null {
  const compact = withoutWrapping(text);
  if (compact.startsWith('#')) return { fingerprint: current, fragment: compact.slice(1) };
  const link = parseRequestAddress(compact);
  return link?.fingerprint ? link : null;
}

/** The first whole link of this site (`origin`), to a share or a request page, among the words of a text; null where there is none. */
export function linkIn(text: string, origin: string): string | null {
  const found = text.split(/[\s<>"]+/u).find((word) => {
    if (!URL.canParse(word) || new URL(word).origin !== origin) return false;
    const share = parseLinkAddress(word);
    const request = parseRequestAddress(word);
    return (share?.shareId && share.fragment) || (request?.fingerprint && request.fragment);
  });
  return found ?? null;
}

/** Mail programs wrap long links and put them between angle brackets. */
function withoutWrapping(text: string): string {
  return text.replace(/[\s<>"]+/gu, '');
}

/** The address of a share without its secret. */
export function sharePathOf(shareId: string | null): string {
  return `/s/${shareId ?? ''}`;
}

/** The address of a request page without its token. */
export function requestPathOf(fingerprint: string | null): string {
  return `/to/${fingerprint ?? ''}`;
}

/** The random number of a history entry: 128 bits in hex. */
export function newTab(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** Whether a history entry's state says that its secret had reached the server. */
export function wasLeaked(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'leaked' in state && state.leaked === true;
}

/** The number that a history entry's state holds, or null where it holds none. */
export function tabOf(state: unknown): string | null {
  if (typeof state !== 'object' || state === null || !('tab' in state)) return null;
  return typeof state.tab === 'string' && /^[0-9a-f]{32}$/.test(state.tab) ? state.tab : null;
}
