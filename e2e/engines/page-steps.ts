/** What people do and see in a page of any engine, in roles and accessible names. */
import type { PageDriver } from './engine-browser.ts';
import { find, type Wanted } from './finder.ts';

/** Milliseconds between two looks at a page. */
const LOOK = 100;

/** Waits until an expression is true in the page. `timeout` in ms; throws with `what` where it never is. */
export async function until(
  page: PageDriver,
  expression: string,
  { what, timeout = 30_000 }: { what: string; timeout?: number },
): Promise<void> {
  const deadline = performance.now() + timeout;
  const alert = `(${find({ role: 'alert', name: null })})?.textContent ?? null`;
  for (;;) {
    if ((await page.evaluate(expression)) === true) return;
    const trouble = await page.evaluate(alert);
    if (typeof trouble === 'string') throw new Error(`waited for ${what}, but the page says: ${trouble}`);
    if (performance.now() > deadline) throw new Error(`waited ${timeout} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
}

const named = ({ role, name }: Wanted) => `${role} "${name}"`;

export async function untilThere(page: PageDriver, wanted: Wanted, timeout?: number): Promise<void> {
  const options = timeout === undefined ? {} : { timeout };
  await until(page, `(${find(wanted)}) !== null`, { what: named(wanted), ...options });
}

export async function press(page: PageDriver, name: string): Promise<void> {
  const button: Wanted = { role: 'button', name };
  await untilThere(page, button);
  await page.click(find(button));
}

export async function chooseFiles(page: PageDriver, label: string, files: readonly string[]): Promise<void> {
  const input: Wanted = { role: 'file', name: label };
  await untilThere(page, input);
  await page.setFiles(find(input), files);
}

/** The value of a text field, once it matches. */
export async function fieldValue(page: PageDriver, name: string, pattern: RegExp): Promise<string> {
  const value = `((${find({ role: 'textbox', name })})?.value ?? '')`;
  await until(page, `${pattern.toString()}.test(${value})`, { what: `a value of "${name}"` });
  return String(await page.evaluate(value));
}

interface Run {
  value?: unknown;
  error?: string;
}

declare global {
  /** Of the page under test. */
  var engineRun: Run | undefined;
}

/** The value of a promise that may take minutes: a driver's own request would not wait for it. */
export async function evaluateLong(page: PageDriver, expression: string, timeout: number): Promise<unknown> {
  await page.evaluate(`(() => {
    const run = (globalThis.engineRun = {});
    Promise.resolve(${expression}).then(
      (value) => { run.value = value ?? null; },
      (error) => { run.error = String(error); },
    );
  })()`);
  await until(page, 'Object.keys(globalThis.engineRun).length > 0', { what: 'a long run', timeout });
  const { value, error } = (await page.evaluate('globalThis.engineRun')) as Run;
  if (error !== undefined) throw new Error(error);
  return value;
}
