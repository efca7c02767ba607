/** What people do and see in a page of any engine, in roles and accessible names. */
import type { PageDriver } from './engine-browser.ts';
import { call, find, shows, type Wanted } from './finder.ts';

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

/** Waits until some element shows exactly this text. */
export async function untilShown(page: PageDriver, text: string, timeout: number): Promise<void> {
  await until(page, shows(text), { what: `the text "${text}"`, timeout });
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

/** The text of the status region of this name, '' where there is none. */
export const statusText = (name: string): string =>
  `((${find({ role: 'status', name })})?.textContent ?? '')`;

export { call };
