/**
 * peak_mb_up, peak_mb_down: megabytes by which the memory of all the browser's processes grows at most, from before the drop
 * (or the press of "Save all") to its end, for the large file; flat_up, flat_down: that divided by the same for the small
 * one. Each in a browser of its own that has done nothing before. What is saved goes to the disk: headless Chromium has no
 * picker, so a file of the origin private file system stands in for the picked one, and the page's own code writes it.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { launchPlainBrowser, type PlainBrowser, type PlainPage } from '../../e2e/cdp.ts';
import { round } from '../figures.ts';
import { memoryOf, peakWhile } from '../memory.ts';
import {
  drop,
  hasButton,
  linkOf,
  press,
  stopAndDelete,
  stubPicker,
  untilReady,
  untilSaved,
} from '../product.ts';
import type { Rig } from '../rig.ts';
import type { Subject } from '../subject.ts';

/** Until what a page has loaded and compiled is counted before, not in the growth. */
const SETTLE = 2_000;

async function inNewBrowser<T>(use: (page: PlainPage, browser: PlainBrowser) => Promise<T>): Promise<T> {
  const browser = await launchPlainBrowser();
  try {
    return await use(await browser.newPage(), browser);
  } finally {
    await browser.close();
  }
}

/** Bytes of growth while `begin` and `end` run. */
async function growth(
  pid: number,
  begin: () => Promise<unknown>,
  end: () => Promise<unknown>,
): Promise<number> {
  await wait(SETTLE);
  const before = await memoryOf(pid);
  return (await peakWhile(pid, begin().then(end))) - before;
}

function growthDown(link: string): Promise<number> {
  return inNewBrowser(async (page, { pid, wire }) => {
    await stubPicker(wire, page);
    await page.goto(link);
    if (!(await hasButton(page, 'Save all'))) throw new Error('the link does not open');
    return growth(
      pid,
      () => press(wire, page, 'Save all'),
      () => untilSaved(page),
    );
  });
}

async function growthOf(rig: Rig, size: number): Promise<{ up: number; down: number }> {
  const path = await rig.file(size);
  return inNewBrowser(async (page, { pid }) => {
    await page.goto(rig.server.origin);
    const up = await growth(
      pid,
      () => drop(page, [path]),
      () => untilReady(page),
    );
    const down = await growthDown(await linkOf(page));
    await stopAndDelete(page);
    rig.note(
      `${size / 1_048_576} MiB: grows by ${round(up / 1e6, 0)} MB up, ${round(down / 1e6, 0)} MB down`,
    );
    return { up, down };
  });
}

export const peaks: Subject = {
  name: 'peaks',
  figures: ['peak_mb_up', 'peak_mb_down', 'flat_up', 'flat_down'],
  async measure(rig) {
    const [small, large] = rig.options.peakSizes;
    const few = await growthOf(rig, small);
    const many = await growthOf(rig, large);
    return {
      figures: {
        peak_mb_up: round(many.up / 1e6, 0),
        peak_mb_down: round(many.down / 1e6, 0),
        flat_up: round(many.up / few.up),
        flat_down: round(many.down / few.down),
      },
      details: { bytes: { small: few, large: many }, sizes_mib: [small / 1_048_576, large / 1_048_576] },
    };
  },
};
