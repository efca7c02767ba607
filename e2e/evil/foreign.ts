/** Another origin: what a page sends to it is a leak, and is kept here. It answers everything with welcome. */
import { createServer } from 'node:http';

export interface Foreign {
  readonly origin: string;
  /** Method and URL of every request. */
  readonly asked: string[];
  readonly stop: () => Promise<void>;
}

export async function startForeign(): Promise<Foreign> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(200, {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
      'access-control-allow-methods': '*',
      'access-control-expose-headers': '*',
      'content-type': 'application/json',
      etag: '"welcome"',
    });
    response.end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    asked,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
