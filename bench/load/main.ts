/**
 * `npm run bench:page`: how soon Send and Open are there for somebody who comes for the first time, on a slow line (1.6 Mbit/s,
 * 150 ms) with a slow processor (a quarter), in the built page from the built server.
 *
 * - `send_js_kb`, `open_js_kb`: JavaScript that comes before Send takes a file, and before Open shows the list of files, compressed
 *   as it comes, workers included.
 * - `send_lcp_ms`, `open_lcp_ms`: when the largest thing was painted, the median of 5 visits. Open loads itself again at its clean
 *   address (docs/decisions/0005-one-reload-for-a-clean-address.md): its time counts from the first load.
 *
 * Prints a table on standard error and one line of JSON on standard output. The build holds what is waited for to the same number of bytes
 * (scripts/page-budget.mjs), and not what comes beside it; the times are measured here alone. docs/testing.md, "Measurements".
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchPlainBrowser } from '../../e2e/cdp.ts';
import { makeFile } from '../../e2e/files.ts';
import { sendLarge } from '../../e2e/plain-steps.ts';
import { startServer } from '../../e2e/server.ts';
import { median, round } from '../figures.ts';
import { THROTTLE, type Visit, visit } from './visit.ts';

const VISITS = 5;
const targets = { send_js_kb: 130, open_js_kb: 130, send_lcp_ms: 1_500, open_lcp_ms: 1_500 } as const;
type Name = keyof typeof targets;

const kilobytes = (visits: readonly Visit[]): number =>
  round(Math.max(...visits.map(({ scriptBytes }) => scriptBytes)) / 1000, 1);
const paints = (visits: readonly Visit[]): number[] =>
  visits.map(({ largestPaint }) => Math.round(largestPaint));

const usableAfter = (visits: readonly Visit[]): number =>
  Math.round(median(visits.map(({ usable }) => usable)));

/** Answers the exit code. */
export async function main(): Promise<number> {
  const at = new Date().toISOString();
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-bench-page-'));
  const server = await startServer();
  const browser = await launchPlainBrowser();
  try {
    const files = [
      await makeFile(folder, 'report.pdf', 200_000),
      await makeFile(folder, 'photo.jpg', 300_000),
    ];
    const sending = await browser.newPage();
    const link = await sendLarge(sending, { origin: server.origin, file: files, timeout: 60_000 });
    await sending.close();

    const send: Visit[] = [];
    const open: Visit[] = [];
    for (let turn = 1; turn <= VISITS; turn++) {
      process.stderr.write(`Visit ${turn} of ${VISITS}\n`);
      send.push(await visit(browser, `${server.origin}/`, 'input[type=file]'));
      open.push(await visit(browser, link, 'ul[aria-label="Files"]'));
    }

    const figures: Record<Name, number> = {
      send_js_kb: kilobytes(send),
      open_js_kb: kilobytes(open),
      send_lcp_ms: median(paints(send)),
      open_lcp_ms: median(paints(open)),
    };
    const names = Object.keys(targets) as Name[];
    for (const name of names) {
      const verdict = figures[name] <= targets[name] ? 'holds' : 'MISSED';
      process.stderr.write(
        `${name.padEnd(14)}${`${figures[name]}`.padEnd(8)}<= ${`${targets[name]}`.padEnd(6)}${verdict}\n`,
      );
    }
    const missed = names.filter((name) => figures[name] > targets[name]);
    const machine = { cores: availableParallelism(), load: loadavg().map((one) => round(one, 1)) };
    const details = {
      // Without a target: when Send takes a file, and when Open shows the list of files.
      usable: { send: usableAfter(send), open: usableAfter(open) },
      send: { paints: paints(send), scripts: send.at(-1)?.scripts },
      open: { paints: paints(open), scripts: open.at(-1)?.scripts },
    };
    process.stdout.write(
      `${JSON.stringify({ ...figures, at, missed, throttle: THROTTLE, ...details, machine })}\n`,
    );
    return 0;
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
