/** What the doctor finds, and how it is printed: one line each, and below it what to do. */

/** `title` is one of the check's titles. */
export type Finding =
  | { readonly verdict: 'ok'; readonly title: string; readonly remark?: string }
  | ({ readonly verdict: 'problem' | 'note'; readonly title: string } & Words);

export interface Words {
  /** A sentence without its full stop. */
  readonly what: string;
  /** What to do, a line each: sentences and commands. */
  readonly todo: readonly string[];
}

const MARK_WIDTH = 9;
const marks = { ok: 'ok', problem: 'PROBLEM', note: 'note', fixed: 'fixed' } as const;

function line(mark: keyof typeof marks, text: string): string {
  return marks[mark].padEnd(MARK_WIDTH) + text;
}

/** The finding as lines. */
export function findingLines(finding: Finding): string[] {
  const { verdict, title } = finding;
  if (verdict === 'ok') {
    return [line('ok', finding.remark === undefined ? title : `${title}: ${finding.remark}`)];
  }
  const indent = ' '.repeat(MARK_WIDTH);
  return [line(verdict, `${title}: ${finding.what}`), ...finding.todo.map((text) => indent + text)];
}

export function fixedLine(title: string, done: string): string {
  return line('fixed', `${title}: ${done}`);
}

/** What could not be looked at, and the last line. All is well only where all was looked at. */
export function endLines(problems: number, unchecked: readonly string[], isStopped = false): string[] {
  const lines = unchecked.length === 0 ? [] : [`not checked: ${unchecked.join(', ')}`];
  if (problems > 0) lines.push(`${problems} ${problems === 1 ? 'problem' : 'problems'}.`);
  else if (!isStopped) lines.push(unchecked.length === 0 ? 'All is well.' : 'Not everything was checked.');
  return isStopped ? [...lines, 'Stopped.'] : lines;
}
