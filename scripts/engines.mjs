/**
 * The browsers of the journeys in three engines: Chromium (browser.mjs), Firefox, and WebKitGTK's MiniBrowser with its
 * driver and a screen to draw on. What is missing is installed on Debian as root, and it is said so.
 */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBrowser, findBrowser } from './browser.mjs';
import { canInstall, install } from './debian.mjs';

const all = ['chromium', 'firefox', 'webkit'];

/** Milliseconds for everything. */
const TIMEOUT = 3 * 3_600_000;

/** @typedef {{ driver: string, browser: string, screen: string }} WebKitPrograms */

/** @param {string[]} names @returns {string | undefined} */
function onPath(names) {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

export const findFirefox = () => onPath(['firefox-esr', 'firefox']);

/** Distributions keep it where no PATH leads. */
function findMiniBrowser() {
  for (const folder of [
    '/usr/lib',
    '/usr/lib64',
    '/usr/libexec',
    '/usr/lib/x86_64-linux-gnu',
    '/usr/lib/aarch64-linux-gnu',
  ]) {
    if (!existsSync(folder)) continue;
    const versions = readdirSync(folder).filter((name) => /^webkit2?gtk-\d/.test(name));
    const found = versions.map((name) => join(folder, name, 'MiniBrowser')).find((path) => existsSync(path));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @returns {WebKitPrograms | undefined} */
export function findWebKit() {
  const driver = onPath(['WebKitWebDriver']);
  const browser = findMiniBrowser();
  const screen = onPath(['Xvfb']);
  return driver && browser && screen ? { driver, browser, screen } : undefined;
}

/** @type {Record<string, { find: () => unknown, packages: string[] }>} */
const debian = {
  firefox: { find: findFirefox, packages: ['firefox-esr'] },
  webkit: { find: findWebKit, packages: ['webkit2gtk-driver', 'xvfb'] },
};

/** Installs what is missing of these engines, where it can. Throws with what is missing still. @param {string[]} engines */
export async function ensureEngines(engines) {
  if (engines.includes('chromium')) await ensureBrowser();
  const missing = () => engines.filter((engine) => debian[engine] && !debian[engine].find());
  const packages = missing().flatMap((engine) => debian[engine]?.packages ?? []);
  if (packages.length > 0 && canInstall()) {
    console.error(`Installing ${packages.join(', ')} for the journeys in other engines`);
    install(packages);
  }
  const still = missing();
  if (still.length === 0) return;
  const words = still.map((engine) => `${engine} (Debian: ${debian[engine]?.packages.join(', ')})`);
  throw new Error(`These engines are missing: ${words.join('; ')}`);
}

export { findBrowser as findChromium };

/**
 * The command line of `npm run test:engines -- ...`: --size MIB of the journeys' file, --pair-size MIB and --pairs N
 * of the compared uploads, --engines A,B. Throws on anything else.
 * @param {string[]} parameters
 */
export function readOptions(parameters) {
  const { values } = parseArgs({
    args: parameters,
    options: {
      size: { type: 'string' },
      'pair-size': { type: 'string' },
      pairs: { type: 'string' },
      engines: { type: 'string', default: all.join(',') },
    },
  });
  const engines = values.engines.split(',');
  const strange = engines.filter((engine) => !all.includes(engine));
  if (strange.length > 0)
    throw new Error(`--engines: ${strange.join(', ')}: wanted some of ${all.join(', ')}`);
  /** @type {Record<string, string>} */
  const environment = {
    ENGINES: values.engines,
    ENGINES_MIB: values.size ?? '',
    ENGINES_PAIR_MIB: values['pair-size'] ?? '',
    ENGINES_PAIRS: values.pairs ?? '',
  };
  return { engines, environment, timeout: TIMEOUT };
}
