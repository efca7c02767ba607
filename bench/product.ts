/** What a person does with the product's own page, by its labels, with the clock inside the page. */
import type { PlainPage, Wire } from '../e2e/cdp.ts';

/** Milliseconds. */
const APPEARS = 15_000;
const SAVED = 3_600_000;

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

/** Presses "Stop and delete" of a share that is ready, answers what is asked then, and waits until the share is gone. */
export async function stopAndDelete(page: PlainPage): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const button = (name: string) =>
          [...document.querySelectorAll('button')].find((one) => one.textContent === name);
        const look = () => {
          // One press more, while it is at work, does nothing.
          button('Delete for good')?.click();
          if (button('Stop and delete')) return;
          observer.disconnect();
          resolve();
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { subtree: true, childList: true });
        const first = button('Stop and delete');
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

/** Puts a file of the origin private file system in the place of the one that a person would pick. */
export async function stubPicker(wire: Wire, page: PlainPage): Promise<void> {
  const stub = () => {
    const pick = async (options?: { suggestedName?: string }) => {
      const folder = await navigator.storage.getDirectory();
      return folder.getFileHandle(options?.suggestedName ?? 'unnamed', { create: true });
    };
    Object.defineProperty(globalThis, 'showSaveFilePicker', { value: pick, configurable: true });
  };
  const source = `(${stub.toString()})()`;
  await wire.send('Page.addScriptToEvaluateOnNewDocument', { source }, page.sessionId);
}

/** Waits for a button by its name, for at most half a minute; false where there is none by then. */
export async function hasButton(page: PlainPage, name: string): Promise<boolean> {
  const look = () =>
    page.waitFor(
      (wanted) =>
        [...document.querySelectorAll('button')].some((one) => (one.ariaLabel ?? one.textContent) === wanted),
      { timeout: APPEARS, parameters: [name] },
    );
  // A page that was loaded with a secret in its address loads itself once more, under whatever is asked meanwhile.
  return look()
    .catch(look)
    .catch(() => false);
}

/** Presses a button that is there, by the mouse: some of what a page does needs a person's hand. */
export async function press(wire: Wire, page: PlainPage, name: string): Promise<void> {
  const { x, y } = await page.evaluate((wanted) => {
    const buttons = [...document.querySelectorAll('button')];
    const button = buttons.find((one) => (one.ariaLabel ?? one.textContent) === wanted);
    if (!button) throw new Error(`there is no button "${wanted}"`);
    button.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, width, height } = button.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  }, name);
  for (const type of ['mousePressed', 'mouseReleased']) {
    const event = { type, x, y, button: 'left', clickCount: 1 };
    await wire.send('Input.dispatchMouseEvent', event, page.sessionId);
  }
}

/** Waits for "Saved and verified". Throws the page's words where it failed. */
export async function untilSaved(page: PlainPage): Promise<void> {
  const end = await page.waitFor(
    () => {
      const texts = [...document.querySelectorAll('p, [role=alert]')];
      if (texts.some((one) => one.textContent === 'Saved and verified')) return 'saved';
      return document.querySelector('[role=alert]')?.textContent || null;
    },
    { timeout: SAVED, parameters: [] },
  );
  if (end !== 'saved') throw new Error(`saving failed: ${end}`);
}
