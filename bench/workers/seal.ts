/**
 * The product's own way from a file to sealed, digested parts, which go nowhere: what engine and part workers do in an
 * upload (web/engine/part-pool.ts, part-worker.ts), without network. Each of several workers takes a stretch of the file.
 */
import { random } from '../../shared/bytes.ts';
import { bodyGeometry } from '../../shared/crypto/body.ts';
import { inLanes } from '../../shared/transfer/lanes.ts';
import { partSealer, partSender } from '../../shared/transfer/part-sender.ts';
import { newBody } from '../../shared/transfer/sealed-part.ts';
import { bodySource } from '../../web/engine/source.ts';

export interface SealInput {
  readonly file: File;
  readonly workers: number;
  readonly worker: number;
}

/** Parts that a worker of an upload has in hand: four requests over two workers. */
const AT_ONCE = 2;

export async function seal({ file, workers, worker }: SealInput) {
  const geometry = bodyGeometry(file.size);
  const { body } = await newBody(random(32), random(16), geometry);
  const stretch = Math.ceil(geometry.parts / workers);
  const all = Array.from({ length: geometry.parts }, (_, i) => i);
  const mine = all.slice(worker * stretch, (worker + 1) * stretch);
  return async (): Promise<number> => {
    let sealed = 0;
    const sealer = partSealer(body, async ({ bytes }) => {
      sealed += bytes.length;
      return '"0"';
    });
    const source = bodySource({ files: [{ path: file.name, file }], joined: file }, geometry);
    const sender = partSender(source, sealer);
    await inLanes(AT_ONCE, mine, async (index) => {
      await sender.send(index, null);
    });
    await source.requireUnchanged();
    source.close();
    return sealed;
  };
}
