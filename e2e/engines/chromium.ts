/** Chromium, headless, by the DevTools protocol through a pipe, with the domain Network left alone. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { browserArguments } from '../../scripts/browser.mjs';
import { startChild } from './child.ts';
import type { EngineBrowser, PageDriver } from './engine-browser.ts';
import { type Json, pipeWire, type Wire } from './wire.ts';

/** Starts it with an empty profile on disk: what an incognito profile saves would stay in memory. */
export async function launchChromium(executable: string): Promise<EngineBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'sealdrop-chromium-'));
  const downloads = join(profile, 'downloads');
  await mkdir(downloads);
  const child = startChild(
    executable,
    [
      '--headless',
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
      '--lang=en-US',
      ...browserArguments,
      'about:blank',
    ],
    { pipes: true },
  );
  const close = async () => {
    await child.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const [, , , toBrowser, fromBrowser] = child.process.stdio as unknown as [
      null,
      null,
      null,
      Writable,
      Readable,
    ];
    const wire = pipeWire(toBrowser, fromBrowser);
    const { product } = await wire.send('Browser.getVersion');
    await wire.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
    const { targetId } = await wire.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await wire.send('Target.attachToTarget', { targetId, flatten: true });
    return {
      engine: 'chromium',
      name: 'Chromium',
      version: String(product).replace(/^.*\//, ''),
      pid: child.pid,
      profile,
      downloads,
      page: pageOf(wire, { sessionId }),
      close: async () => {
        await wire.send('Browser.close').catch(() => undefined);
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function pageOf(wire: Wire, session: Json): PageDriver {
  async function run(expression: string, returnByValue: boolean): Promise<Json> {
    const { result, exceptionDetails } = await wire.send(
      'Runtime.evaluate',
      { expression, awaitPromise: true, returnByValue },
      session,
    );
    if (exceptionDetails) {
      const { text, exception } = exceptionDetails as { text: string; exception?: { description?: string } };
      throw new Error(exception?.description ?? text);
    }
    return result as Json;
  }
  const evaluate = async (expression: string) =>
    (await run(`(async () => (${expression}))()`, true))['value'];
  return {
    evaluate,
    goto: async (url) => {
      const { errorText } = await wire.send('Page.navigate', { url }, session);
      if (typeof errorText === 'string') throw new Error(`${url}: ${errorText}`);
      await evaluate(
        `document.readyState === 'complete' ||
          new Promise((resolve) => addEventListener('load', () => resolve(true), { once: true }))`,
      );
    },
    click: async (expression) => {
      const centre = `(() => {
        const element = ${expression};
        element.scrollIntoView({ block: 'center', behavior: 'instant' });
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      })()`;
      const point = (await evaluate(centre)) as Json;
      for (const type of ['mousePressed', 'mouseReleased']) {
        const event = { ...point, type, button: 'left', clickCount: 1 };
        await wire.send('Input.dispatchMouseEvent', event, session);
      }
    },
    setFiles: async (expression, files) => {
      const { objectId } = await run(expression, false);
      if (objectId === undefined) throw new Error('there is no such element');
      await wire.send('DOM.setFileInputFiles', { files, objectId }, session);
    },
  };
}
