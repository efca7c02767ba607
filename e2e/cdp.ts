/**
 * A Chromium that is driven by the DevTools protocol itself, through a pipe and without the protocol's domain Network.
 * Playwright always enables that one, and then every body that a page sends is copied to the test before it leaves: large
 * uploads take several times as long. So this one is for large files, and for numbers about speed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { browserArguments, ensureBrowser } from '../scripts/browser.mjs';

const FIND_TIMEOUT = 45_000;
const ASK_AGAIN = 50;

type Json = Readonly<Record<string, unknown>>;
type Listener = (method: string, params: Json) => void;

interface Message extends Json {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Json;
  readonly result?: Json;
  readonly error?: { readonly message: string };
}

interface RemoteObject {
  readonly value?: unknown;
  readonly objectId?: string;
  readonly description?: string;
}

/** A function that runs in the page: it is sent as its text, so it uses nothing from outside of itself. */
type InPage<A extends readonly unknown[], T> = (...parameters: A) => T | Promise<T>;

export interface PlainPage {
  readonly browser: PlainBrowser;
  /** Names it in the protocol. */
  readonly sessionId: string;
  /** Goes there and waits for the load event, but for a change of the fragment alone. */
  goto(url: string): Promise<void>;
  /** What the function returns in the page, by way of JSON. Throws what it throws. */
  evaluate<A extends readonly unknown[], T>(body: InPage<A, T>, ...parameters: A): Promise<T>;
  /** Asks until the function returns neither null nor false, and answers that. Throws after `timeout` milliseconds. */
  waitFor<A extends readonly unknown[], T>(
    body: InPage<A, T | null | false>,
    options: { readonly timeout: number; readonly parameters: A },
  ): Promise<T>;
  /** Puts files into the file input with this label, as soon as it is there. */
  setFiles(label: string, files: readonly string[]): Promise<void>;
  /** Drops files and folders on the page, as the system does. */
  drop(files: readonly string[]): Promise<void>;
  /** Presses a button by the mouse, as soon as it is there: some of what a page does needs a person's hand. */
  press(name: string): Promise<void>;
  /** Presses a button, and chooses files in the file chooser that it opens. */
  choose(name: string, files: readonly string[]): Promise<void>;
  /** Kills the process that it runs in, with all that the process had in memory, and clears the dead page away. */
  crash(): Promise<void>;
  /** Closes it at once: nothing in it is asked. */
  close(): Promise<void>;
}

export interface PlainBrowser {
  /** The process that the operating system knows it by. */
  readonly pid: number;
  /** The folder of its profile. */
  readonly profile: string;
  readonly wire: Wire;
  /** What must not have happened: errors that nobody caught, and violations of the CSP or of Trusted Types. */
  readonly wrongs: readonly string[];
  /** A page in this browser's one profile. */
  newPage(): Promise<PlainPage>;
  /** Ends it, and removes its profile. */
  close(): Promise<void>;
}

/** The protocol itself, for what pages do not offer. */
export interface Wire {
  send(method: string, params?: Json, sessionId?: string): Promise<Json>;
  /** Beside whoever listens to this session already. */
  listen(sessionId: string, listener: Listener): void;
}

/** The browser's end of the pipe reads from 3 and writes to 4; a zero byte ends each message. */
function wireOf(child: ChildProcess): Wire {
  const [, , , toBrowser, fromBrowser] = child.stdio as [null, null, null, Writable, Readable];
  const waiting = new Map<number, { done: (result: Json) => void; fail: (error: Error) => void }>();
  const listeners = new Map<string, Listener[]>();
  let last = 0;
  let rest = '';

  function take({ id, sessionId = '', method, params, result, error }: Message): void {
    if (id === undefined) {
      for (const listener of listeners.get(sessionId) ?? []) listener(method ?? '', params ?? {});
      return;
    }
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error) asked?.fail(new Error(error.message));
    else asked?.done(result ?? {});
  }

  fromBrowser.setEncoding('utf8');
  fromBrowser.on('data', (text: string) => {
    const messages = `${rest}${text}`.split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) take(JSON.parse(message) as Message);
  });
  fromBrowser.once('close', () => {
    for (const { fail } of waiting.values()) fail(new Error('the browser has ended'));
  });
  // A browser that ends while it is written to is reported by the other end.
  toBrowser.on('error', () => {});

  return {
    send: (method, params = {}, sessionId) =>
      new Promise((done, fail) => {
        waiting.set(++last, { done, fail });
        toBrowser.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
      }),
    listen: (sessionId, listener) =>
      listeners.set(sessionId, [...(listeners.get(sessionId) ?? []), listener]),
  };
}

/** What an event says is wrong; null where it says nothing of the kind. */
function wrongOf(method: string, params: Json): string | null {
  if (method === 'Runtime.exceptionThrown') {
    const { text, exception } = params['exceptionDetails'] as { text: string; exception?: RemoteObject };
    return `not caught: ${exception?.description ?? text}`;
  }
  if (method !== 'Log.entryAdded') return null;
  const { text, source } = params['entry'] as { text: string; source: string };
  return source === 'security' || /content security policy|trusted ?(type|script|html)/i.test(text)
    ? text
    : null;
}

