/** Small choices that this browser keeps in clear: none says anything of a person, a share or a key. */

/** What is kept as `name`: null where nothing is, undefined in a browser that keeps nothing. */
export function kept(name: string): string | null | undefined {
  try {
    return localStorage.getItem(name);
  } catch {
    return undefined;
  }
}

/** Keeps it, or (null) removes what was kept. A browser that keeps nothing forgets it when the page is left. */
export function keep(name: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
  } catch {
    // It holds until then.
  }
}
