/** A browser of any engine, by the little that every automation protocol can do. */

export type Engine = 'chromium' | 'firefox' | 'webkit';

/** One page by its protocol. An element is named by a JavaScript expression that gives it. */
export interface PageDriver {
  /** Resolves when the page has loaded. */
  goto(url: string): Promise<void>;
  /** The value of an expression, as JSON carries it; a promise is awaited. Throws what the page throws. */
  evaluate(expression: string): Promise<unknown>;
  /** A press and release of the pointer, by the browser's own input, so that it counts as a person's. */
  click(element: string): Promise<void>;
  /** Puts files on disk into a file input. */
  setFiles(element: string, files: readonly string[]): Promise<void>;
}

/** A running browser with a profile of its own, and the one page that is open in it. */
export interface EngineBrowser {
  readonly engine: Engine;
  /** As the results call it, such as "Firefox ESR". */
  readonly name: string;
  readonly version: string;
  /** The process from which all others of this browser come. */
  readonly pid: number;
  /** Where its profile and what it stores are. Removed by close(). */
  readonly profile: string;
  /** Where its ordinary downloads go. Removed by close(). */
  readonly downloads: string;
  readonly page: PageDriver;
  close(): Promise<void>;
}
