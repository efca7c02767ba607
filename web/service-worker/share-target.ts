/**
 * What another app has shared into the installed page. The system posts it as a form; it stops here, in memory, until a page
 * asks for it, and never goes on to the server.
 */
import { type PageQuestion, SHARED, type Shared, STREAMING } from './page-messages.ts';

const worker = self as unknown as ServiceWorkerGlobalScope;

/** Shares that wait at a time, and milliseconds that one waits: its page is being opened. */
const WAITING_MAX = 4;
const WAITING_TIME = 60_000;
/** Milliseconds until it has answered its page: while it is busy Chromium lets no other version take over, nor afterwards. */
const TELL_AFTER = 1_000;

interface Waiting {
  readonly shared: Shared;
  readonly gone: () => void;
}

/** By ids that nobody else knows: any page of the web can post a form, and leave it here for whoever comes next. */
const waiting = new Map<string, Waiting>();

/** Takes the form in. Answers the way to the first screen, which asks for it; where there is nothing to be had it says so. */
export async function takeShare(event: FetchEvent): Promise<Response> {
  const id = crypto.randomUUID();
  const shared = await sharedIn(event.request).catch(() => null);
  if (shared) event.waitUntil(keepWaiting(id, shared));
  return Response.redirect(new URL(`/${SHARED}${id}`, event.request.url), 303);
}

/** Hands over the one with this id, once. */
export function handOver(id: string): Shared | null {
  const found = waiting.get(id);
  leave(id);
  return found?.shared ?? null;
}

/** Until it is gone. Another version would know nothing of it, so none takes over meanwhile. */
async function keepWaiting(id: string, shared: Shared): Promise<void> {
  const going = new Promise<void>((gone) => waiting.set(id, { shared, gone }));
  setTimeout(() => leave(id), WAITING_TIME);
  const [oldest] = waiting.keys();
  if (oldest !== undefined && waiting.size > WAITING_MAX) leave(oldest);
  await navigator.locks.request(STREAMING, { mode: 'shared' }, () => going);
  setTimeout(tellNext, TELL_AFTER);
}

/** The version that waits, if any, that it can take over. */
function tellNext(): void {
  const question: PageQuestion = { kind: 'take-over' };
  worker.registration.waiting?.postMessage(question, [new MessageChannel().port1]);
}

function leave(id: string): void {
  waiting.get(id)?.gone();
  waiting.delete(id);
}

async function sharedIn(request: Request): Promise<Shared> {
  const form = await request.formData();
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const files = form.getAll('files').filter((one): one is File => one instanceof File);
  return {
    // A form whose file input is empty sends a file without a name.
    files: files.filter(({ name, size }) => name !== '' || size > 0),
    title: text('title'),
    text: text('text'),
    url: text('url'),
  };
}
