/** `sealdrop put` of a file that is not the same for long. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { newUser } from './sealdrop.test-data.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('a file that changes after its digest was taken is not put under that digest', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'id');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  const user = await newUser();
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-put-'));
  const file = join(folder, 'file.bin');
  await writeFile(file, 'before');
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.method ?? '');
    if (request.method === 'PUT') response.setHeader('etag', '"1"');
    else response.statusCode = 404;
    // Whether something is there is asked when the digest is known.
    void writeFile(file, 'behind').then(() => request.resume().once('end', () => response.end()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ran = await user.sealdrop(['put', file, 's3://bucket/file.bin'], {
    environment: { S3_ENDPOINT: `http://127.0.0.1:${port}` },
  });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await Promise.all([user.remove(), rm(folder, { recursive: true })]);
  expect([ran.code, asked]).toEqual([41, ['HEAD']]);
});
