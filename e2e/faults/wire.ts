/** A wire on loopback between two programs, which can be cut: what passes is bytes, so nothing of the talk changes. */
import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '../server.ts';

export interface Wire {
  readonly origin: string;
  /** Ends every connection; new ones are refused at once. */
  cut(): void;
  /** Bytes are held from now on, of new connections too, and nobody hears of it. */
  silence(): void;
  /** All as before; what was held goes on. */
  mend(): void;
  close(): Promise<void>;
}

/** In front of whatever answers at `target`, an origin of http. */
export async function openWire(target: string): Promise<Wire> {
  const { hostname, port: targetPort } = new URL(target);
  const ends = new Set<Socket>();
  let state: 'whole' | 'cut' | 'silent' = 'whole';

  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (state === 'cut') {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ host: hostname, port: Number(targetPort), allowHalfOpen: true });
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end);
      end.on('data', (bytes) => {
        if (!other.write(bytes)) end.pause();
      });
      other.on('drain', () => {
        if (state !== 'silent') end.resume();
      });
      end.on('end', () => other.end());
      end.on('error', () => other.destroy());
      end.on('close', () => {
        ends.delete(end);
        other.destroy();
      });
      if (state === 'silent') end.pause();
    }
  });
  const port = await freePort();
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));

  return {
    origin: `http://127.0.0.1:${port}`,
    cut() {
      state = 'cut';
      for (const end of ends) end.resetAndDestroy();
    },
    silence() {
      state = 'silent';
      for (const end of ends) end.pause();
    },
    mend() {
      state = 'whole';
      for (const end of ends) end.resume();
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        for (const end of ends) end.destroy();
      }),
  };
}
