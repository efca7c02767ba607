/**
 * A proxy on loopback that passes everything, counts the bytes of bodies that are put to the share's body object, and lets
 * no more of them through than it is told; the same for those that are got from it.
 */
import { createServer, request } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { freePort } from './server.ts';

export interface CountingProxy {
  readonly origin: string;
  /** Bytes of the bodies of PUTs that arrived here so far, whatever became of them. */
  received(): number;
  /** Requests that the target has not done with. */
  busy(): number;
  /** PUTs of it that the target never had whole: they were broken off. */
  broken(): number;
  /** Bytes that arrived of those. */
  lost(): number;
  /** Bodies stand still when this many bytes have arrived, until another number is said. At first there is no limit. */
  holdAt(bytes: number): void;
  /** Bytes of the answers to GETs of it that have left so far. */
  served(): number;
  /** Those stand still when this many bytes have left. */
  holdServedAt(bytes: number): void;
  close(): Promise<void>;
}

const bodyObject = /\/body(?:[/?]|$)/;

/** In front of what answers at `target()`, which is asked at each request. */
export async function startCountingProxy(target: () => string): Promise<CountingProxy> {
  let received = 0;
  let broken = 0;
  let lost = 0;
  let busy = 0;
  let limit = Number.POSITIVE_INFINITY;
  const waiting: (() => void)[] = [];
  let served = 0;
  let servedLimit = Number.POSITIVE_INFINITY;
  const wanting: (() => void)[] = [];

  const server = createServer((asked, answer) => {
    const { hostname, port } = new URL(target());
    const { method, url = '/', headers } = asked;
    let arrived = 0;
    let isAnswered = false;

    async function* counted(): AsyncGenerator<Buffer> {
      for await (const chunk of asked as AsyncIterable<Buffer>) {
        received += chunk.length;
        arrived += chunk.length;
        while (received >= limit) await new Promise<void>((go) => waiting.push(go));
        yield chunk;
      }
    }

    async function* measured(response: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of response) {
        while (served >= servedLimit) await new Promise<void>((go) => wanting.push(go));
        served += chunk.length;
        yield chunk;
      }
    }

    busy++;
    const passed = request({ hostname, port, method, path: url, headers }, (response) => {
      isAnswered = true;
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
      const isGet = method === 'GET' && bodyObject.test(url);
      pipeline(isGet ? measured(response) : response, answer).catch(() => undefined);
    });
    passed.once('error', () => answer.destroy());
    passed.once('close', () => {
      busy--;
      if (isAnswered || arrived === 0) return;
      broken++;
      lost += arrived;
    });
    asked.once('close', () => {
      if (!asked.complete) passed.destroy();
    });
    // Each end hears of what befalls the other above.
    const isBody = method === 'PUT' && bodyObject.test(url);
    pipeline(isBody ? counted() : asked, passed).catch(() => undefined);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${port}`,
    received: () => received,
    broken: () => broken,
    busy: () => busy,
    lost: () => lost,
    holdAt(bytes) {
      limit = bytes;
      for (const go of waiting.splice(0)) go();
    },
    served: () => served,
    holdServedAt(bytes) {
      servedLimit = bytes;
      for (const go of wanting.splice(0)) go();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
