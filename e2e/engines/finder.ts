/**
 * Elements by role and exact accessible name, found inside the page, for not every protocol can. It knows the roles and
 * the ways of naming that the product uses.
 */

/** `name` null: whatever its name. */
export interface Wanted {
  readonly role: 'alert' | 'button' | 'file' | 'heading' | 'link' | 'status' | 'textbox';
  readonly name: string | null;
}

/** Runs in the page. */
function findThere({ role, name }: Wanted): Element | null {
  const selectors = {
    alert: '[role=alert]',
    button: 'button,[role=button],input[type=button],input[type=submit]',
    file: 'input[type=file]',
    heading: 'h1,h2,h3,h4,h5,h6,[role=heading]',
    link: 'a[href],[role=link]',
    status: '[role=status],output',
    textbox: 'input:not([type]),input[type=text],textarea,[role=textbox]',
  };
  const textOf = (element: Element | null) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const nameOf = (element: Element): string => {
    const ids = element.getAttribute('aria-labelledby');
    if (ids) {
      return ids
        .split(/\s+/)
        .map((id) => textOf(document.getElementById(id)))
        .join(' ');
    }
    const label = element.getAttribute('aria-label');
    if (label) return label.trim();
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
      return Array.from(element.labels ?? [], textOf).join(' ');
    }
    return textOf(element);
  };
  const matches = [...document.querySelectorAll(selectors[role])].filter(
    (element) =>
      (name === null || nameOf(element) === name) &&
      (role === 'file' || element.getClientRects().length > 0) &&
      !element.closest('[aria-hidden=true],[hidden],[inert]'),
  );
  if (matches.length > 1) throw new Error(`${matches.length} elements are ${role} "${name}"`);
  return matches[0] ?? null;
}

/** Text that calls a function inside the page. It must use nothing from outside of it. */
export function call<In>(run: (argument: In) => unknown, argument: In): string {
  return `(${run.toString()})(${JSON.stringify(argument)})`;
}

/** An expression for the one element, or null. It throws where several are so named. */
export const find = (wanted: Wanted): string => call(findThere, wanted);
