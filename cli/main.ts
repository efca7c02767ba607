/** `sealdrop`: which command is meant. Each is a file of its own, and answers the code that the process exits with. docs/cli.md. */
import { openLegacy } from './open-legacy.ts';
import { removeTemporaries } from './out-folder.ts';
import { ownTerminal, type Terminal } from './terminal.ts';

const usage = `usage: sealdrop COMMAND

  open-legacy PATH [--key PEM] [--out DIR]   opens files of three older systems
  COMMAND --help                             says more
`;

const commands: Readonly<Record<string, (parameters: string[], terminal: Terminal) => Promise<number>>> = {
  'open-legacy': openLegacy,
};

async function main([name = '', ...rest]: string[], terminal: Terminal): Promise<number> {
  if (name === '--help') {
    terminal.out(usage);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return await command(rest, terminal);
  terminal.error(usage);
  return 2;
}

/** Removes what is half written, and ends. */
function end(code: number): never {
  removeTemporaries();
  process.exit(code);
}

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Nobody reads it any more, as behind "| head -1".
    if (error.code === 'EPIPE') end(141);
    throw error;
  });
}

for (const [signal, code] of [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => end(code));
}

process.exitCode = await main(process.argv.slice(2), ownTerminal);
