/** What the service worker keeps of the built page, where somebody wants it kept: index.html, and every script and file that it can ask for. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * The constants of web/service-worker/shell.ts, for esbuild's `define`.
 * @param {string} folder where the page was built
 */
export function shellConstants(folder) {
  // The service worker itself is not there yet.
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const assets = readdirSync(`${folder}/assets`).filter((name) => !name.endsWith('.map'));
  const paths = [...scripts, ...assets.map((name) => `assets/${name}`)].toSorted();
  const digest = (/** @type {string} */ path) =>
    `sha256-${createHash('sha256')
      .update(readFileSync(`${folder}/${path}`))
      .digest('base64')}`;
  const files = [['/', digest('index.html')], ...paths.map((path) => [`/${path}`, digest(path)])];
  const list = JSON.stringify(files);
  const version = createHash('sha256').update(list).digest('hex').slice(0, 16);
  return { SHELL_FILES: list, SHELL_VERSION: JSON.stringify(version) };
}
