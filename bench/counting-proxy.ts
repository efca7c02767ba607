/** A proxy on loopback that passes everything and counts the bytes of bodies that are put to the share's body object. */
import { createServer, request } from 'node:http';
import { freePort } from '../e2e/server.ts';

export interface CountingProxy {
  readonly origin: string;
  /** Bytes of the bodies of PUTs that arrived here so far, whatever became of them. */
  received(): number;
  /** PUTs of it that ended before their bodies did. */
  broken(): number;
  close(): Promise<void>;
}

const bodyObject = /\/body(?:[/?]|$)/;

/** In front of what answers at `target()`, which is asked at each request. */
export async function startCountingProxy(target: () => string): Promise<CountingProxy> {
  let received = 0;
  let broken = 0;
  const server = createServer((asked, answer) => {
    const { hostname, port } = new URL(target());
    const { method, url = '/', headers } = asked;
    const passed = request({ hostname, port, method, path: url, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
      response.pipe(answer);
    });
    const end = () => answer.destroy();
    passed.once('error', end);
    asked.once('close', () => {
      if (asked.complete) return;
      if (method === 'PUT' && bodyObject.test(url)) broken++;
      passed.destroy();
    });
    if (method === 'PUT' && bodyObject.test(url)) {
      asked.on('data', (chunk: Buffer) => {
        received += chunk.length;
      });
    }
    asked.pipe(passed);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${port}`,
    received: () => received,
    broken: () => broken,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
