/**
 * Executes deploy/Dockerfile without a container engine: each stage is a folder, and each RUN goes on in it as root of that
 * folder alone (chroot, with mounts and processes of its own). Linux, as root, on Debian.
 *
 * What stands in for the image node:NN-RELEASE-slim, which is not to be had here: a Debian of that release, made by debootstrap
 * with the fewest packages (minbase), this machine's own Node.js binary and npm below /usr/local, where that image has them, and the
 * user "node" with the number 1000. So the test shows that the Dockerfile's steps work on that Debian and with that Node.js, and says nothing
 * of the image's own bytes.
 *
 * How this machine reaches a registry (npm's settings, certificates, proxies) is given to each RUN from outside: as environment,
 * and as a folder that is mounted meanwhile. None of it is ever a file of a stage.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  chmod,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { run } from '../crash/process.ts';
import { runChild } from './children.ts';
import { type Instruction, parseDockerfile, parseDockerignore, type Stage } from './dockerfile.ts';
import { needPrograms } from './programs.ts';

export const root = resolve(import.meta.dirname, '../..');
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const MIRROR = 'http://deb.debian.org/debian';

/** What a container is made of: the files, and what the Dockerfile says about running them. */
export interface Image {
  readonly tree: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly workdir: string;
  readonly user: string;
  readonly port: number;
  readonly healthcheck: readonly string[];
  readonly command: readonly string[];
  remove(): Promise<void>;
}

/** Throws with the name of what is missing, and with the output of a step that fails. */
export async function buildImage(): Promise<Image> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw new Error('This test runs the steps of the Dockerfile by chroot, and needs Linux as root.');
  const ofLinux = { unshare: 'util-linux', nsenter: 'util-linux', setpriv: 'util-linux' };
  needPrograms({ debootstrap: 'debootstrap', ...ofLinux });
  const work = await mkdtemp(join(tmpdir(), 'sealdrop-image-'));
  try {
    const stages = parseDockerfile(await readFile(join(root, 'deploy/Dockerfile'), 'utf8'));
    const context = await makeContext(work);
    const machine = await machineOf(work);
    const bases = new Map<string, string>();
    const trees = new Map<string, string>();
    let last: Built | null = null;
    for (const [index, stage] of stages.entries()) {
      const base = bases.get(stage.image) ?? (await makeBase(stage.image, work));
      bases.set(stage.image, base);
      const tree = join(work, `stage-${index}`);
      await run('cp', '-a', base, tree);
      last = await buildStage(stage, { tree, context, trees, machine });
      if (stage.name !== null) trees.set(stage.name, tree);
    }
    if (!last) throw new Error('the Dockerfile has no stage');
    const { user, port, healthcheck, command } = last;
    if (user === null || port === null || healthcheck === null || command === null)
      throw new Error('the last stage of the Dockerfile lacks USER, EXPOSE, HEALTHCHECK or CMD');
    const remove = () => rm(work, { recursive: true, force: true });
    return { ...last, user, port, healthcheck, command, environment: { PATH, ...last.environment }, remove };
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    throw error;
  }
}

/** The folder of the repository as the Dockerfile's COPY sees it. */
async function makeContext(work: string): Promise<string> {
  const context = join(work, 'context');
  for (const name of parseDockerignore(await readFile(join(root, '.dockerignore'), 'utf8'))) {
    await cp(join(root, name), join(context, name), { recursive: true });
  }
  return context;
}

/** The stand-in for an official image of Node.js on Debian. */
async function makeBase(image: string, work: string): Promise<string> {
  const [, major, release = ''] = /^node:(\d+)-([a-z]+)-slim$/.exec(image) ?? [];
  if (major !== process.versions.node.split('.')[0])
    throw new Error(`The image ${image} wants Node.js ${major}; this machine has ${process.versions.node}.`);
  const base = join(work, `base-${release}`);
  await run('debootstrap', '--variant=minbase', release, base, MIRROR);
  // An engine lays its own over these.
  for (const name of ['hosts', 'resolv.conf']) await writeFile(join(base, 'etc', name), '');
  await copyFile(process.execPath, join(base, 'usr/local/bin/node'));
  await chmod(join(base, 'usr/local/bin/node'), 0o755);
  const npm = dirname(dirname(await realpath(join(dirname(process.execPath), 'npm'))));
  await run('cp', '-a', npm, join(base, 'usr/local/lib/npm'));
  await run('ln', '-s', '../lib/npm/bin/npm-cli.js', join(base, 'usr/local/bin/npm'));
  await run('chroot', base, 'groupadd', '--gid', '1000', 'node');
  await run('chroot', base, 'useradd', '--uid', '1000', '--gid', 'node', '--create-home', 'node');
  return base;
}

