/**
 * The product's own way from a file to sealed, digested parts, which go nowhere: what a part worker does
 * (web/engine/part-worker.ts), without network. Of several workers each takes every so-many-th part.
 */
import { random } from '../../shared/bytes.ts';
import { bodyGeometry } from '../../shared/crypto/body.ts';
import { inLanes } from '../../shared/transfer/lanes.ts';
import { partSender } from '../../shared/transfer/part-sender.ts';
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
  const mine = Array.from({ length: geometry.parts }, (_, i) => i).filter((i) => i % workers === worker);
  return async (): Promise<number> => {
    let sealed = 0;
    const sender = partSender(body, {
      read: bodySource([{ path: file.name, file }]),
      put: async ({ bytes }) => {
        sealed += bytes.length;
        return '"0"';
      },
    });
    await inLanes(
      () => AT_ONCE,
      mine,
      async (index) => {
        await sender.send(index, null);
      },
    );
    return sealed;
  };
}
