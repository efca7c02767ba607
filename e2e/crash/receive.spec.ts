/** The receiving service: whatever is delivered arrives once, byte for byte, though it is killed again and again. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type CliPerson, cliPerson, type Running } from '../cli.ts';
import { makeFile, sha256OfFile } from '../files.ts';
import { expect, test } from '../fixtures.ts';
import { openRequest } from '../people-steps.ts';

const EACH = 10;
const KILLS = 10;
const SIZE = 1_000_000;

/** Lines of the service's log so far, of this run. */
function eventsOf({ child }: Running): { readonly seen: () => string[] } {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return {
    seen: () =>
      text
        .split('\n')
        .slice(0, -1)
        .map((line) => (JSON.parse(line) as { event: string }).event),
  };
}

async function storedIn(out: string): Promise<{ delivery: string; names: string[] }[]> {
  const text = await readFile(join(out, '.sealdrop/journal'), 'utf8').catch(() => '');
  const lines = text.split('\n').slice(0, -1);
  return lines
    .map((line) => JSON.parse(line) as { step: string; delivery: string; names: string[] })
    .filter(({ step }) => step === 'stored');
}

/** The service's owner, and a request link that was printed. */
async function newService(folder: string, origin: string): Promise<{ owner: CliPerson; link: string }> {
  const owner = cliPerson(join(folder, 'owner'), origin);
  await owner.run(['keygen', 'Archive']);
  const out = join(folder, 'arrived');
  const { stdout } = await owner.run(['receive', '--out', out, '--link', 'Papers', '--once']);
  expect(stdout).toMatch(/^http:\/\/localhost:\d+\/to\/[\w-]{43}#[1-9A-HJ-NP-Za-km-z]+\n$/);
  return { owner, link: stdout.trim() };
}

test('twenty deliveries at once from browsers and the command line arrive once, byte for byte, through ten kills @crash', async ({
  newProfile,
  folder,
  server,
}) => {
  // A minute where nothing else runs: twenty senders, ten browsers, eleven services.
  test.setTimeout(300_000);
  const out = join(folder, 'arrived');
  const { owner, link } = await newService(folder, server.origin);
  const told = join(folder, 'told');
  const hook = join(folder, 'hook.sh');
  await writeFile(hook, `#!/bin/sh\necho "$SEALDROP_DELIVERY $SEALDROP_SIZE" >> ${told}\n`);
  await chmod(hook, 0o700);

  // Browsers send under five names: none must be written over another.
  const files: string[] = [];
  for (let i = 0; i < 2 * EACH; i++) {
    files.push(await makeFile(folder, `sent-${i}.bin`, SIZE + i));
  }
  const pages: Page[] = [];
  for (let i = 0; i < EACH; i++) {
    const page = await newProfile();
    await openRequest(page, link, 'Archive');
    pages.push(page);
  }
  const browsers = pages.map(async (page, i) => {
    const buffer = await readFile(files[i] as string);
    const named = { name: `paper-${i % 5}.bin`, mimeType: '', buffer };
    await page.getByLabel('Files to send', { exact: true }).setInputFiles(named);
    await expect(page.getByText('Delivered', { exact: true })).toBeVisible({ timeout: 120_000 });
  });
  const senders = Array.from({ length: EACH }, async (_, i) => {
    const cli = cliPerson(join(folder, `sender-${i}`), server.origin);
    await cli.run(['send', files[EACH + i] as string, '--to', link, '--from', 'nobody']);
  });
  const sending = Promise.all([...browsers, ...senders]);
  sending.catch(() => undefined);

  const start = () => owner.start(['receive', '--out', out, '--poll', '0.2', '--hook', hook]);
  for (let kill = 0; kill < KILLS; kill++) {
    const service = start();
    const { seen } = eventsOf(service);
    // At another moment each time: as it begins, while something comes, as something has just come.
    const moment = ['receiving', 'published', 'receiving', 'stored'][kill % 4] as string;
    await expect.poll(() => seen().includes(moment), { timeout: 120_000, intervals: [5] }).toBe(true);
    service.child.kill('SIGKILL');
    const { code } = await service.ended;
    expect(code).toBeNull();
  }
  const last = start();
  await sending;
  await expect.poll(async () => (await storedIn(out)).length, { timeout: 120_000 }).toBe(2 * EACH);
  const shown = async () => JSON.parse((await owner.run(['inbox', '--json'])).stdout) as unknown[];
  await expect.poll(shown).toEqual([]);
  last.child.kill('SIGTERM');
  expect((await last.ended).code).toBe(0);

  const stored = await storedIn(out);
  expect(new Set(stored.map(({ delivery }) => delivery)).size).toBe(2 * EACH);
  const names = (await readdir(out)).filter((name) => name !== '.sealdrop');
  expect(names.toSorted()).toEqual(stored.flatMap((one) => one.names).toSorted());
  const digests = async (paths: string[]) => (await Promise.all(paths.map(sha256OfFile))).toSorted();
  expect(await digests(names.map((name) => join(out, name)))).toEqual(await digests(files));
  expect(await readdir(join(out, '.sealdrop/incoming'))).toEqual([]);
  // A hook that was killed with the service is told again; none is forgotten.
  const lines = new Set((await readFile(told, 'utf8')).split('\n').filter(Boolean));
  expect(lines.size).toBe(2 * EACH);
});

test('a server that is away is waited for, and one service at a time fills a folder @crash', async ({
  folder,
  server,
}) => {
  const out = join(folder, 'arrived');
  const { owner, link } = await newService(folder, server.origin);
  // Nothing listens at port 9 of this machine.
  const lost = owner.start(['receive', '--out', out, '--poll', '0.2', '--server', 'http://localhost:9']);
  const { seen } = eventsOf(lost);
  await expect.poll(() => seen().filter((event) => event === 'waiting').length).toBeGreaterThan(1);
  expect((await owner.start(['receive', '--out', out]).ended).code).toBe(52);
  lost.child.kill('SIGTERM');
  expect((await lost.ended).code).toBe(0);
  expect(
    (await owner.start(['receive', '--out', out, '--once', '--server', 'http://localhost:9']).ended).code,
  ).toBe(44);

  // A folder, a name that is taken, and one that is the service's own.
  const cli = cliPerson(join(folder, 'sender'), server.origin);
  await makeFile(folder, 'taken.bin', 1_000);
  await writeFile(join(out, 'taken.bin'), 'mine');
  await cli.run(['send', join(folder, 'taken.bin'), '--to', link, '--from', 'nobody']);
  await owner.run(['receive', '--out', out, '--once']);
  expect(await readFile(join(out, 'taken.bin'), 'utf8')).toBe('mine');
  expect(await readFile(join(out, 'taken (2).bin'))).toEqual(await readFile(join(folder, 'taken.bin')));
  expect(existsSync(join(out, 'taken (3).bin'))).toBe(false);
  // Its log has no names and no secrets, and its link is the same as before.
  const again = await owner.run(['receive', '--out', out, '--once', '--link', 'Papers']);
  expect(again.stdout.trim()).toBe(link);
  expect(again.stderr).not.toContain(new URL(link).hash.slice(1));
});

test('sealed arrivals are read by the service’s key alone, through kills and a change of it @crash', async ({
  folder,
  server,
}) => {
  test.setTimeout(180_000);
  const out = join(folder, 'arrived');
  const owner = cliPerson(join(folder, 'owner'), server.origin);
  await owner.run(['keygen', 'Archive']);
  const newKey = () => randomBytes(32).toString('base64');
  const [first, second] = [newKey(), newKey()];
  const receive = ['receive', '--out', out, '--sealed', '--poll', '0.2'];
  const once = [...receive, '--once'];
  const link = (await owner.run([...once, '--link', 'Papers'], { FILE_KEY_BASE64: first })).stdout.trim();

  // Six parts: there is a moment in the middle.
  const line = 'a line that nobody else should read\n';
  const text = Buffer.from(line.repeat(Math.ceil(50_000_000 / line.length)));
  const file = join(folder, 'the letter.txt');
  await writeFile(file, text);
  await cliPerson(join(folder, 'sender'), server.origin).run([
    'send',
    file,
    '--to',
    link,
    '--from',
    'nobody',
  ]);
  const incoming = join(out, '.sealdrop/incoming');
  const service = owner.start(receive, { FILE_KEY_BASE64: first });
  await expect
    .poll(async () => (await filesBelow(incoming)).some((path) => path.endsWith('body')), { intervals: [5] })
    .toBe(true);
  service.child.kill('SIGKILL');
  await service.ended;
  expect(await storedIn(out)).toEqual([]);
  const expectNothingClear = async () => {
    for (const path of await filesBelow(out)) {
      expect(path).not.toContain('letter');
      const stored = await readFile(path);
      for (const clear of [line.trim(), 'letter']) expect(stored.includes(clear), path).toBe(false);
    }
  };
  await expectNothingClear();
  await owner.run(once, { FILE_KEY_BASE64: first });
  await expectNothingClear();
  const [item = ''] = (await storedIn(out)).flatMap(({ names }) => names);
  const cat = ['cat', join(out, item)];
  expect((await owner.run(cat, { FILE_KEY_BASE64: first })).stdout).toBe(text.toString());

  for (const wrong of [once, receive])
    expect((await owner.start(wrong, { FILE_KEY_BASE64: second }).ended).code).toBe(81);
  const plain = owner.start(['receive', '--out', out, '--once']);
  expect((await plain.ended).code).toBe(81);
  const both = { FILE_KEY_BASE64: second, FILE_KEY_BASE64_PREVIOUS: first };
  expect((await owner.start(once, both).ended).code).toBe(81);
  await owner.run(['rotate-key', out], both);
  expect((await owner.start(cat, { FILE_KEY_BASE64: first }).ended).code).toBe(81);
  expect((await owner.run(cat, { FILE_KEY_BASE64: second })).stdout).toBe(text.toString());
  await owner.run(once, { FILE_KEY_BASE64: second });
  // The server never had it.
  const said = JSON.stringify(server.output());
  for (const key of [first, second]) expect(said).not.toContain(key);
});

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
