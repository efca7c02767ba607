/**
 * WebKitGTK: the browser MiniBrowser by its WebKitWebDriver, on a screen of its own (Xvfb), for it has no headless
 * mode. It stands in for no other browser of that family: theirs differ in networking, storage and downloads.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../server.ts';
import { type Child, startChild } from './child.ts';
import type { EngineBrowser, PageDriver } from './engine-browser.ts';
import { childrenOf } from './processes.ts';

const START = 60_000;
/** Milliseconds that a script may take: whole uploads run in one. */
const SCRIPT = 30 * 60_000;
/** The key under which WebDriver carries elements. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

export interface WebKitPrograms {
  readonly driver: string;
  readonly browser: string;
  readonly screen: string;
}

type Ask = (method: string, path: string, body?: Record<string, unknown>) => Promise<unknown>;

/** Requests to the driver at this port. Throws the driver's own words. */
function asker(port: number): Ask {
  return async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(SCRIPT),
    });
    const { value } = (await response.json()) as { value: unknown };
    if (response.ok) return value;
    const { error, message } = value as { error: string; message: string };
    throw new Error(`${error}: ${message}`);
  };
}

async function startScreen(program: string): Promise<{ child: Child; display: string }> {
  // It looks for a free number by itself and writes it to the descriptor it is given: standard error.
  const child = startChild(program, ['-displayfd', '2', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp']);
  const [, number = ''] = await child.says(/^(\d+)$/m, START);
  return { child, display: `:${number}` };
}

async function untilAnswering(ask: Ask): Promise<void> {
  const deadline = performance.now() + START;
  for (;;) {
    try {
      await ask('GET', '/status');
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Starts it with an empty home folder; an automated session keeps its profile in memory besides. */
export async function launchWebKit(programs: WebKitPrograms): Promise<EngineBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'sealdrop-webkit-'));
  const downloads = join(profile, 'downloads');
  await mkdir(downloads);
  await mkdir(join(profile, 'config'));
  // The only way to tell it: it saves into the person's folder for downloads, and never asks.
  await writeFile(join(profile, 'config/user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const children: Child[] = [];
  const close = async () => {
    for (const child of children.toReversed()) await child.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const { child: screen, display } = await startScreen(programs.screen);
    children.push(screen);
    const port = await freePort();
    const driver = startChild(programs.driver, [`--port=${port}`, '--host=127.0.0.1'], {
      environment: {
        DISPLAY: display,
        HOME: profile,
        XDG_CONFIG_HOME: join(profile, 'config'),
        XDG_DATA_HOME: join(profile, 'data'),
        XDG_CACHE_HOME: join(profile, 'cache'),
      },
    });
    children.push(driver);
    const ask = asker(port);
    await untilAnswering(ask);
    const browserOptions = { binary: programs.browser, args: ['--automation'] };
    const wanted = { 'webkitgtk:browserOptions': browserOptions, timeouts: { script: SCRIPT } };
    const session = (await ask('POST', '/session', { capabilities: { alwaysMatch: wanted } })) as {
      sessionId: string;
      capabilities: { browserVersion: string };
    };
    const [pid] = childrenOf(driver.pid);
    if (pid === undefined) throw new Error('the driver has started no browser');
    const path = `/session/${session.sessionId}`;
    return {
      engine: 'webkit',
      name: 'WebKitGTK MiniBrowser',
      version: session.capabilities.browserVersion,
      pid,
      profile,
      downloads,
      page: pageOf((method, rest, body) => ask(method, path + rest, body)),
      close: async () => {
        await ask('DELETE', path).catch(() => undefined);
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function pageOf(ask: Ask): PageDriver {
  const run = (script: string) => ask('POST', '/execute/sync', { script, args: [] });
  async function element(expression: string): Promise<string> {
    const found = (await run(`return ${expression}`)) as Record<string, string> | null;
    const id = found?.[ELEMENT];
    if (id === undefined) throw new Error('there is no such element');
    return id;
  }
  return {
    goto: async (url) => {
      await ask('POST', '/url', { url });
    },
    evaluate: async (expression) => {
      const script = `const done = arguments[arguments.length - 1];
        (async () => (${expression}))().then(
          (value) => done({ value: value ?? null }), (error) => done({ error: String(error) }));`;
      const answer = (await ask('POST', '/execute/async', { script, args: [] })) as {
        value?: unknown;
        error?: string;
      };
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.value;
    },
    click: async (expression) => {
      await ask('POST', `/element/${await element(expression)}/click`, {});
    },
    setFiles: async (expression, files) => {
      await ask('POST', `/element/${await element(expression)}/value`, { text: files.join('\n') });
    },
  };
}
