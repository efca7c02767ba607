/** `sealdrop get` from a store that does not do as it should, and into folders that others write to. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { lstat, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { newUser, type User } from './sealdrop.test-data.ts';

const content = Buffer.from('what was put there\n'.repeat(1000));
const ADDRESS = 's3://bucket/file.bin';
const ETAG = '"1"';
/** A number that no process has. */
const NOBODY = 2 ** 31 - 1;

let user: User;
let folder: string;
let server: Server;
let answer: (response: ServerResponse) => void;
let fetched: number;
beforeEach(async () => {
  user = await newUser();
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-get-'));
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'id');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  fetched = 0;
  answer = (response) => response.end(content);
  server = createServer((request, response) => {
    response.setHeader('etag', ETAG);
    response.setHeader('x-amz-meta-sealdrop-sha256', createHash('sha256').update(content).digest('hex'));
    if (request.method === 'HEAD') {
      response.setHeader('content-length', content.length);
      response.end();
      return;
    }
    fetched++;
    response.statusCode = 206;
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await Promise.all([user.remove(), rm(folder, { recursive: true })]);
});

const get = () =>
  user.sealdrop(['get', ADDRESS, '--out', folder], {
    environment: { S3_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
  });
const left = () => {
  const version = createHash('sha256').update(`${ADDRESS}\0${ETAG}`).digest('hex').slice(0, 24);
  return join(folder, `.sealdrop-get-${version}-${NOBODY}.part`);
};

it('an answer without end is broken off', async () => {
  let sent = 0;
  const piece = Buffer.alloc(65_536);
  answer = (response) => {
    const more = () => {
      while (!response.destroyed && sent < 200_000_000) {
        sent += piece.length;
        if (!response.write(piece)) {
          response.once('drain', more);
          return;
        }
      }
      response.end();
    };
    more();
  };
  expect((await get()).code).toBe(70);
  expect(sent).toBeLessThan(50_000_000);
});

it('what is whole already is not fetched again', async () => {
  await writeFile(left(), content);
  expect(await get()).toMatchObject({ code: 0 });
  expect(fetched).toBe(0);
  expect((await readFile(join(folder, 'file.bin'))).equals(content)).toBe(true);
});

it('a link that somebody has put there is not written through', async () => {
  const other = join(folder, 'other');
  await writeFile(other, 'mine');
  await symlink(other, left());
  expect(await get()).toMatchObject({ code: 0 });
  expect(await readFile(other, 'utf8')).toBe('mine');
  expect((await lstat(join(folder, 'file.bin'))).isFile()).toBe(true);
});
