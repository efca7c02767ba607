/** A film before the camera: Chromium takes a file for one, and gives it without a question. */
import { browserArguments, findBrowser } from '../scripts/browser.mjs';

const executablePath = await findBrowser();

/** Playwright's launchOptions for a browser whose camera shows `film`, a file of Y4M that may be written later. */
export function filmedBy(film: string) {
  return {
    args: [
      ...browserArguments,
      '--use-fake-device-for-media-stream',
      // A headless browser has nothing to ask a person by: this one says yes.
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
    ...(executablePath ? { executablePath } : {}),
  };
}
