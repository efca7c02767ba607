/** Packages for the receiving service, by its port and by a folder, without any server: whole, once, and what is none is refused. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { random } from '../../shared/bytes.ts';
import { newUser, type User } from '../sealdrop.test-data.ts';

const PASSPHRASE = 'of both';
const environment = { SEALDROP_KEY_PASSPHRASE: PASSPHRASE };
/** Nothing listens there: no server is needed. */
const NO_SERVER = 'http://localhost:9';
const root = resolve(import.meta.dirname, '../..');
const content = random(3_000_000);

let alice: User;
let service: User;
let folder: string;
let zip: string;
let forOther: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-packages-'));
  [alice, service] = [await newUser(), await newUser()];
  await alice.sealdrop(['keygen', 'Alice'], { environment });
  await service.sealdrop(['keygen', 'Archive'], { environment });
  const card = join(folder, 'archive.card');
  await writeFile(card, (await service.sealdrop(['card'])).output);
  await alice.sealdrop(['contact', 'add', 'Archive', card]);
  await writeFile(join(folder, 'letter.bin'), content);
  zip = await packed('letter.zip', ['--to', 'Archive']);
  await alice.sealdrop(['contact', 'add', 'Me', await ownCard()]);
  forOther = await packed('other.zip', ['--to', 'Me']);
});
afterAll(async () => {
  await Promise.all([alice.remove(), service.remove(), rm(folder, { recursive: true, force: true })]);
});

async function ownCard(): Promise<string> {
  const path = join(folder, 'alice.card');
  await writeFile(path, (await alice.sealdrop(['card'])).output);
  return path;
}

async function packed(name: string, more: string[]): Promise<string> {
  const path = join(folder, name);
  const parameters = ['pack', join(folder, 'letter.bin'), '--out', path, ...more];
  expect(await alice.sealdrop(parameters, { environment })).toMatchObject({ code: 0 });
  return path;
}

interface Service {
  readonly port: number;
  readonly kill: (signal: NodeJS.Signals) => Promise<number | null>;
}

let out: string;
let running: Service[];
beforeEach(async () => {
  out = await mkdtemp(join(folder, 'out-'));
  running = [];
});
afterEach(async () => {
  for (const one of running) await one.kill('SIGKILL');
});

/** The service in a process of its own, listening. */
async function start(more: string[] = [], extra: Record<string, string> = {}): Promise<Service> {
  const { PATH = '', HOME = '' } = process.env;
  const parameters = [
    'receive',
    '--out',
    out,
    '--port',
    '0',
    '--poll',
    '0.1',
    '--server',
    NO_SERVER,
    ...more,
  ];
  const child = spawn(process.execPath, [join(root, 'scripts/sealdrop.mjs'), ...parameters], {
    env: { PATH, HOME, XDG_CONFIG_HOME: service.folder, ...environment, ...extra },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  let said = '';
  const port = await new Promise<number>((done, fail) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, found] = /"event":"listening","port":(\d+)/.exec(said) ?? [];
      if (found) done(Number(found));
    });
    void ended.then(() => fail(new Error(said)));
  });
  const kill = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return await ended;
  };
  running.push({ port, kill });
  return { port, kill };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function call(
  port: number,
  {
    method = 'GET',
    path = '/card',
    headers = {},
    body,
  }: {
    method?: string;
    path?: string;
    headers?: Record<string, string>;
    body?: Uint8Array;
  },
): Promise<Answer> {
  return new Promise((done, fail) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => done({ status: response.statusCode ?? 0, text }));
      response.on('error', fail);
    });
    sent.on('error', fail);
    sent.end(body);
  });
}

const post = async (port: number, path: string) =>
  call(port, { method: 'POST', path: '/package', body: await readFile(path) });
const stored = async () => (await readdir(out)).filter((name) => name !== '.sealdrop').toSorted();
const spooled = async () => await readdir(join(out, '.sealdrop/packages'));

