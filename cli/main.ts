/** `sealdrop`: which command is meant. Each is a file of its own, and answers the code that the process exits with. docs/cli.md. */
import { openLegacy } from './open-legacy.ts';

const usage = `usage: sealdrop COMMAND

  open-legacy PATH [--key PEM] [--out DIR]   opens files of three older systems
  COMMAND --help                             says more
`;

const commands: Readonly<Record<string, (parameters: string[]) => Promise<number>>> = {
  'open-legacy': openLegacy,
};

async function main([name = '', ...rest]: string[]): Promise<number> {
  if (name === '--help') {
    process.stdout.write(usage);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return await command(rest);
  process.stderr.write(usage);
  return 2;
}

process.exitCode = await main(process.argv.slice(2));
