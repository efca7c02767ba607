/** Starts a browser of any engine. */
import { findChromium, findFirefox, findWebKit } from '../../scripts/engines.mjs';
import { launchChromium } from './chromium.ts';
import type { Engine, EngineBrowser } from './engine-browser.ts';
import { launchFirefox } from './firefox.ts';
import { launchWebKit } from './webkit.ts';

/** With an empty profile. Throws where the engine is not installed. */
async function launch(engine: Engine): Promise<EngineBrowser> {
  switch (engine) {
    case 'chromium':
      return launchChromium(there(await findChromium(), engine));
    case 'firefox':
      return launchFirefox(there(findFirefox(), engine));
    case 'webkit':
      return launchWebKit(there(findWebKit(), engine));
  }
}

function there<T>(found: T | undefined, engine: Engine): T {
  if (found === undefined) throw new Error(`${engine} is not installed`);
  return found;
}

/** Uses a new browser, and ends it however that ends. */
export async function withBrowser<T>(
  engine: Engine,
  use: (browser: EngineBrowser) => Promise<T>,
): Promise<T> {
  const browser = await launch(engine);
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}
