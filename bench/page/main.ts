/** The bench page: measurements that Node.js asks for by `bench`, on the files that it has put into the one input. */
import { random, toBase64Url } from '../../shared/bytes.ts';
import { createClient, type SentPart } from '../../shared/client.ts';
import { bodyGeometry } from '../../shared/crypto/body.ts';
import type { PlainShape, PlainUpload, RawSeal, RivalUpload, Took } from '../shapes.ts';
import type { BodyAddress, Job } from '../workers/job.ts';
import { SLICE } from '../workers/pieces.ts';
import { prepareLane, race, raceAll } from './race.ts';

const client = createClient(location.origin, (url, init) => fetch(url, init));
/** As many as web/engine/part-pool.ts makes. */
const SEALING_WORKERS = Math.min(4, Math.max(2, Math.floor(navigator.hardwareConcurrency / 2)));
const MANIFEST_SIZE = 8_192;

const theFiles = (): File[] => [...(document.querySelector('input')?.files ?? [])];

function theFile(): File {
  const [file] = theFiles();
  if (!file) throw new Error('no file');
  return file;
}

/** What the lanes did together, in bytes; throws where that is not all that there was to do. */
function allOf(lanes: readonly number[], wanted: number): number {
  const bytes = lanes.reduce((total, one) => total + one, 0);
  // What is no number is not enough either.
  if (!(bytes >= wanted)) throw new Error(`${bytes} bytes of ${wanted}`);
  return bytes;
}

const each = <T>(workers: number, make: (worker: number) => T) =>
  Array.from({ length: workers }, (_, worker) => make(worker));

/**
 * Lanes that answer their parts' ETags, between create and complete, which are inside the clock too. The share is removed
 * afterwards.
 */
async function multipart(job: Job, inputs: readonly unknown[], bodyOf: () => Blob = theFile): Promise<Took> {
  const token = random(32);
  let objectSize = 0;
  const { milliseconds, output: id } = await race(job, inputs, async (lanes) => {
    const joined = bodyOf();
    ({ objectSize } = bodyGeometry(joined.size));
    const share = await client.create({
      ownerCommit: random(32),
      token,
      bodySize: objectSize,
      manifestSize: MANIFEST_SIZE,
      lifetime: 3_600,
      limit: null,
    });
    const go = { id: toBase64Url(share.id), token: toBase64Url(token), joined };
    const sent = await Promise.all(lanes.map(({ run }) => run(go) as Promise<SentPart[]>));
    const parts = sent.flat().sort((a, b) => a.number - b.number);
    await client.complete(share.id, token, parts);
    return share.id;
  });
  await client.revoke(id, token);
  return { milliseconds, bytes: objectSize };
}

async function ranges(job: Job, { connections, workers }: PlainShape, link: string): Promise<Took> {
  const opened = await prepareLane('download', { link });
  const address = (await opened.run('address')) as BodyAddress;
  opened.end();
  const inputs = each(workers, (worker) => ({ workers, worker, connections: connections / workers }));
  const { milliseconds, output } = await raceAll<number>(job, inputs, address);
  return { milliseconds, bytes: allOf(output, address.objectSize) };
}

const bench = {
  /** Inside the clock: create, the parts' URLs, their bytes, complete; and their digests where `hashed`. */
  plainUpload({ connections, workers, hashed }: PlainUpload): Promise<Took> {
    const common = { file: theFile(), workers, hashed, connections: connections / workers };
    return multipart(
      'plain-upload',
      each(workers, (worker) => ({ ...common, worker })),
    );
  },

  /** Inside the clock: the same, with reading and encrypting, by the browser alone. */
  bareUpload({ connections, workers }: PlainShape): Promise<Took> {
    const common = { file: theFile(), workers, connections: connections / workers };
    return multipart(
      'bare-upload',
      each(workers, (worker) => ({ ...common, worker })),
    );
  },

  /** Inside the clock: all files of the input as one, which asks for the size of each, and the same again. */
  bareFiles(pieces: number): Promise<Took> {
    return multipart('bare-files', [{ pieces }], () => new Blob(theFiles()));
  },

  /** The same with another library. */
  rivalUpload(shape: RivalUpload): Promise<Took> {
    return multipart('rival-upload', [{ ...shape, file: theFile() }]);
  },

  /** From the moment at which "Save all" would be pressed to the last verified byte. */
  async download(link: string): Promise<Took> {
    const { milliseconds, output } = await raceAll<number>('download', [{ link }], 'save');
    return { milliseconds, bytes: allOf(output, theFile().size) };
  },

  /** The same object, by ranges. */
  plainDownload(shape: PlainShape, link: string): Promise<Took> {
    return ranges('plain-download', shape, link);
  },

  /** The same, hashed and decrypted by the browser alone. */
  bareDownload(shape: PlainShape, link: string): Promise<Took> {
    return ranges('bare-download', shape, link);
  },

  /** All files of the input. */
  async readFiles(atOnce: number): Promise<Took> {
    const files = theFiles();
    const { milliseconds, output } = await raceAll<number>('read-files', [{ files, atOnce }], null);
    return {
      milliseconds,
      bytes: allOf(
        output,
        files.reduce((total, { size }) => total + size, 0),
      ),
    };
  },

  async seal(): Promise<Took> {
    const file = theFile();
    const inputs = each(SEALING_WORKERS, (worker) => ({ file, workers: SEALING_WORKERS, worker }));
    const { milliseconds, output } = await raceAll<number>('seal', inputs, null);
    return { milliseconds, bytes: allOf(output, file.size) };
  },

  /** The same by the browser alone. */
  async bareSeal({ connections, workers }: PlainShape): Promise<Took> {
    const file = theFile();
    const common = { file, workers, connections: connections / workers };
    const inputs = each(workers, (worker) => ({ ...common, worker }));
    const { milliseconds, output } = await raceAll<number>('bare-seal', inputs, null);
    // Whole slices alone.
    return { milliseconds, bytes: allOf(output, file.size - (file.size % SLICE)) };
  },

  async rawSeal(shape: RawSeal): Promise<Took> {
    const file = theFile();
    const inputs = each(shape.workers, (worker) => ({ ...shape, file, worker }));
    const { milliseconds, output } = await raceAll<number>('raw-seal', inputs, null);
    return { milliseconds, bytes: allOf(output, file.size) };
  },
};

declare global {
  var bench: Bench;
}
export type Bench = typeof bench;
globalThis.bench = bench;
