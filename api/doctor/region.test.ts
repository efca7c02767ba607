/** What the doctor makes of the answers of services that are set up otherwise than the configuration says. */
import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { diagnose, type Visit } from './testing.ts';

const closing: (() => void)[] = [];
beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'REGIONACCESS');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'region/secret');
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0)) close();
});

async function portOf(server: Server | ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** The doctor on a service that answers everything alike. */
async function answering(
  status: number,
  code: string,
  { more = '', headers = {} }: { more?: string; headers?: Record<string, string> } = {},
): Promise<Visit> {
  const server = createHttpServer((_, response) => {
    response.writeHead(status, { ...headers, connection: 'close' });
    const message = '<Message>with REGIONACCESS in it</Message>';
    response.end(`<?xml version="1.0"?><Error><Code>${code}</Code>${message}${more}</Error>`);
  });
  const port = await portOf(server);
  return await diagnose({
    S3_BUCKET: 'shares',
    S3_ENDPOINT: `http://127.0.0.1:${port}`,
    S3_REGION: 'eu-west-1',
  });
}

const only = ({ problems, notes, lines }: Visit) => [problems, notes, lines.at(-1)];

it('names the right region of a bucket, from a body and from a header', async () => {
  const told = [
    await answering(400, 'AuthorizationHeaderMalformed', { more: '<Region>eu-central-1</Region>' }),
    await answering(301, 'PermanentRedirect', { headers: { 'x-amz-bucket-region': 'eu-central-1' } }),
  ];
  for (const seen of told) {
    expect(only(seen)).toEqual([['region'], [], '1 problem.']);
    expect(seen.text).toContain('"shares" is not in the region eu-west-1 but in eu-central-1');
    expect(seen.text).toContain('Set S3_REGION=eu-central-1.');
  }
});

it('says so where the service does not tell the region', async () => {
  const seen = await answering(400, 'AuthorizationHeaderMalformed');
  expect(only(seen)).toEqual([['region'], [], '1 problem.']);
  expect(seen.text).toContain('Set S3_REGION to the region that the bucket was made in.');
});

it('never follows to where a service points', async () => {
  let asked = 0;
  const elsewhere = await portOf(
    createHttpServer((_, response) => {
      asked++;
      response.end();
    }),
  );
  const location = `http://127.0.0.1:${elsewhere}/`;
  const seen = await answering(301, 'PermanentRedirect', { headers: { location } });
  expect([seen.problems, asked]).toEqual([['region'], 0]);
});

for (const [status, code, title, words] of [
  [400, 'ExpiredToken', 'credentials', 'have expired'],
  [403, 'InvalidAccessKeyId', 'credentials', 'does not know the access key'],
  [403, 'SignatureDoesNotMatch', 'credentials', 'the secret key does not belong'],
  [403, 'RequestTimeTooSkewed', 'clock', 'the clock of this machine differs'],
  [403, 'AccessDenied', 'listing', 'may not list the bucket'],
  [404, 'NoSuchBucket', 'bucket', 'has no bucket "shares"'],
  [503, 'SlowDown', 'bucket', 'does not answer, or is too busy to'],
  [500, 'InternalError', 'bucket', 'does not answer, or is too busy to'],
  [418, 'Teapot', 'bucket', 'refuses to list the bucket'],
] as const) {
  it(`understands ${status} ${code}`, async () => {
    const seen = await answering(status, code);
    expect(only(seen)).toEqual([[title], [], '1 problem.']);
    expect(seen.lines.find((line) => line.startsWith('PROBLEM'))).toContain(words);
    expect(seen.text).not.toContain('REGIONACCESS');
    expect(seen.text).toMatch(/not checked: .*object lock, versioning, digests/);
  });
}

it('tells a closed port, a wrong scheme and an unknown name apart', async () => {
  const closed = createServer();
  const port = await portOf(closed);
  closed.close();
  const garbage = await portOf(createServer((socket) => socket.on('error', () => {}).end('what is this?\n')));
  for (const [S3_ENDPOINT, words] of [
    [`http://127.0.0.1:${port}`, 'connection refused'],
    [`https://127.0.0.1:${garbage}`, 'does not speak HTTPS'],
    [`http://127.0.0.1:${garbage}`, 'does not speak HTTP'],
    ['http://sealdrop.invalid', 'the name shares.sealdrop.invalid is not known'],
  ] as const) {
    const seen = await diagnose({ S3_BUCKET: 'shares', S3_ENDPOINT });
    expect(only(seen)).toEqual([['reachable'], [], '1 problem.']);
    expect(seen.text).toContain(words);
  }
});