interface Machine {
  /** Stands at /run while a step runs. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What this machine needs to reach its registry. */
async function machineOf(work: string): Promise<Machine> {
  const folder = join(work, 'machine');
  await mkdir(folder, { mode: 0o700 });
  const setting = (name: string) => {
    const value = execFileSync('npm', ['config', 'get', name], { cwd: tmpdir(), encoding: 'utf8' }).trim();
    return ['', 'null', 'undefined'].includes(value) ? null : value;
  };
  const environment: Record<string, string> = {};
  const registry = setting('registry');
  if (registry !== null) environment['NPM_CONFIG_REGISTRY'] = registry;
  const own = setting('userconfig');
  if (own !== null && existsSync(own)) {
    await copyFile(own, join(folder, 'npmrc'));
    environment['NPM_CONFIG_USERCONFIG'] = '/run/npmrc';
  }
  const authorities = setting('cafile') ?? process.env['NODE_EXTRA_CA_CERTS'];
  if (authorities !== undefined) {
    await copyFile(authorities, join(folder, 'authorities.pem'));
    environment['NPM_CONFIG_CAFILE'] = '/run/authorities.pem';
    environment['NODE_EXTRA_CA_CERTS'] = '/run/authorities.pem';
  }
  for (const name of ['http_proxy', 'https_proxy', 'no_proxy']) {
    for (const key of [name, name.toUpperCase()]) {
      const value = process.env[key];
      if (value) environment[key] = value;
    }
  }
  return { folder, environment };
}

interface Built {
  readonly tree: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly workdir: string;
  readonly user: string | null;
  readonly port: number | null;
  readonly healthcheck: readonly string[] | null;
  readonly command: readonly string[] | null;
}

interface Places {
  readonly tree: string;
  readonly context: string;
  /** Of the stages before, by name. */
  readonly trees: ReadonlyMap<string, string>;
  readonly machine: Machine;
}

async function buildStage({ instructions }: Stage, places: Places): Promise<Built> {
  const start = { environment: {}, workdir: '/', user: null, port: null, healthcheck: null, command: null };
  let built: Built = { tree: places.tree, ...start };
  for (const instruction of instructions) built = await execute(instruction, built, places);
  return built;
}

/** One instruction. Answers what is known of the image after it. */
async function execute(instruction: Instruction, built: Built, places: Places): Promise<Built> {
  const { tree } = built;
  switch (instruction.kind) {
    case 'workdir':
      await mkdir(join(tree, instruction.path), { recursive: true });
      return { ...built, workdir: instruction.path };
    case 'env':
      return { ...built, environment: { ...built.environment, ...instruction.values } };
    case 'user':
      return { ...built, user: instruction.name };
    case 'expose':
      return { ...built, port: instruction.port };
    case 'healthcheck':
      return { ...built, healthcheck: instruction.command };
    case 'cmd':
      return { ...built, command: instruction.command };
    case 'copy':
      await copy(instruction, built, places);
      return built;
    case 'run':
      if (built.user !== null) throw new Error('RUN after USER is not known here');
      await runStep(instruction.command, built, places.machine);
      return built;
  }
}

/** As COPY does: a folder's contents into a folder, files into a folder or as one file; they are root's then. */
async function copy(
  { from, sources, to }: Extract<Instruction, { kind: 'copy' }>,
  { tree, workdir }: Built,
  { context, trees }: Places,
): Promise<void> {
  const origin = from === null ? context : trees.get(from);
  if (origin === undefined) throw new Error(`COPY from a stage that was not built: ${from}`);
  const target = join(tree, resolve(workdir, to));
  if (sources.length > 1 && !to.endsWith('/'))
    throw new Error('COPY of several wants a folder, named with "/"');
  for (const source of sources) {
    const path = join(origin, from === null ? source : resolve('/', source));
    const isFolder = (await stat(path)).isDirectory();
    const at = !isFolder && to.endsWith('/') ? join(target, source.split('/').at(-1) ?? '') : target;
    await mkdir(isFolder ? at : dirname(at), { recursive: true });
    await run('cp', '-R', '-T', '--preserve=mode,links', path, at);
  }
}

async function runStep(
  command: string,
  { tree, workdir, environment }: Built,
  machine: Machine,
): Promise<void> {
  console.log(`RUN ${command}`);
  const script = join(import.meta.dirname, 'step.sh');
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child'];
  const { code, output } = await runChild(
    ['unshare', ...namespaces, 'sh', script, tree, machine.folder, workdir, command],
    { PATH, HOME: '/root', ...environment, ...machine.environment },
  );
  if (code !== 0) throw new Error(`RUN ${command} ended with ${code}:\n${output}`);
}
