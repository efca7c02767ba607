/**
 * What another app has shared into the installed page. The system posts it as a form; it stops here, in memory, until a page
 * asks for it, and never goes on to the server.
 */
import { SHARE_NOT_TAKEN } from '../../shared/share-target.ts';
import { SHARED, type Shared } from './page-messages.ts';

/** Shares that wait at a time, and milliseconds that one waits: its page is being opened. */
const WAITING_MAX = 4;
const WAITING_TIME = 60_000;

const waiting: Shared[] = [];

/** Takes the form in. Answers the way to the first screen, which asks for it. */
export async function takeShare(request: Request): Promise<Response> {
  const shared = await sharedIn(request).catch(() => null);
  if (shared) {
    waiting.push(shared);
    if (waiting.length > WAITING_MAX) waiting.shift();
    setTimeout(() => forget(shared), WAITING_TIME);
  }
  return Response.redirect(new URL(`/${shared ? SHARED : SHARE_NOT_TAKEN}`, request.url), 303);
}

/** Hands over the oldest one, once. */
export function handOver(): Shared | null {
  return waiting.shift() ?? null;
}

function forget(shared: Shared): void {
  const at = waiting.indexOf(shared);
  if (at >= 0) waiting.splice(at, 1);
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
