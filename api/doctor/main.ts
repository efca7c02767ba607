/**
 * `npm run doctor`: looks at the configured store end to end and says what is wrong with it and what to do. Exit code:
 * 0 where all is well, 1 with problems or where not everything could be checked, 2 for a wrong call, 130 when stopped.
 */
import { type Config, parseConfig } from '../config.ts';
import { checkDataFolder } from './data-folder.ts';
import { checkDatabase } from './database-check.ts';
import { checkProxies } from './proxy-check.ts';
import { endLines, type Finding, findingLines } from './report.ts';
import { checkStore } from './run.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Answers the exit code. */
async function doctor(fix: boolean): Promise<number> {
  const parsed = parseConfig(process.env);
  if ('problems' in parsed) {
    for (const what of parsed.problems) {
      const finding = { verdict: 'problem', title: 'configuration', what, todo: [] } as const;
      for (const text of findingLines(finding)) say(text);
    }
    for (const text of endLines(parsed.problems.length, ['everything else'])) say(text);
    return 1;
  }
  const { config } = parsed;
  const earlier = [
    configured(config),
    ...checkProxies(config),
    ...(config.databaseUrl === null ? [] : await checkDatabase(config.databaseUrl)),
  ];
  for (const finding of earlier) for (const text of findingLines(finding)) say(text);
  if (config.s3) {
    // The first Ctrl-C leaves the bucket clean, the second does not wait for that.
    const stop = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
    return await checkStore(config, config.s3, { fix, say, signal: stop.signal, earlier });
  }
  const findings = await checkDataFolder(config.dataDir);
  for (const finding of findings) for (const text of findingLines(finding)) say(text);
  const problems = [...earlier, ...findings].filter(({ verdict }) => verdict === 'problem').length;
  for (const text of endLines(problems, [])) say(text);
  return problems === 0 ? 0 : 1;
}

function configured({ s3 }: Config): Finding {
  const title = 'configuration';
  if (!s3) return { verdict: 'ok', title };
  const where = s3.endpoint === null ? `Amazon S3 in ${s3.region}` : s3.endpoint;
  return { verdict: 'ok', title, remark: `bucket "${s3.bucket}" at ${where}` };
}

const options = process.argv.slice(2);
if (options.some((option) => option !== '--fix')) {
  process.stderr.write('usage: npm run doctor [-- --fix]\n');
  process.exitCode = 2;
} else {
  process.exitCode = await doctor(options.includes('--fix'));
}
