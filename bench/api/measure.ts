/** One database: the API over it beside the bare route, the same for a bucket's URLs, and 100,000 requests for memory. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectTo } from '../../api/database/open.ts';
import { newDatabase } from '../../e2e/own-database.ts';
import { freePorts } from '../../scripts/free-ports.mjs';
import { startPostgres } from '../../scripts/postgres-server.mjs';
import { familyOf } from '../cpu.ts';
import { median, round } from '../figures.ts';
import type { FigureName } from './figures.ts';
import { type Asked, type Load, load } from './load.ts';
import { type Program, runProgram, startProgram } from './program.ts';
import { s3Environment } from './s3-config.ts';
import { insertShares, makeShares } from './shares.ts';

const SHARES = 50;

export interface Scale {
  /** How often all sides take turns; the first one is not counted. */
  readonly turns: number;
  /** Of each side in each turn. */
  readonly seconds: number;
  /** Requests in each of the two spans of which the most memory is compared. */
  readonly half: number;
}

export type Database = 'sqlite' | 'postgres';

export type Measurement = Readonly<Record<FigureName, number>> & {
  readonly details: Readonly<Record<string, unknown>>;
};

/** One side: who is asked for what, and what came of it. */
interface Side {
  readonly program: Program;
  readonly asked: readonly Asked[];
  readonly rates: number[];
  /** Microseconds of the program's processor time for each request. */
  readonly processor: number[];
  readonly p99: number[];
}

const side = (program: Program, asked: readonly Asked[]): Side => ({
  program,
  asked,
  rates: [],
  processor: [],
  p99: [],
});

/** Asks one side for so long and notes it. */
async function take({ program, asked, ...notes }: Side, seconds: number): Promise<Load> {
  const processor = async () => (await familyOf(program.pid))[0]?.seconds ?? 0;
  const before = await processor();
  const taken = await load(program.origin, asked, seconds);
  notes.processor.push((((await processor()) - before) / taken.requests) * 1e6);
  notes.rates.push(taken.requests / taken.seconds);
  notes.p99.push(taken.p99);
  return taken;
}

/** The median of the ratios of turns, without the first, in which everything is compiled. */
function ratio(of: readonly number[], to: readonly number[]): number {
  return median(of.slice(1).map((one, i) => one / (to[i + 1] ?? Number.NaN)));
}

const summary = ({ rates, processor, p99 }: Side) => ({
  a_second: Math.round(median(rates.slice(1))),
  processor_us: Math.round(median(processor.slice(1))),
  p99_ms: round(median(p99.slice(1)), 1),
});

/** Two databases of this kind, for a server over the disk and for one over a bucket. */
async function places(kind: Database, folder: string) {
  const [disk, s3] = [join(folder, 'disk'), join(folder, 's3')];
  await mkdir(disk);
  await mkdir(s3);
  if (kind === 'sqlite') return { disk, s3, urls: ['', ''] as const, end: async () => {} };
  const service = await startPostgres({ durable: true });
  const urlOf = async () => (await newDatabase(service.url)).environment['DATABASE_URL'] ?? '';
  // A server that was given keeps them no longer than its operator likes.
  return { disk, s3, urls: [await urlOf(), await urlOf()] as const, end: service.stop };
}

export async function measure(kind: Database, scale: Scale): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-bench-api-'));
  const programs: Program[] = [];
  const { disk, s3, urls, end } = await places(kind, folder);
  const [diskUrl, s3Url] = urls;
  const [diskPort = 0, basePort = 0, s3Port = 0] = await freePorts(3);
  const start = async (
    name: string,
    command: readonly string[],
    port: number,
    environment: Record<string, string>,
  ) => {
    const program = await startProgram(command, { name, folder, port, environment });
    programs.push(program);
    return program;
  };
  try {
    const product = ['dist/api/main.js'];
    const server = await start('server', product, diskPort, { DATA_DIR: disk, DATABASE_URL: diskUrl });
    const asking = await makeShares(server.origin, SHARES);
    const bare = await start('base', ['scripts/run.mjs', 'bench/api/base.ts'], basePort, {
      DATABASE_FILE: join(disk, 'sealdrop.db'),
      DATABASE_URL: diskUrl,
    });
    const bucket = await start('s3', product, s3Port, {
      ...s3Environment,
      DATA_DIR: s3,
      DATABASE_URL: s3Url,
    });
    const database = connectTo(
      s3Url === '' ? { path: join(s3, 'sealdrop.db') } : { url: s3Url, onLost: () => undefined },
    );
    const uploads = await insertShares(database, SHARES);
    await database.destroy();

    const sides = {
      base: side(bare, asking.row),
      header: side(server, asking.header),
      parts: side(server, asking.parts),
      again: side(bare, asking.row),
      s3: side(bucket, uploads),
    };
    const signatures: number[] = [];
    const taken: Load[] = [];
    for (let turn = 0; turn <= scale.turns; turn++) {
      await take(sides.base, scale.seconds);
      taken.push(await take(sides.header, scale.seconds), await take(sides.parts, scale.seconds));
      await take(sides.again, scale.seconds);
      signatures.push(Number(runProgram('bench/api/signing.ts', [`${scale.seconds}`], s3Environment)));
      taken.push(await take(sides.s3, scale.seconds));
      const now = Object.entries(sides).map(([name, { rates }]) => `${name} ${rates.at(-1)?.toFixed(0)}`);
      process.stderr.write(`${kind}: ${now.join(', ')}, signing ${signatures.at(-1)?.toFixed(0)}\n`);
    }
    // Before and after, for the machine is not the same all the time.
    const base = sides.base.rates.map((one, i) => (one + (sides.again.rates[i] ?? one)) / 2);

    const looks: number[] = [];
    for (let look = 0; look < 2; look++) {
      let most = 0;
      for (let count = 0; count < scale.half; ) {
        for (const asked of [asking.header, asking.parts]) {
          const chunk = await load(server.origin, asked, 1);
          taken.push(chunk);
          count += chunk.requests;
          most = Math.max(most, server.resident());
        }
      }
      looks.push(most);
    }
    const [first = 0, second = 0] = looks;
    return {
      header_ratio: round(ratio(sides.header.rates, base)),
      presign_disk_ratio: round(ratio(sides.parts.rates, base)),
      presign_s3_ratio: round(ratio(sides.s3.rates, signatures)),
      errors: taken.reduce((sum, { errors }) => sum + errors, 0),
      memory_growth: round(second / first),
      details: {
        requests: taken.reduce((sum, { requests }) => sum + requests, 0),
        resident_mb: looks.map((bytes) => round(bytes / 1e6, 1)),
        base: summary(sides.base),
        header: summary(sides.header),
        presign_disk: summary(sides.parts),
        presign_s3: summary(sides.s3),
        sdk_signatures: Math.round(median(signatures.slice(1))),
      },
    };
  } finally {
    for (const program of programs) await program.stop();
    await end();
    await rm(folder, { recursive: true });
  }
}
