/**
 * download_ratio: the whole download, verified to the last byte, into a sink that drops it, against plain range requests for
 * the same object, best of 2, 4, 6 and 8 connections in one worker or two.
 */
import { round } from '../figures.ts';
import { drop, linkOf, stopAndDelete, untilReady } from '../product.ts';
import { alternately, fastest, medianRate, pairedRatio } from '../runs.ts';
import type { PlainShape } from '../shapes.ts';
import type { Result, Subject } from '../subject.ts';
import { bareShapes, plainShapes } from './upload.ts';

export const download: Subject = {
  name: 'download',
  figures: ['download_ratio'],
  async measure(rig) {
    const path = await rig.file(rig.options.size);

    async function compared(link: string): Promise<Result> {
      const sealed = () =>
        rig.onBench([path], (page) => page.evaluate((given) => globalThis.bench.download(given), link));
      const plain = (shape: PlainShape) =>
        rig.onBench([path], (page) =>
          page.evaluate((given, at) => globalThis.bench.plainDownload(given, at), shape, link),
        );
      await sealed();
      const bare = (shape: PlainShape) =>
        rig.onBench([path], (page) =>
          page.evaluate((given, at) => globalThis.bench.bareDownload(given, at), shape, link),
        );
      const { best, speeds } = await fastest(rig, plainShapes, plain);
      const { best: bestBare } = await fastest(rig, bareShapes, bare);
      const runs = await alternately(
        rig,
        { name: 'Sealdrop', run: sealed },
        { name: 'plain', run: () => plain(best) },
        { name: 'browser alone', run: () => bare(bestBare) },
      );
      const [ours, theirs, alone] = runs.took;
      return {
        figures: { download_ratio: pairedRatio(ours, theirs) },
        limits: { download_ratio: pairedRatio(alone, theirs) },
        details: {
          sealdrop_mb_s: round(medianRate(ours), 1),
          plain_mb_s: round(medianRate(theirs), 1),
          browser_alone_mb_s: round(medianRate(alone), 1),
          plain_shape: best,
          browser_alone_shape: bestBare,
          plain_shapes_mb_s: speeds,
          processor_seconds: runs.processor,
        },
      };
    }

    return rig.onPage('/', async (page) => {
      await drop(page, [path]);
      await untilReady(page);
      const result = await compared(await linkOf(page));
      await stopAndDelete(page);
      return result;
    });
  },
};
