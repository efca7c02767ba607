/** A file of an older system is opened in any engine and saved as it was: choosing, keys, worker and download. */
import { sha256OfPieces } from '../files.ts';
import type { EngineBrowser } from './engine-browser.ts';
import { find } from './finder.ts';
import { chooseFiles, press, until, untilThere } from './page-steps.ts';
import { savedFile } from './saved-file.ts';

const TIMEOUT = 90_000;

export interface OlderSource {
  readonly path: string;
  /** PEM. */
  readonly key: string;
  /** Of the file that comes of it, and its bytes. */
  readonly name: string;
  readonly size: number;
}

/** Answers the SHA-256 that the page states, and that of what it saved. */
export async function openOlder(
  browser: EngineBrowser,
  origin: string,
  { path, key, name, size }: OlderSource,
): Promise<{ readonly stated: string; readonly sha256: string }> {
  const { page } = browser;
  await page.goto(`${origin}/older`);
  await chooseFiles(page, 'Older files', [path]);
  await chooseFiles(page, 'Private key', [key]);
  await press(page, 'Open');
  await untilThere(page, { role: 'button', name: `Save ${name}` }, TIMEOUT);
  const digest = `(${find({ role: 'button', name: `Save ${name}` })})?.closest('li')?.querySelector('code')?.textContent`;
  await until(page, `/^[0-9a-f]{64}$/.test(${digest})`, { what: 'a SHA-256' });
  const stated = String(await page.evaluate(digest));
  await press(page, `Save ${name}`);
  const [sha256 = ''] = await sha256OfPieces(
    await savedFile(browser, { name, size, picked: false }, TIMEOUT),
    size,
  );
  return { stated, sha256 };
}
