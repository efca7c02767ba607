/** deploy/Dockerfile, executed and run: `npm run test:shipping`. docs/testing.md. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { read } from '../crash/reader.ts';
import { Sender } from '../crash/sender.ts';
import { type Container, startContainer } from './container.ts';
import { parseDockerfile, parseDockerignore } from './dockerfile.ts';
import { buildImage, type Image } from './image.ts';
import { findWritable } from './writable.ts';

test.describe('@shipping what the readers of Dockerfile and .dockerignore do not know is an error', () => {
  for (const line of [
    'ARG X=1',
    'ADD a b',
    'COPY --chown=node a b',
    'COPY --from=nowhere a b',
    'COPY a*.json b/',
    'RUN ["node"]',
    'RUN --mount=type=secret,id=x node',
    'RUN node \\',
    'ENV A b',
    'ENV A="b c"',
    'USER 1000:1000',
    'CMD node main.js',
    'HEALTHCHECK NONE',
    'workdir /app',
    ' RUN node',
  ]) {
    test(line, () => {
      expect(() => parseDockerfile(`FROM node AS one\nWORKDIR /app\n${line}\n`)).toThrow('line 3');
    });
  }

  test('patterns in .dockerignore', () => {
    expect(parseDockerignore('# why\n*\n!api\n!.npmrc\n')).toEqual(['api', '.npmrc']);
    for (const text of ['api\n', '*\nweb\n', '*\n!we*\n', '*\n!a/b\n', '*\n!..\n', ''])
      expect(() => parseDockerignore(text)).toThrow('.dockerignore');
  });
});

test.describe('@shipping the image', () => {
  test.describe.configure({ mode: 'serial', timeout: 900_000 });

  let image: Image;
  let container: Container;
  test.beforeAll(async () => {
    test.setTimeout(900_000);
    image = await buildImage();
    container = await startContainer(image);
  });
  test.afterAll(async () => {
    await container?.remove();
    await image?.remove();
  });

  test('holds what runs, and neither tools, sources, settings of a registry nor data', () => {
    for (const name of [
      'dist/web/index.html',
      'dist/api/main.js',
      'dist/api/admin.js',
      'node_modules/libsql',
    ])
      expect(existsSync(join(image.tree, 'app', name)), name).toBe(true);
    for (const name of ['api', 'web', '.npmrc', 'node_modules/typescript', 'node_modules/vite', 'data'])
      expect(existsSync(join(image.tree, 'app', name)), name).toBe(false);
    for (const name of ['root/.npmrc', 'root/.npm', 'run/npmrc', 'run/authorities.pem'])
      expect(existsSync(join(image.tree, name)), name).toBe(false);
  });

  test('listens to the network, and says that it does', () => {
    expect(image.environment).toMatchObject({ HOST: '0.0.0.0', PORT: `${image.port}` });
  });

  test('runs as process 1 of a user without rights', async () => {
    const status = await readFile(`/proc/${container.pid}/status`, 'utf8');
    expect(status).toMatch(/^NSpid:\t\d+\t1$/m);
    expect(status).toMatch(/^Uid:\t1000\t1000\t1000\t1000$/m);
    expect(status).toMatch(/^Gid:\t1000\t1000\t1000\t1000$/m);
    expect(status).toMatch(/^Groups:\t ?$/m);
    for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'])
      expect(status).toMatch(new RegExp(`^${set}:\t0+$`, 'm'));
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
  });

  test('is ready and healthy, and its health check can fail', async () => {
    const answer = await fetch(`${container.origin}/readyz`);
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true, database: true, store: true }]);
    expect((await container.exec(image.healthcheck)).code).toBe(0);
    // Nobody listens at the port 1.
    expect((await container.exec(image.healthcheck, { PORT: '1' })).code).toBe(1);
  });

  test('serves the page, and takes and gives out a share', async () => {
    const page = await fetch(`${container.origin}/`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const { origin } = container;
    const fetchThere = (url: string, init: RequestInit) => fetch(new URL(url, origin), init);
    const sender = await Sender.prepare({ origin, size: 20_000_000, name: 'shipped.bin', fetch: fetchThere });
    await sender.run();
    expect(await read(origin, sender)).toMatchObject({ digest: sender.digest() });
  });

  test("has the operator's commands", async () => {
    expect(await container.exec(['node', 'dist/api/admin.js', 'audit'])).toEqual({
      code: 0,
      output: '1 share, 2 objects, 0 without a share, 0 missing\n',
    });
    expect(await container.exec(['node', 'dist/api/doctor.js'])).toMatchObject({ code: 0 });
  });

  test('can write to its volume and to /tmp, and nowhere else', async () => {
    const { code, output } = await container.exec(['node', '--input-type=module', '--eval', findWritable]);
    expect([code, output]).toEqual([0, '/data\n/tmp\n']);
  });

  test('ends with 0 at TERM', async () => {
    expect(await container.stop()).toBe(0);
  });
});
