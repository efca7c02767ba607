/** Does the checks one after the other, mends what may be mended, and cleans up whatever happens. */
import type { Config, S3Config } from '../config.ts';
import { type Bench, openBench } from './bench.ts';
import type { Check } from './check.ts';
import { checks } from './checks.ts';
import { endLines, type Finding, findingLines, fixedLine } from './report.ts';
import { leftBehind, refused } from './words.ts';

/** Rules take a moment until they hold everywhere. */
const SETTLE_TRIES = 10;
const SETTLE_MS = 1_000;

/** What a shell expects of a program that INT ended. */
const STOPPED = 130;

/**
 * Checks the bucket; `say` takes each line as soon as it is known. `earlier`: what was found and said before. Answers the
 * exit code.
 */
export async function checkStore(
  config: Config,
  s3: S3Config,
  options: {
    fix: boolean;
    say: (line: string) => void;
    signal: AbortSignal;
    earlier?: readonly Finding[];
  },
): Promise<number> {
  const { fix, say, signal, earlier = [] } = options;
  const bench = await openBench(config, s3);
  const said: Finding[] = [];
  const tell = (findings: readonly Finding[]) => {
    said.push(...findings);
    for (const finding of findings) for (const text of findingLines(finding)) say(text);
  };
  try {
    for (const check of checks) {
      if (signal.aborted) break;
      const findings = await attempt(check, bench);
      // Whoever stops it wants nothing set any more.
      const settled = fix && !signal.aborted ? await mended(check, bench, { findings, say }) : findings;
      tell(settled);
      if (check.basic && settled.some(({ verdict }) => verdict === 'problem')) break;
    }
  } finally {
    const isClean = await bench.cleanUp();
    if (!isClean) tell([{ verdict: 'note', title: 'clean-up', ...leftBehind('sealdrop-check/') }]);
  }
  const titles = new Set(said.map(({ title }) => title));
  const unchecked = checks.flatMap((check) => check.titles).filter((title) => !titles.has(title));
  const problems = [...earlier, ...said].filter(({ verdict }) => verdict === 'problem').length;
  for (const text of endLines(problems, unchecked, signal.aborted)) say(text);
  if (signal.aborted) return STOPPED;
  return problems === 0 && unchecked.length === 0 ? 0 : 1;
}

/** A check that throws has found that the service refuses what it did. */
async function attempt(check: Check, bench: Bench): Promise<readonly Finding[]> {
  try {
    return await check.run(bench);
  } catch (error) {
    const [title = ''] = check.titles;
    return [{ verdict: 'problem', title, ...refused(error, bench.s3, check.needs ?? []) }];
  }
}

/** Mends what `check` found and checks again; where that is not possible, the findings say why. */
async function mended(
  { fix, ...check }: Check,
  bench: Bench,
  { findings, say }: { findings: readonly Finding[]; say: (line: string) => void },
): Promise<readonly Finding[]> {
  if (!fix || !findings.some(fix.mends)) return findings;
  const failure = await fix.apply(bench);
  if (failure) {
    return findings.map((finding) =>
      finding.verdict !== 'ok' && fix.mends(finding)
        ? { ...finding, todo: [`${failure.what}.`, ...finding.todo.slice(1)] }
        : finding,
    );
  }
  say(fixedLine(check.titles[0] ?? '', fix.done));
  let after = await attempt(check, bench);
  for (let tries = 1; tries < SETTLE_TRIES && after.some(fix.mends); tries++) {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    after = await attempt(check, bench);
  }
  return after;
}
