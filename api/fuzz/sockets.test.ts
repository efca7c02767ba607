/** What no HTTP client would send, byte by byte to the program: it answers in kind or hangs up, and goes on for everybody else. */
import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram, type Program } from '../testing-program.ts';

let program: Program;
let running: Awaited<ReturnType<Program['start']>>;
beforeAll(async () => {
  program = await buildProgram();
  running = await program.start();
});
afterAll(async () => {
  program.killAll();
  await program.remove();
});

/** Milliseconds after which a server that says nothing more is taken for one that waits. */
const QUIET = 1_500;

function open(): Socket {
  const socket = connect(running.port, '127.0.0.1');
  socket.on('error', () => {});
  return socket;
}

/** Everything that comes back for these bytes. `end`: the server was asked to hang up, which is waited for. */
async function said(bytes: string | Uint8Array, end = false): Promise<string> {
  const socket = open();
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(bytes);
  await (end ? closed : Promise.race([closed, setTimeout(QUIET)]));
  socket.destroy();
  return text;
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
const host = 'host: localhost';
const telling = /node_modules|\.[jt]s:\d|\n\s+at |\/(?:home|root|tmp|work)\//;

async function requireAlive(): Promise<void> {
  const response = await fetch(`${running.origin}/healthz`);
  expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
}

describe('raw requests', () => {
  it.each([
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['two hosts', `GET / HTTP/1.1\r\n${host}\r\nhost: other\r\n\r\n`],
    ['no HTTP', 'hello\r\n\r\n'],
    ['TLS', new Uint8Array([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3])],
    ['an unknown method', `BREW / HTTP/1.1\r\n${host}\r\n\r\n`],
    ['a bare line feed in a header', `GET / HTTP/1.1\r\n${host}\r\nx: a\nb\r\n\r\n`],
    ['a NUL in a header', `GET / HTTP/1.1\r\n${host}\r\nx: a\0b\r\n\r\n`],
    [
      'two lengths',
      `POST /api/shares HTTP/1.1\r\n${host}\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}`,
    ],
    [
      'a length and chunks',
      `POST /api/shares HTTP/1.1\r\n${host}\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['a negative length', `POST /api/shares HTTP/1.1\r\n${host}\r\ncontent-length: -1\r\n\r\n`],
    [
      'a chunk of no size',
      `POST /api/shares HTTP/1.1\r\n${host}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n`,
    ],
    ['20 kB of one header', `GET / HTTP/1.1\r\n${host}\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`],
    ['20 kB of path', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${host}\r\n\r\n`],
    ['a tunnel', `CONNECT example.org:443 HTTP/1.1\r\n${host}\r\n\r\n`],
  ])('%s is refused', async (_, bytes) => {
    const answer = await said(bytes);
    expect(answer).not.toMatch(telling);
    const status = statusOf(answer);
    // Hung up on, or refused.
    if (answer !== '') expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    await requireAlive();
  });

  it.each([
    '/../../../../etc/passwd',
    '/..%2f..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/package.json',
    '/assets/../../api/main.js',
    '/assets/..%5c..%5capi%5cmain.js',
    '/assets/%00',
    '//etc/passwd',
    '/objects/../../sealdrop.db',
    '/objects/..%2f..%2fsealdrop.db',
    'http://127.0.0.1:1/api/config',
    'file:///etc/passwd',
    '*',
    '/%',
    '/\\..\\..\\x',
  ])('the path %s leads nowhere', async (path) => {
    const answer = await said(`GET ${path} HTTP/1.1\r\n${host}\r\nconnection: close\r\n\r\n`, true);
    expect(answer).not.toMatch(telling);
    expect(answer).not.toContain('root:');
    expect(answer).not.toContain('SQLite format');
    expect(answer).not.toContain('import ');
    expect(statusOf(answer)).toBeLessThan(500);
  });

  it('any host gets the same answer, which does not name it', async () => {
    const of = async (name: string) =>
      await said(`GET /api/config HTTP/1.1\r\nhost: ${name}\r\nconnection: close\r\n\r\n`, true);
    for (const name of ['evil.example', '127.0.0.1:1', 'a"b', '[::1]']) {
      const answer = await of(name);
      if (statusOf(answer) === 200) {
        expect(answer).toContain(`"publicOrigin":"http://localhost:${running.port}"`);
        expect(answer).not.toContain(name);
      } else {
        expect(statusOf(answer)).toBe(400);
      }
    }
  });

  it('three hundred clients that say nothing to the end keep nobody waiting', async () => {
    const slow = Array.from({ length: 300 }, (_, i) => {
      const socket = open();
      socket.write(
        i % 2
          ? `GET / HTTP/1.1\r\n${host}\r\nx-slow: `
          : `POST /api/shares HTTP/1.1\r\n${host}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`,
      );
      return socket;
    });
    await setTimeout(300);
    for (let i = 0; i < 20; i++) await requireAlive();
    for (const socket of slow) socket.destroy();
    await requireAlive();
  });

  it('a body without end is cut at its limit', async () => {
    const socket = open();
    const closed = new Promise((resolve) => socket.once('close', resolve));
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
    socket.write(
      `POST /api/shares HTTP/1.1\r\n${host}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    const chunk = `8000\r\n${'['.repeat(0x8000)}\r\n`;
    for (let i = 0; i < 8 && !socket.destroyed; i++) socket.write(chunk);
    await expect.poll(() => answer, { timeout: 30_000 }).toContain('body-too-large');
    expect(statusOf(answer)).toBe(413);
    socket.destroy();
    await closed;
    await requireAlive();
  });

  it('wrote nothing unexpected to the log', () => {
    expect(running.said.err).not.toContain('"level":"error"');
  });
});
