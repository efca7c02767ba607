/**
 * `npm run bench:cli`: the command line against the same transfer of plain bytes in Node, and against age in a pipe, on a server
 * beside them. Sides take turns; a ratio is the median of the ratios of turns.
 *
 * - `upload_ratio`, `download_ratio`: 1 GiB by `sealdrop send` and `open`, by bytes a second, over bench/cli/plain.ts: parts
 *   of the same size, SHA-256 of each, the best of 2, 4 and 8 connections. Starting Node counts on both sides.
 * - `age_ratio`: how many times faster `sealdrop send` is than Debian's `age -r` piped into that plain upload.
 * - `peak_mb`: the most resident memory of `send` and `open` at 4 GiB, in MB; `flat`: that over the same at 256 MiB.
 *
 * Prints a table on standard error and one line of JSON on standard output. `-- --quick` takes 128 MiB, one turn, and 512 MiB for
 * the memory. docs/testing.md, "Measurements".
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { makeFile } from '../../e2e/files.ts';
import { startServer } from '../../e2e/server.ts';
import { canInstall, install } from '../../scripts/debian.mjs';
import { median, round } from '../figures.ts';

const MIB = 1_048_576;
const CONNECTIONS = ['2', '4', '8'];
const targets = {
  upload_ratio: { at: 'least', value: 0.8 },
  download_ratio: { at: 'least', value: 0.8 },
  age_ratio: { at: 'least', value: 1 },
  peak_mb: { at: 'most', value: 250 },
  flat: { at: 'most', value: 1.2 },
} as const;
type Figures = Record<keyof typeof targets, number>;

const root = resolve(import.meta.dirname, '../..');

/** Bundles both sides once, so that neither is timed while it is built. */
function build(entry: string, folder: string): void {
  buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: folder,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
    outExtension: { '.js': '.mjs' },
  });
}

interface Ran {
  readonly seconds: number;
  readonly output: string;
  /** The most resident memory, in MB. */
  readonly peak: number;
}

async function watchMemory(child: ChildProcess): Promise<number> {
  let peak = 0;
  while (child.exitCode === null && child.signalCode === null) {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
    peak = Math.max(peak, Number(kilobytes ?? 0));
    await new Promise((done) => setTimeout(done, 50));
  }
  return (peak * 1024) / 1e6;
}

async function timed(command: string, parameters: readonly string[], environment = {}): Promise<Ran> {
  const began = performance.now();
  const child = spawn(command, parameters, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, said] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => {
    if (code !== 0) throw new Error(`${command} ${parameters.join(' ')} ended with ${code}: ${said}`);
    return (performance.now() - began) / 1000;
  });
  const peak = watchMemory(child);
  return { seconds: await ended, output: output.trim(), peak: await peak };
}

async function sparse(path: string, size: number): Promise<string> {
  const file = await open(path, 'w');
  await file.truncate(size);
  await file.close();
  return path;
}

function ensureAge(): void {
  const isThere = () => spawnSync('age', ['--version']).status === 0;
  if (isThere() || (canInstall() && install(['age']) && isThere())) return;
  throw new Error('age is needed: on Debian, apt-get install age');
}

