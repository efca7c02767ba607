/**
 * The built page, kept where somebody wants it to open without the server: index.html and the files of this script's own
 * version, each compared with the SHA-256 that the build has written into this script. The server always comes first, so
 * that no page kept here can stand in the way of a newer one; what is below /api and /objects never comes here.
 */
import { type KeptShell, SHELL } from './page-messages.ts';

/** Written in by scripts/build.mjs: paths of the build with their digests, index.html as "/". */
declare const SHELL_FILES: readonly (readonly [path: string, integrity: string])[];
/** Changes with any of them. */
declare const SHELL_VERSION: string;

const OWN = SHELL + SHELL_VERSION;
const INDEX = '/';

/** Milliseconds for the server to answer. */
const PATIENCE = 10_000;
/** Milliseconds after which it is waited for again, for the files of a page that opened without it. */
const AWAY = 60_000;
/** What proxies say of a server that is away. */
const awayStatuses: readonly number[] = [502, 503, 504];

let awaySince = Number.NEGATIVE_INFINITY;

/** Whether it is to be kept. An empty cache says so as well: it is filled when the server can be reached. */
async function isWanted(): Promise<boolean> {
  return (await caches.keys()).some((name) => name.startsWith(SHELL));
}

/** Keeps this version. Throws what fetching and storing throw; index.html is the last, so what is not whole is not used. */
async function keepShell(): Promise<void> {
  const cache = await caches.open(OWN);
  if (await cache.match(INDEX)) return;
  const keep = async ([path, integrity]: (typeof SHELL_FILES)[number]) => {
    const ask = (by: RequestCache) => fetch(path, { integrity, redirect: 'error', cache: by });
    // What the browser has of it already may be what was damaged.
    const answer = await ask('default').catch(() => ask('reload'));
    if (!answer.ok) throw new TypeError('not to be had');
    await cache.put(path, answer);
  };
  await Promise.all(SHELL_FILES.filter(([path]) => path !== INDEX).map(keep));
  await Promise.all(SHELL_FILES.filter(([path]) => path === INDEX).map(keep));
}

/** Keeps it because somebody asks for it. Where that fails it stays wanted. */
export async function wantShell(): Promise<KeptShell> {
  try {
    await keepShell();
    return 'kept';
  } catch (error) {
    const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
    return isFull ? 'no-space' : 'server-unreachable';
  }
}

/** Keeps this version in place of the one before, where any is wanted. Throws nothing: what failed is tried again. */
export async function refreshShell(): Promise<void> {
  if (await isWanted()) await wantShell();
}

/** Removes whatever any other version has kept. */
export async function dropOthers(): Promise<void> {
  if (await isWanted()) await caches.open(OWN);
  const others = (await caches.keys()).filter((name) => name !== OWN);
  await Promise.all(others.map((name) => caches.delete(name)));
}

function kept(path: string): Promise<Response | undefined> {
  return caches.match(path, { cacheName: OWN, ignoreVary: true });
}

/** From the server; what is kept at `path` where it is away, or does not answer within `patience`. */
async function serverFirst(request: Request, path: string, patience: number): Promise<Response> {
  const asking = fetch(request);
  const late = new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), patience);
  });
  const inTime = await Promise.race([asking.catch(() => null), late]);
  if (inTime && !awayStatuses.includes(inTime.status)) return inTime;
  const found = await kept(path);
  if (found) awaySince = performance.now();
  return found ?? inTime ?? (await asking);
}

/** Every page is index.html. */
export function answerPage(request: Request): Promise<Response> {
  return serverFirst(withoutFragment(request), INDEX, PATIENCE);
}

/** A fragment may be a link's secret, and browsers write whole addresses into the timeline of whoever asks for them. */
function withoutFragment(request: Request): Request {
  const [address, fragment] = request.url.split('#', 2);
  if (address === undefined || fragment === undefined) return request;
  const { headers, cache } = request;
  // No script can make a navigation; the server sees no difference that matters to it.
  return new Request(address, { headers, cache, redirect: 'manual' });
}

/** Whether it is a file of this version or of another one: those below /assets/ have names that go with their bytes. */
export function isShellFile(path: string): boolean {
  return path.startsWith('/assets/') || SHELL_FILES.some(([one]) => one === path);
}

export function answerShellFile(request: Request): Promise<Response> {
  const isAway = performance.now() - awaySince < AWAY;
  return serverFirst(request, new URL(request.url).pathname, isAway ? 0 : PATIENCE);
}
