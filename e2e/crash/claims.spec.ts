/** Races that the database decides: downloads up to the limit, and one of two headers. docs/testing.md. */
import { expect, test } from '@playwright/test';
import { random, sha256, toBase64Url } from '../../shared/bytes.ts';
import { createClient } from '../../shared/client.ts';
import { hasCode } from '../../shared/errors.ts';
import { retrying } from '../../shared/transfer/retry.ts';
import { countCases } from '../cases.ts';
import { type MortalServer, mortalServer } from './process.ts';
import { read } from './reader.ts';
import { type Issue, Sender } from './sender.ts';

const CLAIMS = 200;
const LIMIT = 10;
const ROUNDS = 50;
/** Each round leaves two manifests to delete, and a share may have 64 of them. */
const ROUNDS_PER_SHARE = 25;

const held = countCases('claims and headers that raced');
const { signal } = new AbortController();

async function readyShare(server: MortalServer, limit?: number): Promise<Sender> {
  const { origin } = server;
  const sender = await Sender.prepare({
    origin,
    name: 'raced.bin',
    size: 10_000,
    fetch: (url, init) => fetch(new URL(url, origin), init),
    ...(limit === undefined ? {} : { limit }),
  });
  await sender.run();
  return sender;
}

/** Claims downloads at these servers in turn, all at once; whoever is asked for patience comes again. */
async function claimAll(servers: readonly MortalServer[], sender: Sender): Promise<string[]> {
  const { id } = sender;
  const token = await sender.access(1);
  const retry = { signal, onReconnecting: () => undefined };
  return await Promise.all(
    Array.from({ length: CLAIMS }, async (_, i) => {
      const { origin } = servers[i % servers.length] as MortalServer;
      const client = createClient(origin, (url, init) => fetch(url, init));
      const grant = random(16);
      try {
        await retrying(() => client.bodyUrl(id, token, grant), retry);
        return toBase64Url(grant);
      } catch (error) {
        if (hasCode(error, 'ended') && error.details.reason === 'limit') return 'limit';
        throw error;
      }
    }),
  );
}

async function expectExactly(servers: readonly MortalServer[], sender: Sender): Promise<void> {
  const [server] = servers;
  if (!server) throw new Error('a race needs a server');
  const answers = await claimAll(servers, sender);
  const grants = answers.filter((answer) => answer !== 'limit');
  expect(grants).toHaveLength(LIMIT);
  expect(answers).toHaveLength(CLAIMS);
  const client = createClient(server.origin, (url, init) => fetch(url, init));
  const counted = { downloads: LIMIT, limit: LIMIT };
  expect(await client.owner(sender.id, sender.token)).toMatchObject(counted);
  expect(await client.share(sender.id)).toMatchObject({ state: 'ready', exhausted: true });
  // Who has a grant goes on with it, and is not counted again.
  for (const grant of grants) {
    await client.bodyUrl(sender.id, await sender.access(1), new Uint8Array(Buffer.from(grant, 'base64url')));
  }
  expect(await client.owner(sender.id, sender.token)).toMatchObject(counted);
}

test(`of ${CLAIMS} claims at once on a limit of ${LIMIT} exactly ${LIMIT} pass`, async () => {
  const server = await mortalServer();
  try {
    await expectExactly([server], await readyShare(server, LIMIT));
    for (let i = 0; i < CLAIMS; i++) held();
  } finally {
    await server.remove();
  }
});

test(`of ${CLAIMS} claims at two servers on one folder exactly ${LIMIT} pass`, async () => {
  const server = await mortalServer();
  const other = await mortalServer({ dataDir: server.dataDir });
  try {
    await expectExactly([server, other], await readyShare(server, LIMIT));
    for (let i = 0; i < CLAIMS; i++) held();
  } finally {
    await other.remove();
    await server.remove();
  }
});

test('of two headers that replace the same one exactly one stands, each time', async () => {
  const server = await mortalServer();
  const other = await mortalServer({ dataDir: server.dataDir });
  try {
    const clients = [server, other].map(({ origin }) =>
      createClient(origin, (url, init) => fetch(url, init)),
    );
    let sender = await readyShare(server);
    for (let round = 0; round < ROUNDS; round++) {
      const epoch = 2 + (round % ROUNDS_PER_SHARE);
      if (round > 0 && epoch === 2) sender = await readyShare(server);
      const { id, token } = sender;
      const before = await sender.client.share(id);
      if (before.state !== 'ready') throw new Error(`the share is ${before.state}`);
      const replaces = await sha256(before.header);
      const issues: Issue[] = [];
      for (const note of ['first', 'second']) issues.push(await sender.issue({ epoch, note, replaces }));
      for (const issue of issues) await sender.putManifest(issue);
      const answers = await Promise.allSettled(
        clients.map((client, i) => client.putHeader(id, token, issues[i] as Issue)),
      );
      const won = answers.flatMap(({ status }, i) => (status === 'fulfilled' ? [i] : []));
      expect(won).toHaveLength(1);
      const lost = answers.filter(({ status }) => status === 'rejected');
      expect(lost).toEqual([
        expect.objectContaining({ reason: expect.objectContaining({ code: 'conflict' }) }),
      ]);
      const note = won[0] === 0 ? 'first' : 'second';
      expect(await read(server.origin, sender)).toMatchObject({ epoch, note });
      held();
    }
  } finally {
    await other.remove();
    await server.remove();
  }
});
