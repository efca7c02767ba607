/** A wire on loopback to a PostgreSQL, for tests, whose other end may go without a word, as when a host loses its power. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface TestWire {
  /** The database's address by this wire. */
  readonly url: string;
  /** How many connections there were. */
  opened(): number;
  /** From now on nothing passes on the connections of this moment, and nobody is told. New ones pass. */
  lose(): void;
  close(): void;
}

/** In front of the database of this URL, which names a host and a port. */
export async function openTestWire(databaseUrl: string): Promise<TestWire> {
  const { hostname, port } = new URL(databaseUrl);
  const passing = new Set<Socket>();
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    passing.add(near);
    sockets.push(near, far);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (bytes) => {
        if (passing.has(near)) to.write(bytes);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        if (passing.has(near)) to.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = (server.address() as AddressInfo).port;
  return {
    url: Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: `${own}` }).href,
    opened: () => sockets.length / 2,
    lose: () => passing.clear(),
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