describe('POST /package', () => {
  it('stores a package once, and GET /card is what it is packed for', async () => {
    const { port, kill } = await start();
    expect(await call(port, {})).toEqual({ status: 200, text: (await service.sealdrop(['card'])).output });
    const { status, text } = await post(port, zip);
    expect([status, JSON.parse(text)]).toEqual([201, { arrival: 1, files: 1, size: content.length }]);
    expect(await stored()).toEqual(['letter.bin']);
    expect(Buffer.compare(await readFile(join(out, 'letter.bin')), content)).toBe(0);
    // Whoever had no answer sends it again.
    expect(await post(port, zip)).toMatchObject({ status: 200 });
    expect(await stored()).toEqual(['letter.bin']);
    const another = await packed('another.zip', ['--to', 'Archive']);
    expect(await post(port, another)).toMatchObject({ status: 201 });
    expect(await stored()).toEqual(['letter (2).bin', 'letter.bin']);
    expect(await spooled()).toEqual([]);
    expect(await kill('SIGTERM')).toBe(0);
  });

  it('refuses what is no package, cut, changed, or for others, and leaves nothing of it', async () => {
    const { port } = await start();
    const whole = await readFile(zip);
    const bad = join(folder, 'bad.zip');
    const refusals: [Uint8Array, string][] = [
      [new Uint8Array(0), 'package-'],
      [random(10_000), 'package-'],
      [whole.subarray(0, whole.length - 1), 'package-'],
      [whole.subarray(0, 2_000_000), 'package-'],
      [await readFile(forOther), 'not-addressed'],
    ];
    for (const at of [100, 1_500_000, whole.length - 30]) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] as number) ^ 1;
      refusals.push([changed, 'package-']);
    }
    for (const [bytes, code] of refusals) {
      await writeFile(bad, bytes);
      const { status, text } = await post(port, bad);
      expect([status, text]).toEqual([422, expect.stringContaining(`"code":"${code}`)]);
    }
    expect(await stored()).toEqual([]);
    expect(await spooled()).toEqual([]);
    // None of them stands in the way of the right one.
    expect(await post(port, zip)).toMatchObject({ status: 201 });
  });

  it('keeps nothing of a sender who went away, or of a service that was killed while it came', async () => {
    const first = await start();
    const half = (port: number) =>
      new Promise<() => void>((done) => {
        const sent = request({ host: '127.0.0.1', port, method: 'POST', path: '/package' });
        sent.on('error', () => undefined);
        sent.write(content.subarray(0, 1_000_000), () => done(() => sent.destroy()));
      });
    const leave = await half(first.port);
    await expect.poll(async () => (await spooled()).length).toBe(1);
    leave();
    await expect.poll(spooled).toEqual([]);
    await half(first.port);
    await expect.poll(async () => (await spooled()).length).toBe(1);
    await first.kill('SIGKILL');
    const second = await start();
    expect(await spooled()).toEqual([]);
    expect(await post(second.port, zip)).toMatchObject({ status: 201 });
    expect(await stored()).toEqual(['letter.bin']);
  });

  it.each([false, true])(
    'stores nothing on a disk that is full, says so, and goes on when there is room (sealed: %s)',
    async (isSealed) => {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=7m', 'tmpfs', out]);
      try {
        const key = Buffer.from(random(32)).toString('base64');
        const { port, kill } = await start(isSealed ? ['--sealed'] : [], { FILE_KEY_BASE64: key });
        // Twice its size is needed for a moment: it comes whole, and is opened beside that.
        const ballast = join(out, 'ballast');
        for (const taken of [2_000_000, 5_000_000]) {
          await writeFile(ballast, random(taken));
          const { status, text } = await post(port, zip);
          expect([status, text]).toEqual([507, expect.stringContaining('no-space')]);
          expect(await stored()).toEqual(['ballast']);
          expect(await spooled()).toEqual([]);
          expect(await readdir(join(out, '.sealdrop/incoming'))).toEqual([]);
        }
        await rm(ballast);
        expect(await post(port, zip)).toMatchObject({ status: 201 });
        if (!isSealed) expect(Buffer.compare(await readFile(join(out, 'letter.bin')), content)).toBe(0);
        await kill('SIGKILL');
      } finally {
        execFileSync('umount', ['-l', out]);
      }
    },
  );

  it('answers no page of a browser, and nothing else', async () => {
    const { port } = await start();
    for (const headers of [{ origin: 'https://example.org' }, { host: 'rebound.example.org' }] as Record<
      string,
      string
    >[]) {
      expect((await call(port, { headers })).status).toBe(403);
      expect((await call(port, { method: 'POST', path: '/package', headers })).status).toBe(403);
    }
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', '/package'],
      ['POST', '/card'],
      ['GET', '/../etc/passwd'],
    ] as const)
      expect((await call(port, { method, path })).status, path).toBe(404);
  });

  it('keeps a service from beginning where the port is taken', async () => {
    const { port } = await start();
    const parameters = ['receive', '--out', join(out, 'other'), '--port', `${port}`, '--server', NO_SERVER];
    const other = await service.sealdrop(parameters, { environment });
    expect(other).toMatchObject({ code: 2, error: expect.stringContaining(`port ${port}`) });
  });

  it('keeps packages sealed, with nothing of them in clear', async () => {
    const key = Buffer.from(random(32)).toString('base64');
    const { port } = await start(['--sealed'], { FILE_KEY_BASE64: key });
    expect(await post(port, zip)).toMatchObject({ status: 201 });
    const [item = ''] = await stored();
    expect(item).toMatch(/^arrival-[0-9a-f]{16}$/);
    const clear = Buffer.from(content.subarray(1_000, 1_032));
    for (const name of await readdir(join(out, item))) {
      const bytes = await readFile(join(out, item, name));
      expect([bytes.includes(clear), bytes.includes('letter')]).toEqual([false, false]);
    }
    const listed = await service.sealdrop(['cat', join(out, item), '--list'], {
      environment: { FILE_KEY_BASE64: key },
    });
    expect(listed.output).toBe(`${content.length}  letter.bin\n`);
  });
});

describe('--packages', () => {
  it('takes what is put there, removes it once it is stored, and leaves what cannot be opened', async () => {
    const drop = join(out, '../drop');
    await rm(drop, { recursive: true, force: true });
    await mkdir(drop);
    await copyFile(zip, join(drop, 'a.zip'));
    await copyFile(forOther, join(drop, 'b.zip'));
    await copyFile(zip, join(drop, 'c.part'));
    await symlink(zip, join(drop, 'd.zip'));
    const { kill } = await start(['--packages', drop]);
    await expect.poll(stored).toEqual(['letter.bin']);
    await expect.poll(() => readdir(drop)).toEqual(['b.zip', 'c.part', 'd.zip']);
    // One that is still being written there.
    const late = await packed('late.zip', ['--to', 'Archive']);
    await copyFile(late, join(drop, 'e.zip'));
    await truncate(join(drop, 'e.zip'), 1_000_000);
    await copyFile(late, join(drop, 'e.zip'));
    await expect.poll(stored, { timeout: 60_000 }).toEqual(['letter (2).bin', 'letter.bin']);
    expect(await kill('SIGTERM')).toBe(0);
  }, 40_000);
});
