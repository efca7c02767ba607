/** Time inside the page, from an event to a text, so that no look from outside is counted. */
import type { PageDriver } from './engine-browser.ts';
import { call } from './finder.ts';
import { until } from './page-steps.ts';

interface Course {
  readonly event: 'change' | 'click';
  /** All that some element says at the end. */
  readonly text: string;
}

interface Clock {
  started: number;
  ended: number;
}

declare global {
  /** Of the page under test. */
  var engineClock: Clock | undefined;
}

/** Runs in the page. */
function startThere({ event, text }: Course): void {
  const clock: Clock = { started: 0, ended: 0 };
  globalThis.engineClock = clock;
  const begin = () => {
    clock.started = performance.now();
  };
  document.addEventListener(event, begin, { capture: true, once: true });
  const look = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeValue?.trim() !== text) continue;
      clock.ended = performance.now();
      observer.disconnect();
      return;
    }
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
}

export interface RunningClock {
  /** Waits for the text. Answers the milliseconds between event and text. */
  end(timeout: number): Promise<number>;
}

/** Sets a clock that the next such event starts. */
export async function startClock(page: PageDriver, course: Course): Promise<RunningClock> {
  await page.evaluate(call(startThere, course));
  return {
    async end(timeout) {
      await until(page, 'globalThis.engineClock.ended > 0', { what: `the text "${course.text}"`, timeout });
      const { started, ended } = (await page.evaluate('globalThis.engineClock')) as Clock;
      if (started === 0) throw new Error(`no ${course.event} was seen`);
      return ended - started;
    },
  };
}
