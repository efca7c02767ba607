/** Which command is meant, its help, and the code that the process exits with. docs/cli.md. */
import { type Command, helpOf, UsageError } from './command.ts';
import { commands } from './commands.ts';
import type { Console } from './console.ts';
import { explainFailure } from './exit-codes.ts';
import { openLegacy } from './open-legacy.ts';
import { visible } from './terminal.ts';

/** open-legacy has a form of its own: it opens what can be opened, and goes on after a failure. */
const LEGACY = 'open-legacy';

function usage(prefix = ''): string {
  const all = { ...commands, [LEGACY]: { summary: 'opens files of three older systems' } };
  const shown = Object.entries(all).filter(([name]) => name.startsWith(prefix));
  const lines = shown.map(([name, { summary }]) => `  ${name.padEnd(16)} ${summary}`);
  return [`usage: sealdrop COMMAND`, '', ...lines, '', '  COMMAND --help   says more', ''].join('\n');
}

/** The command that the first words name, and the words after them. */
function find(parameters: readonly string[]): { name: string; command: Command; rest: string[] } | null {
  for (const words of [2, 1]) {
    const name = parameters.slice(0, words).join(' ');
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command) return { name, command, rest: parameters.slice(words) };
  }
  return null;
}

/** Runs one command line, without "sealdrop". Answers the exit code; never throws. */
export async function run(parameters: string[], console: Console): Promise<number> {
  const [first = '', ...others] = parameters;
  if (first === LEGACY) return await openLegacy(others, console);
  const found = find(parameters);
  if (!found) {
    const isGroup = Object.keys(commands).some((name) => name.startsWith(`${first} `));
    const isHelp = first === '--help' || (isGroup && others[0] === '--help');
    const text = usage(isGroup ? `${first} ` : '');
    if (isHelp) console.out(text);
    else console.error(text);
    return isHelp ? 0 : 2;
  }
  const { name, command, rest } = found;
  if (rest.includes('--help')) {
    console.out(helpOf(name, command));
    return 0;
  }
  try {
    await command.run(rest, console);
    return 0;
  } catch (error) {
    const { exit, code, words } = explainFailure(error);
    if (rest.includes('--json')) console.out(`${JSON.stringify({ error: { code, exit, words } })}\n`);
    for (const line of words.split('\n')) console.error(`${visible(line)}\n`);
    if (error instanceof UsageError) console.error(`\nsealdrop ${name} --help says more.\n`);
    return exit;
  }
}
