/**
 * `npm run admin -- COMMAND`: what an operator does beside the running server, on the same database and store. Exit code:
 * 0 where all is well, 1 where something was found or could not be done, 2 for a wrong call.
 */
import { type Config, parseConfig } from '../config.ts';
import { NewerDatabase, UnusedDatabase } from '../database/open.ts';
import { createLog, errorFields, type Log } from '../log.ts';
import { KeyProblem } from '../sealing/key-problem.ts';
import { openUsedDependencies } from '../server.ts';
import { startWords } from '../start-words.ts';
import { type Command, commands } from './commands.ts';

const usage = `usage: npm run admin -- COMMAND
${Object.values(commands)
  .map(({ synopsis, help }) => `  ${synopsis.padEnd(18)}${help}`)
  .join('\n')}
SHARE is the address of a share, or its id; what stands behind "#" is not needed.
`;

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function run(command: Command, parameter: string | undefined, log: Log): Promise<number> {
  const parsed = parseConfig(process.env);
  if ('problems' in parsed) {
    process.stderr.write(`The configuration is wrong:\n${parsed.problems.join('\n')}\n`);
    return 1;
  }
  try {
    const deps = await openUsedDependencies({ config: parsed.config, log });
    try {
      return (await command.run(deps, say, parameter ?? '')) ? 0 : 1;
    } finally {
      await deps.database.destroy();
    }
  } catch (error) {
    log('error', 'failed', errorFields(error));
    process.stderr.write(`${wordsOf(error, parsed.config)}\n`);
    return 1;
  }
}

function wordsOf(error: unknown, config: Config): string {
  const isPlain = [KeyProblem, NewerDatabase, UnusedDatabase].some((kind) => error instanceof kind);
  if (!isPlain) return 'Database or store cannot be used: `npm run doctor` says why.';
  const { what, fix } = startWords(error, config);
  return `It cannot be done: ${what}.\n${fix}`;
}

const [name = '', ...rest] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command?.takes(rest)) {
  process.exitCode = await run(
    command,
    rest[0],
    createLog('warn', (line) => process.stderr.write(line)),
  );
} else {
  process.stderr.write(usage);
  process.exitCode = 2;
}