/** Asks until the answer is neither null nor false. */
async function until<T>(ask: () => Promise<T | null | false>, timeout: number, what: string): Promise<T> {
  for (const end = performance.now() + timeout; ; await wait(ASK_AGAIN)) {
    const found = await ask();
    if (found !== null && found !== false) return found;
    if (performance.now() > end) throw new Error(`not within ${timeout} ms: ${what}`);
  }
}

async function openPage(browser: PlainBrowser, wrongs: string[]): Promise<PlainPage> {
  const { wire } = browser;
  const { targetId } = await wire.send('Target.createTarget', { url: 'about:blank' });
  const attached = await wire.send('Target.attachToTarget', { targetId, flatten: true });
  const sessionId = attached['sessionId'] as string;
  const send = (method: string, params: Json = {}) => wire.send(method, params, sessionId);
  let loaded = () => {};
  let crashed = () => {};
  let choosing = (_backendNodeId: unknown) => {};
  wire.listen(sessionId, (method, params) => {
    const wrong = wrongOf(method, params);
    if (wrong !== null) wrongs.push(wrong);
    if (method === 'Page.loadEventFired') loaded();
    if (method === 'Inspector.targetCrashed') crashed();
    if (method === 'Page.fileChooserOpened') choosing(params['backendNodeId']);
  });
  for (const domain of ['Page', 'Runtime', 'Log', 'Inspector']) await send(`${domain}.enable`);

  async function run(
    body: (...parameters: never[]) => unknown,
    parameters: readonly unknown[],
    returnByValue: boolean,
  ): Promise<RemoteObject> {
    const expression = `(${body.toString()})(...${JSON.stringify(parameters)})`;
    const answer = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue });
    const details = answer['exceptionDetails'] as { exception?: RemoteObject } | undefined;
    if (details) throw new Error(details.exception?.description ?? 'thrown in the page');
    return answer['result'] as RemoteObject;
  }

  const page: PlainPage = {
    browser,
    sessionId,
    async close() {
      await wire.send('Target.closeTarget', { targetId });
    },
    async goto(url) {
      const load = new Promise<void>((done) => (loaded = done));
      const { errorText, loaderId } = await send('Page.navigate', { url });
      if (typeof errorText === 'string') throw new Error(`${url}: ${errorText}`);
      if (loaderId !== undefined) await load;
    },
    async evaluate<A extends readonly unknown[], T>(body: InPage<A, T>, ...parameters: A) {
      return (await run(body, parameters, true)).value as T;
    },
    waitFor: (body, { timeout, parameters }) =>
      until(() => page.evaluate(body, ...parameters), timeout, body.toString()),
    async setFiles(label, files) {
      const find = async () => (await run(inputOf, [label], false)).objectId ?? null;
      const objectId = await until(find, FIND_TIMEOUT, `no input ${label}`);
      await send('DOM.setFileInputFiles', { files, objectId });
    },
    async drop(files) {
      const data = { items: [], files, dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop']) {
        await send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
      }
    },
    async press(name) {
      const { x, y } = await page.waitFor(middleOf, { timeout: FIND_TIMEOUT, parameters: [name] });
      for (const type of ['mousePressed', 'mouseReleased']) {
        await send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
      }
    },
    async choose(name, files) {
      const opened = new Promise<unknown>((done) => (choosing = done));
      await send('Page.setInterceptFileChooserDialog', { enabled: true });
      await page.press(name);
      await send('DOM.setFileInputFiles', { files, backendNodeId: await opened });
    },
    async crash() {
      const dead = new Promise<void>((done) => (crashed = done));
      // It never answers: whoever could is dead.
      void send('Page.crash').catch(() => undefined);
      await dead;
      await page.close();
    },
  };
  return page;
}

/** The middle of a button that stands on the page; null where there is none. Runs in the page. */
function middleOf(name: string): { x: number; y: number } | null {
  const buttons = [...document.querySelectorAll('button')];
  const button = buttons.find((one) => (one.ariaLabel ?? one.textContent) === name);
  if (!button) return null;
  button.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = button.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

function inputOf(label: string): HTMLInputElement | null {
  const inputs = [...document.querySelectorAll<HTMLInputElement>('input[type=file]')];
  const names = ({ ariaLabel, labels }: HTMLInputElement) => [
    ariaLabel,
    ...[...(labels ?? [])].map(({ textContent }) => textContent.trim()),
  ];
  return inputs.find((input) => names(input).includes(label)) ?? null;
}

/** Starts a browser with a new profile, and `more` on its command line. */
export async function launchPlainBrowser(more: readonly string[] = []): Promise<PlainBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'sealdrop-profile-'));
  const parameters = ['--headless', '--remote-debugging-pipe', `--user-data-dir=${profile}`, '--lang=en-US'];
  const child = spawn(await ensureBrowser(), [...parameters, ...browserArguments, ...more], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const started = new Promise<void>((done, fail) => child.once('spawn', done).once('error', fail));
  const wire = wireOf(child);
  await started;
  const wrongs: string[] = [];
  const browser: PlainBrowser = {
    pid: child.pid ?? 0,
    profile,
    wire,
    wrongs,
    newPage: () => openPage(browser, wrongs),
    async close() {
      await wire.send('Browser.close').catch(() => child.kill('SIGKILL'));
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return browser;
}
