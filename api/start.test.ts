/** The program's start with a bucket: what is set up wrongly ends it by name; a service that is away does not. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram, type Program } from './testing-program.ts';

let program: Program;
let service: Server | null = null;
beforeAll(async () => {
  program = await buildProgram();
});
afterEach(() => {
  program.killAll();
  service?.close();
  service?.closeAllConnections();
  service = null;
});
afterAll(async () => {
  await program.remove();
});

interface Answer {
  readonly status: number;
  readonly code?: string;
  readonly more?: string;
  readonly headers?: Record<string, string>;
}

/** A service that answers every request so; the answer can be changed while it runs. */
async function answering(first: Answer) {
  const state = { answer: first };
  service = createServer((_, response) => {
    const { status, code, more = '', headers = {} } = state.answer;
    response.writeHead(status, headers);
    const list = '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>';
    response.end(
      code ? `<Error><Code>${code}</Code><Message>quoting STARTKEY</Message>${more}</Error>` : list,
    );
  });
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  const { port } = service.address() as AddressInfo;
  return { state, environment: settings(port) };
}

const settings = (port: number) => ({
  S3_BUCKET: 'shares',
  S3_ENDPOINT: `http://127.0.0.1:${port}`,
  S3_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'STARTKEY',
  AWS_SECRET_ACCESS_KEY: 'start/secret',
  AWS_EC2_METADATA_DISABLED: 'true',
});

const hour = 3_600_000;

describe('a start with a bucket', () => {
  it.each<[string, Answer, RegExp]>([
    ['an unknown access key', { status: 403, code: 'InvalidAccessKeyId' }, /does not know the access key/],
    ['a wrong secret', { status: 403, code: 'SignatureDoesNotMatch' }, /secret key does not belong/],
    ['expired credentials', { status: 400, code: 'ExpiredToken' }, /have expired/],
    ['no right to list', { status: 403, code: 'AccessDenied' }, /may not list the bucket "shares"/],
    ['a missing bucket', { status: 404, code: 'NoSuchBucket' }, /has no bucket "shares"/],
    [
      'a wrong region',
      { status: 400, code: 'AuthorizationHeaderMalformed', more: '<Region>eu-central-1</Region>' },
      /not in the region eu-west-1 but in eu-central-1/,
    ],
    [
      'a bucket elsewhere',
      { status: 301, code: 'PermanentRedirect', headers: { 'x-amz-bucket-region': 'eu-central-1' } },
      /Set S3_REGION=eu-central-1/,
    ],
    [
      'a clock that is behind',
      { status: 200, headers: { date: new Date(Date.now() + hour).toUTCString() } },
      /clock of this machine is \d+ minutes behind/,
    ],
  ])('ends at %s, and says so', async (_, answer, words) => {
    const { environment } = await answering(answer);
    const { said, exit } = program.run(environment);
    expect(await exit).toBe(1);
    expect(said.out).toBe('');
    expect(said.err).toMatch(/^Sealdrop cannot start: /m);
    expect(said.err).toMatch(words);
    expect(said.err).not.toMatch(/STARTKEY|start\/secret/);
  });

  it('ends without credentials', async () => {
    const { environment } = await answering({ status: 200 });
    const { exit, said } = program.run({ ...environment, AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });
    expect(await exit).toBe(1);
    expect(said.err).toMatch(/there are no credentials/);
  });

  it('goes on where the service is away, red until it is back', async () => {
    const { environment, state } = await answering({ status: 503, code: 'SlowDown' });
    const { origin, said } = await program.start(environment);
    const ready = () => fetch(`${origin}/readyz`).then(({ status }) => status);
    expect(await ready()).toBe(503);
    expect(said.err).toContain('"problem":"unreachable"');
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    state.answer = { status: 200 };
    await expect.poll(ready, { interval: 500 }).toBe(200);
    // What goes wrong later turns it red again.
    state.answer = { status: 404, code: 'NoSuchBucket' };
    await expect.poll(ready, { interval: 500 }).toBe(503);
    await expect.poll(() => said.err).toContain('"problem":"no-bucket"');
  });
});
