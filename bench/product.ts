/** What a person does with the product's own page, by its labels, with the clock inside the page. */
import type { PlainPage } from '../e2e/cdp.ts';

declare global {
  var benchUpload: Promise<number>;
}

/** Gives it files and starts the clock at its change event. */
export async function drop(page: PlainPage, files: readonly string[]): Promise<void> {
  await page.evaluate(watchUpload);
  await page.setFiles('Files to send', files);
}

/** Milliseconds from the drop to the word "Ready". */
export function untilReady(page: PlainPage): Promise<number> {
  return page.evaluate(() => globalThis.benchUpload);
}

/** Runs in the page. */
function watchUpload(): void {
  let started = 0;
  const begin = () => {
    started = performance.now();
  };
  document.addEventListener('change', begin, { capture: true, once: true });
  globalThis.benchUpload = new Promise((resolve, reject) => {
    const look = () => {
      const phase = document.querySelector('output[aria-label="Transfer"]')?.textContent;
      if (phase === 'Ready') resolve(performance.now() - started);
      else if (phase === 'Failed' || phase === 'Stopped') reject(new Error(`the upload ended as "${phase}"`));
      else return;
      observer.disconnect();
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

/** Presses "Stop and delete" and waits until the share is gone. */
export async function stopAndDelete(page: PlainPage): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const button = () =>
          [...document.querySelectorAll('button')].find((one) => one.textContent === 'Stop and delete');
        const look = () => {
          if (button()) return;
          observer.disconnect();
          resolve();
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { subtree: true, childList: true });
        const first = button();
        if (first) first.click();
        else reject(new Error('there is nothing to delete'));
      }),
  );
}
/** The share's link. */
export async function linkOf(page: PlainPage): Promise<string> {
  return await page.evaluate(() => {
    const fields = [...document.querySelectorAll('input')];
    const named = (field: HTMLInputElement) =>
      field.ariaLabel === 'Share link' ||
      [...(field.labels ?? [])].some((label) => label.textContent === 'Share link');
    const link = fields.find(named)?.value;
    if (!link) throw new Error('there is no link');
    return link;
  });
}