/** Answers the exit code. */
export async function main(): Promise<number> {
  const { values } = parseArgs({ args: process.argv.slice(3), options: { quick: { type: 'boolean' } } });
  const scale = values.quick
    ? { size: 128 * MIB, turns: 1, large: 512 * MIB }
    : { size: 1_024 * MIB, turns: 5, large: 4_096 * MIB };
  ensureAge();
  const at = new Date().toISOString();
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-bench-cli-'));
  const server = await startServer();
  try {
    // Packages are found from there.
    const built = join(root, '.cache/bench-cli');
    build('cli/main.ts', built);
    build('bench/cli/plain.ts', join(built, 'plain'));
    const environment = { XDG_CONFIG_HOME: join(folder, 'config'), SEALDROP_SERVER: server.origin };
    const sealdrop = (...parameters: string[]) =>
      timed(process.execPath, [join(built, 'main.mjs'), ...parameters], environment);
    const plainProgram = join(built, 'plain/plain.mjs');
    const plain = (...parameters: string[]) => timed(process.execPath, [plainProgram, ...parameters]);
    const out = async (name: string) => {
      await rm(join(folder, name), { recursive: true, force: true });
      return join(folder, name);
    };
    const send = async (file: string) => {
      const ran = await sealdrop('send', file, '--limit', 'none');
      return { ...ran, link: ran.output };
    };
    const revoke = (link: string) => sealdrop('revoke', link);

    const file = await makeFile(folder, 'file.bin', scale.size);
    execFileSync('age-keygen', ['-o', join(folder, 'age.key')], { stdio: 'ignore' });
    const [, recipient = ''] =
      /public key: (\S+)/.exec(await readFile(join(folder, 'age.key'), 'utf8')) ?? [];

    process.stderr.write('How many connections are best for plain bytes\n');
    const kept = await send(file);
    const best = async (run: (connections: string) => Promise<Ran>) => {
      const seconds = new Map<string, number>();
      for (const connections of CONNECTIONS) seconds.set(connections, (await run(connections)).seconds);
      const [first] = [...seconds].toSorted(([, a], [, b]) => a - b);
      return first?.[0] ?? '4';
    };
    const up = await best((connections) => plain('upload', server.origin, file, connections));
    const down = await best(async (connections) =>
      plain('download', kept.link, await out('plain'), connections),
    );

    const ratios = { upload: [] as number[], download: [] as number[], age: [] as number[] };
    const seconds: Record<string, number[]> = { send: [], plainUp: [], age: [], open: [], plainDown: [] };
    for (let turn = 1; turn <= scale.turns; turn++) {
      process.stderr.write(`Turn ${turn} of ${scale.turns}\n`);
      const plainUp = await plain('upload', server.origin, file, up);
      const sent = await send(file);
      const pipe = `age -r ${recipient} '${file}' | '${process.execPath}' '${plainProgram}' upload ${server.origin} - ${up}`;
      const aged = await timed('bash', ['-o', 'pipefail', '-c', pipe]);
      const plainDown = await plain('download', sent.link, await out('plain'), down);
      const opened = await sealdrop('open', sent.link, '--out', await out('opened'));
      await revoke(sent.link);
      ratios.upload.push(plainUp.seconds / sent.seconds);
      ratios.age.push(aged.seconds / sent.seconds);
      ratios.download.push(plainDown.seconds / opened.seconds);
      const all = { send: sent, plainUp, age: aged, open: opened, plainDown };
      for (const [name, ran] of Object.entries(all)) seconds[name]?.push(round(ran.seconds, 2));
    }
    await revoke(kept.link);

    process.stderr.write('Memory\n');
    const peakOf = async (size: number) => {
      const sent = await send(await sparse(join(folder, 'sparse.bin'), size));
      const opened = await sealdrop('open', sent.link, '--out', await out('opened'));
      await revoke(sent.link);
      return { send: sent.peak, open: opened.peak };
    };
    const small = await peakOf(256 * MIB);
    const large = await peakOf(scale.large);

    const figures: Figures = {
      upload_ratio: round(median(ratios.upload), 2),
      download_ratio: round(median(ratios.download), 2),
      age_ratio: round(median(ratios.age), 2),
      peak_mb: Math.ceil(Math.max(large.send, large.open)),
      flat: round(Math.max(large.send / small.send, large.open / small.open), 2),
    };
    const names = Object.keys(targets) as (keyof Figures)[];
    const holds = (name: keyof Figures) => {
      const { at: side, value } = targets[name];
      return side === 'least' ? figures[name] >= value : figures[name] <= value;
    };
    for (const name of names) {
      const { at: side, value } = targets[name];
      const target = `${side === 'least' ? '>=' : '<='} ${value}`;
      process.stderr.write(
        `${name.padEnd(16)}${`${figures[name]}`.padEnd(8)}${target.padEnd(8)}${holds(name) ? 'holds' : 'MISSED'}\n`,
      );
    }
    const missed = names.filter((name) => !holds(name));
    const machine = { cores: availableParallelism(), load: loadavg().map((one) => round(one, 1)) };
    const connections = { up: Number(up), down: Number(down) };
    process.stdout.write(
      `${JSON.stringify({ ...figures, at, full: !values.quick, missed, seconds, connections, machine })}\n`,
    );
    return 0;
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
