/** Which way the page takes to put a file on the disk, seen from inside the page. */
import type { PageDriver } from './engine-browser.ts';
import { call } from './finder.ts';

export type Sink = 'blob' | 'opfs' | 'picker' | 'service-worker' | 'none';

declare global {
  /** Of the page under test. */
  var engineSink: Sink | undefined;
}

/** Runs in the page. */
function watchThere(): void {
  globalThis.engineSink = 'none';
  const made = new Map<string, Sink>();
  const create = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (object) => {
    const url = create(object);
    // A File that the page has not got from a person is one of the origin private file system.
    made.set(url, object instanceof File ? 'opfs' : 'blob');
    return url;
  };
  const note = (target: EventTarget | null) => {
    if (!(target instanceof HTMLAnchorElement)) return;
    if (target.protocol === 'blob:') globalThis.engineSink = made.get(target.href) ?? 'blob';
    else if (target.origin === location.origin) globalThis.engineSink = 'service-worker';
  };
  const click: unknown = Reflect.get(HTMLAnchorElement.prototype, 'click');
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    note(this);
    if (typeof click === 'function') Reflect.apply(click, this, []);
  };
  const { showSaveFilePicker: show } = window as { showSaveFilePicker?: (options: unknown) => unknown };
  if (!show) return;
  const noting = (options: unknown) => {
    globalThis.engineSink = 'picker';
    return show.call(window, options);
  };
  Object.defineProperty(window, 'showSaveFilePicker', { value: noting, configurable: true });
}

export async function watchSink(page: PageDriver): Promise<void> {
  await page.evaluate(call(watchThere, null));
}

export async function usedSink(page: PageDriver): Promise<Sink> {
  return (await page.evaluate('globalThis.engineSink')) as Sink;
}
