/**
 * `npm run admin -- COMMAND`: what an operator does beside the running server, on the same database and store. Exit code:
 * 0 where all is well, 1 where something was found or could not be done, 2 for a wrong call.
 */
import { audit } from '../audit.ts';
import { parseConfig } from '../config.ts';
import { createLog, errorFields, type Log } from '../log.ts';
import { openDependencies } from '../server.ts';
import { sweep } from '../sweep.ts';
import { auditLines, sweepLines } from './report.ts';

const usage = `usage: npm run admin -- COMMAND
  audit   lists objects that belong to no share, and shares that miss an object
  sweep   ends what is over and deletes what is due, once, as the server does each minute (npm run sweep)
`;

type Dependencies = Awaited<ReturnType<typeof openDependencies>>;

const say = (line: string) => void process.stdout.write(`${line}\n`);

const commands: Readonly<Record<string, (deps: Dependencies) => Promise<boolean>>> = {
  async audit(deps) {
    const found = await audit(deps);
    for (const line of auditLines(found)) say(line);
    return found.orphans.length + found.missing.length === 0;
  },
  async sweep(deps) {
    const swept = await sweep(deps);
    for (const line of sweepLines(swept)) say(line);
    return swept.failed + swept.broken === 0;
  },
};

async function run(work: (deps: Dependencies) => Promise<boolean>, log: Log): Promise<number> {
  const parsed = parseConfig(process.env);
  if ('problems' in parsed) {
    process.stderr.write(`The configuration is wrong:\n${parsed.problems.join('\n')}\n`);
    return 1;
  }
  try {
    const deps = await openDependencies({ config: parsed.config, log });
    try {
      return (await work(deps)) ? 0 : 1;
    } finally {
      await deps.database.destroy();
    }
  } catch (error) {
    log('error', 'failed', errorFields(error));
    process.stderr.write('Database or store cannot be used: `npm run doctor` says why.\n');
    return 1;
  }
}

const [name = '', ...rest] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) && rest.length === 0 ? commands[name] : undefined;
if (command) {
  process.exitCode = await run(
    command,
    createLog('warn', (line) => process.stderr.write(line)),
  );
} else {
  process.stderr.write(usage);
  process.exitCode = 2;
}
