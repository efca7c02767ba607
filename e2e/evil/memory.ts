/** How much memory the pages of a browser hold, and the most they held while something went on. */

import { execFile } from 'node:child_process';
import type { Browser, CDPSession } from '@playwright/test';

/** Bytes resident in this browser's renderers, where pages and their workers live. */
async function residentBytes(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => `${id}`);
  // One that has just ended has no line, and makes ps end with 1.
  const lines = await new Promise<string>((done) => {
    execFile('ps', ['-o', 'rss=', '-p', renderers.join()], (_error, output) => done(output));
  });
  const kilobytes = lines.split('\n').reduce((sum, line) => sum + Number(line.trim()), 0);
  if (kilobytes === 0) throw new Error('there is no renderer');
  return kilobytes * 1_024;
}

/** Does the work, and answers by how many bytes the renderers grew at the most meanwhile. */
export async function growthDuring(browser: Browser, work: () => Promise<void>): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const before = await residentBytes(session);
  let most = before;
  let done = false;
  const working = work().finally(() => {
    done = true;
  });
  // Awaited below; a failure must not count as unhandled until then.
  working.catch(() => undefined);
  while (!done) {
    most = Math.max(most, await residentBytes(session));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await working;
  most = Math.max(most, await residentBytes(session));
  await session.detach();
  return most - before;
}
