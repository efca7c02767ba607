/** What the first TERM, HUP or Ctrl-C does: it ends a command at once, but for one that wants to end in good order. */

let asked: AbortController | null = null;

/** Aborts at that signal, which ends nothing else from now on; another one ends the process. */
export function stopSignal(): AbortSignal {
  asked ??= new AbortController();
  return asked.signal;
}

/** Answers whether there is somebody who ends in good order, and asks them to. */
export function askToStop(): boolean {
  asked?.abort();
  return asked !== null;
}
