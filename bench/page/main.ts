/** The bench page: measurements that Node.js asks for by `bench`, on the files that it has put into the one input. */
import { random, toBase64Url } from '../../shared/bytes.ts';
import { createClient, type SentPart } from '../../shared/client.ts';
import { bodyGeometry } from '../../shared/crypto/body.ts';
import type { PlainUpload, RawSeal, Took } from '../shapes.ts';
import { race, raceAll } from './race.ts';

const client = createClient(location.origin, (url, init) => fetch(url, init));
const MANIFEST_SIZE = 8_192;

function theFile(): File {
  const file = document.querySelector('input')?.files?.[0];
  if (!file) throw new Error('no file');
  return file;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const each = <T>(workers: number, make: (worker: number) => T) =>
  Array.from({ length: workers }, (_, worker) => make(worker));

const bench = {
  /** Inside the clock: create, the parts' URLs, their bytes, complete; and their digests where `hashed`. */
  async plainUpload({ connections, workers, hashed }: PlainUpload): Promise<Took> {
    const file = theFile();
    const { objectSize } = bodyGeometry(file.size);
    const token = random(32);
    const inputs = each(workers, (worker) => ({
      file,
      workers,
      worker,
      hashed,
      connections: connections / workers,
    }));
    const { milliseconds, output: id } = await race('plain-upload', inputs, async (lanes) => {
      const share = await client.create({
        ownerCommit: random(32),
        token,
        bodySize: objectSize,
        manifestSize: MANIFEST_SIZE,
        lifetime: 3_600,
        limit: null,
      });
      const go = { id: toBase64Url(share.id), token: toBase64Url(token) };
      const sent = await Promise.all(lanes.map(({ run }) => run(go) as Promise<SentPart[]>));
      const parts = sent.flat().sort((a, b) => a.number - b.number);
      await client.complete(share.id, token, parts);
      return share.id;
    });
    await client.revoke(id, token);
    return { milliseconds, bytes: objectSize };
  },

  async seal(): Promise<Took> {
    const { milliseconds, output } = await raceAll<number>('seal', [{ file: theFile() }], null);
    return { milliseconds, bytes: sum(output) };
  },

  async rawSeal(shape: RawSeal): Promise<Took> {
    const file = theFile();
    const inputs = each(shape.workers, (worker) => ({ ...shape, file, worker }));
    const { milliseconds, output } = await raceAll<number>('raw-seal', inputs, null);
    return { milliseconds, bytes: sum(output) };
  },
};

declare global {
  var bench: Bench;
}
export type Bench = typeof bench;
globalThis.bench = bench;
