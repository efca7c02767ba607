/** What a command speaks to: two streams of text and the environment. */

export interface Terminal {
  /** What came of it, for other programs. */
  readonly out: (text: string) => void;
  /** Everything else, for people. */
  readonly error: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** That of this process. */
export const ownTerminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
  environment: process.env,
};

/**
 * Names come from others: none of them moves the cursor of a terminal, begins a line, turns one around, or hides a part of itself. Joiners are
 * left, which scripts and emoji are written with.
 */
export function visible(text: string): string {
  return text.replace(/(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}
