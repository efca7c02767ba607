/**
 * `npm run bench:api`: how much of what a bare Hono route over the same database answers the API answers too, at 64
 * connections, with SQLite and with PostgreSQL. All sides take turns of a few seconds; a ratio is the median of the ratios
 * of turns.
 *
 * - `header_ratio`: GET /api/shares/ID of a share that is ready, the header that a recipient opens, by requests a second.
 * - `presign_disk_ratio`: POST /api/shares/ID/parts, a URL for one part in the disk store. Both against bench/api/base.ts.
 * - `presign_s3_ratio`: the same for a bucket. URLs a second that come out of the API, each by a request of its own, over
 *   signatures a second of the SDK's presigner in a loop with no HTTP around it (bench/api/signing.ts).
 * - `errors`: answers of 400 and above and connections that failed, of all requests to the API; 100,000 at the least.
 * - `memory_growth`: the most resident memory of the server, looked at each second, in a second 50,000 requests over that in
 *   the first. It goes up and down as garbage is collected; its highest points tell growth from that.
 *
 * Prints a table on standard error and one line of JSON on standard output: at its top the worse of the two databases.
 * Exits with 0 unless something could not be measured. `-- --quick` looks for a minute. docs/testing.md, "Measurements".
 */
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { round } from '../figures.ts';
import { type Figures, figureNames, holds, targets, worse } from './figures.ts';
import { ensureWrk } from './load.ts';
import { measure, type Scale } from './measure.ts';

const FULL: Scale = { turns: 7, seconds: 2, half: 50_000 };
const QUICK: Scale = { turns: 3, seconds: 1, half: 5_000 };

function tableOf(figures: Figures): string {
  const rows = figureNames.map((name) => {
    const { at, value } = targets[name];
    const target = `${at === 'least' ? '>=' : '<='} ${value}`;
    return [
      name.padEnd(20),
      `${figures[name]}`.padEnd(8),
      target.padEnd(8),
      holds(name, figures[name]) ? 'holds' : 'MISSED',
    ];
  });
  return rows.map((row) => row.join('  ')).join('\n');
}

/** Answers the exit code. */
export async function main(): Promise<number> {
  const { values } = parseArgs({ args: process.argv.slice(3), options: { quick: { type: 'boolean' } } });
  const scale = values.quick ? QUICK : FULL;
  ensureWrk();
  const at = new Date().toISOString();
  const sqlite = await measure('sqlite', scale);
  const postgres = await measure('postgres', scale);
  const figures = worse(sqlite, postgres);
  process.stderr.write(`\n${tableOf(figures)}\n`);
  const machine = { cores: availableParallelism(), load: loadavg().map((one) => round(one, 1)) };
  const missed = figureNames.filter((name) => !holds(name, figures[name]));
  process.stdout.write(
    `${JSON.stringify({ ...figures, at, full: !values.quick, missed, sqlite, postgres, machine })}\n`,
  );
  return 0;
}
