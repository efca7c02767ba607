/** Firefox, headless, by WebDriver BiDi. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from './child.ts';
import type { EngineBrowser, PageDriver } from './engine-browser.ts';
import { type Wire, webSocketWire } from './wire.ts';

const START = 60_000;

/** Downloads without a question, and nothing that calls home. */
const preferences = (downloads: string): Record<string, string | number | boolean> => ({
  'browser.download.dir': downloads,
  'browser.download.folderList': 2,
  'browser.download.useDownloadDir': true,
  'browser.download.always_ask_before_handling_new_types': false,
  'browser.download.alwaysOpenPanel': false,
  'browser.helperApps.neverAsk.saveToDisk': 'application/octet-stream,application/zip',
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.aboutwelcome.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.blockedURIs.enabled': false,
  'browser.region.network.url': '',
  'app.update.disabledForTesting': true,
  'app.normandy.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.healthreport.uploadEnabled': false,
  'toolkit.telemetry.server': '',
  'extensions.systemAddon.update.enabled': false,
  'extensions.update.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'intl.locale.requested': 'en-US',
});

/** Starts it with an empty profile. */
export async function launchFirefox(executable: string): Promise<EngineBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'sealdrop-firefox-'));
  const downloads = join(profile, 'downloads');
  await mkdir(downloads);
  const lines = Object.entries(preferences(downloads)).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  await writeFile(join(profile, 'user.js'), lines.join('\n'));
  const child = startChild(
    executable,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0', 'about:blank'],
    { environment: { HOME: profile, MOZ_CRASHREPORTER_DISABLE: '1' } },
  );
  const close = async () => {
    await child.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const [, address = ''] = await child.says(/WebDriver BiDi listening on (ws:\/\/\S+)/, START);
    const bidi = await webSocketWire(`${address}/session`);
    const { capabilities } = await bidi.send('session.new', { capabilities: {} });
    const { contexts } = await bidi.send('browsingContext.getTree', {});
    const context = (contexts as { context: string }[])[0]?.context ?? '';
    return {
      engine: 'firefox',
      name: 'Firefox ESR',
      version: (capabilities as { browserVersion: string }).browserVersion,
      pid: child.pid,
      profile,
      downloads,
      page: pageOf(bidi, context),
      close: async () => {
        bidi.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function pageOf(bidi: Wire, context: string): PageDriver {
  async function run(expression: string): Promise<{ value?: unknown; sharedId?: string }> {
    const answer = await bidi.send('script.evaluate', {
      expression,
      target: { context },
      awaitPromise: true,
    });
    if (answer['type'] === 'exception') {
      throw new Error((answer['exceptionDetails'] as { text: string }).text);
    }
    return answer['result'] as { value?: unknown; sharedId?: string };
  }
  async function element(expression: string): Promise<{ sharedId: string }> {
    const { sharedId } = await run(expression);
    if (sharedId === undefined) throw new Error('there is no such element');
    return { sharedId };
  }
  return {
    goto: async (url) => {
      await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    evaluate: async (expression) => {
      // As text, for BiDi has a notation of its own for objects.
      const { value } = await run(`(async () => JSON.stringify((await (${expression})) ?? null))()`);
      return JSON.parse(String(value));
    },
    click: async (expression) => {
      const origin = { type: 'element', element: await element(expression) };
      const pointer = [
        { type: 'pointerMove', x: 0, y: 0, origin },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ];
      await run(`(${expression}).scrollIntoView({ block: 'center' })`);
      await bidi.send('input.performActions', {
        context,
        actions: [{ type: 'pointer', id: 'mouse', actions: pointer }],
      });
    },
    setFiles: async (expression, files) => {
      await bidi.send('input.setFiles', { context, element: await element(expression), files });
    },
  };
}
