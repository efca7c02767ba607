/**
 * peak_mb_up, peak_mb_down: megabytes by which the memory of all the browser's processes grows at most, from before the drop
 * (or the press of "Save all") to its end, for the large file; flat_up, flat_down: that divided by the same for the small
 * one. The first two are the most of several runs, the others of medians: a peak is the chance of one moment, and a short run
 * has few. Each in a browser of its own that has done nothing before. What is saved goes to the disk: headless Chromium has no
 * picker, so a file of the origin private file system stands in for the picked one, and the page's own code writes it.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { launchPlainBrowser, type PlainBrowser, type PlainPage } from '../../e2e/cdp.ts';
import { median, round } from '../figures.ts';
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
/** Runs of the small file, and of the large one, which looks at eight times as many moments in each. */
const RUNS = { small: 5, large: 3 };

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

interface Growth {
  readonly up: number;
  readonly down: number;
}

async function growthOf(rig: Rig, size: number): Promise<Growth> {
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
    const [few, many]: [Growth[], Growth[]] = [[], []];
    for (let turn = 0; turn < RUNS.small; turn++) {
      few.push(await growthOf(rig, small));
      if (turn < RUNS.large) many.push(await growthOf(rig, large));
    }
    const [usual, grown] = [medians(few), medians(many)];
    return {
      figures: {
        peak_mb_up: round(Math.max(...many.map(({ up }) => up)) / 1e6, 0),
        peak_mb_down: round(Math.max(...many.map(({ down }) => down)) / 1e6, 0),
        flat_up: round(grown.up / usual.up),
        flat_down: round(grown.down / usual.down),
      },
      details: { bytes: { small: few, large: many }, sizes_mib: [small / 1_048_576, large / 1_048_576] },
    };
  },
};

function medians(runs: readonly Growth[]): Growth {
  return { up: median(runs.map(({ up }) => up)), down: median(runs.map(({ down }) => down)) };
}
