/** People of the command line and people of browsers: named shares and deliveries by contact links, and servers that let not everybody send. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cliPerson } from './cli.ts';
import { makeFile, sha256OfFile, writeBytes } from './files.ts';
import { test as base, expect } from './fixtures.ts';
import { addPerson, choosePeople, createKey, deliver } from './people-steps.ts';
import { type Server, startServer } from './server.ts';
import { send, shareLink } from './steps.ts';

base(
  'a browser sends to a person of the command line by name, and to their inbox, by their contact link',
  async ({ sender: ada, folder, server }) => {
    const cli = cliPerson(join(folder, 'cli'), server.origin);
    await cli.run(['keygen', 'Bob']);
    const contact = (await cli.run(['card', '--link'])).stdout.trim();
    expect(contact).toMatch(/\/to\/[\w-]+#[1-9A-HJ-NP-Za-km-z]+$/);
    // It is one link, however often it is asked for.
    expect((await cli.run(['card', 'Bob', '--link'])).stdout.trim()).toBe(contact);

    await createKey(ada, 'Ada', folder);
    await addPerson(ada, 'Bob', contact);
    const file = await makeFile(folder, 'for-bob.bin', 300_000);
    await send(ada, file);
    await choosePeople(ada, { Bob: true });
    await expect(shareLink(ada)).toHaveValue(/\/s\/[\w-]{22}$/);
    const link = await shareLink(ada).inputValue();
    await cli.run(['open', link, '--out', join(folder, 'out')]);
    expect(await sha256OfFile(join(folder, 'out/for-bob.bin'))).toBe(await sha256OfFile(file));
    const other = cliPerson(join(folder, 'other'), server.origin);
    await other.run(['keygen', 'Mallory']);
    await mkdir(join(folder, 'no'));
    expect((await other.start(['open', link, '--out', join(folder, 'no')]).ended).code).toBe(34);

    const delivered = await makeFile(folder, 'delivered.bin', 200_000);
    await ada.goto(contact);
    await deliver(ada, delivered);
    const [arrived] = JSON.parse((await cli.run(['inbox', '--json'])).stdout) as {
      name: string;
      address: string;
      sender: object;
    }[];
    expect(arrived?.name).toBe('delivered.bin');
    await cli.run(['open', arrived?.address ?? '', '--out', join(folder, 'in')]);
    expect(await sha256OfFile(join(folder, 'in/delivered.bin'))).toBe(await sha256OfFile(delivered));
  },
);

const TOKEN = 'correct-horse-battery-staple-1234';
const withToken = base.extend<object, { readonly server: Server }>({
  server: [
    async ({}, use) => {
      const server = await startServer({ environment: { UPLOADS: 'token', UPLOAD_TOKEN: TOKEN } });
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
});

withToken(
  'a server that wants an upload token gets it from the environment or a file, and refuses others',
  async ({ folder, server }) => {
    const cli = cliPerson(join(folder, 'cli'), server.origin);
    const file = await makeFile(folder, 'file.bin', 100_000);
    expect((await cli.start(['send', file]).ended).code).toBe(48);
    const wrong = await cli.start(['send', file], { SEALDROP_UPLOAD_TOKEN: `${TOKEN}x` }).ended;
    expect(wrong).toMatchObject({ code: 48, stdout: '' });
    expect(wrong.stderr).not.toContain(TOKEN);
    const { stdout } = await cli.run(['send', file], { SEALDROP_UPLOAD_TOKEN: TOKEN });
    await cli.run(['open', stdout.trim(), '--out', join(folder, 'out')]);
    expect(await readFile(join(folder, 'out/file.bin'))).toEqual(await readFile(file));
    const tokenFile = await writeBytes(folder, 'token.txt', Buffer.from(`${TOKEN}\n`));
    await cli.run(['send', file, '--upload-token-file', tokenFile]);
    // Who takes deliveries may send.
    await cli.run(['keygen', 'Bob']);
    const closed = await cli.run(['card', '--link']);
    const open = await cli.run(['card', '--link'], { SEALDROP_UPLOAD_TOKEN: TOKEN });
    expect(open.stdout).not.toBe(closed.stdout);
  },
);
