/**
 * upload_ratio: from the drop to "Ready" in the product's page, against the best plain upload of as many bytes from memory
 * to the same API and store. Inside both clocks: create, URLs, bytes, complete. The plain side hashes its parts inside
 * the clock where the store checks digests, for then it cannot upload without; the speed without is given too.
 */
import type { PlainPage } from '../../e2e/cdp.ts';
import { round } from '../figures.ts';
import { drop, stopAndDelete, untilReady } from '../product.ts';
import type { Rig } from '../rig.ts';
import { alternately, fastest, medianRate, noted, pairedRatio, rate } from '../runs.ts';
import type { PlainShape, Took } from '../shapes.ts';
import { watchStages } from '../stages.ts';
import type { Subject } from '../subject.ts';

export const plainShapes: readonly PlainShape[] = [1, 2].flatMap((workers) =>
  [2, 4, 6, 8].map((connections) => ({ connections, workers })),
);

/** The same work as the product's by the browser alone is fastest in two workers. */
export const bareShapes = plainShapes.filter(({ workers }) => workers === 2);

/** Of files through the page; the share is deleted afterwards. */
export function sealedUpload(rig: Rig, files: readonly string[], bytes: number): Promise<Took> {
  return rig.onPage('/', async (page) => {
    await drop(page, files);
    const milliseconds = await untilReady(page);
    await stopAndDelete(page);
    return { milliseconds, bytes };
  });
}

/** Of one more upload, slower for being watched. */
function stagesOf(rig: Rig, path: string) {
  let read: Awaited<ReturnType<typeof watchStages>> | null = null;
  const watch = async (page: PlainPage) => {
    read = await watchStages(rig.browser.wire, page);
  };
  return rig.onPage(
    '/',
    async (page) => {
      await drop(page, [path]);
      const milliseconds = Math.round(await untilReady(page));
      const workers = await read?.();
      await stopAndDelete(page);
      return { milliseconds, workers };
    },
    watch,
  );
}

function plainUpload(rig: Rig, path: string, shape: PlainShape, hashed: boolean): Promise<Took> {
  return rig.onBench([path], (page) =>
    page.evaluate((given) => globalThis.bench.plainUpload(given), { ...shape, hashed }),
  );
}

/** The same work as the product's, without a line of it (bench/workers/bare.ts). */
export function bareUpload(rig: Rig, path: string, shape: PlainShape): Promise<Took> {
  return rig.onBench([path], (page) => page.evaluate((given) => globalThis.bench.bareUpload(given), shape));
}

export const upload: Subject = {
  name: 'upload',
  figures: ['upload_ratio'],
  async measure(rig) {
    const { size } = rig.options;
    const path = await rig.file(size);
    const hashed = rig.storeChecks;
    const sealed = () => sealedUpload(rig, [path], size);
    // The first of all is slower: code is compiled, folders are made.
    await sealed();
    const { best, speeds } = await fastest(rig, plainShapes, (shape) =>
      plainUpload(rig, path, shape, hashed),
    );
    const bare = (shape: PlainShape) => bareUpload(rig, path, shape);
    const { best: bestBare } = await fastest(rig, bareShapes, bare);
    const runs = await alternately(
      rig,
      { name: 'Sealdrop', run: sealed },
      { name: 'plain', run: () => plainUpload(rig, path, best, hashed) },
      { name: 'browser alone', run: () => bare(bestBare) },
    );
    const [ours, theirs, alone] = runs.took;
    const other = await noted(rig, hashed ? 'plain, hashed before' : 'plain, hashed', () =>
      plainUpload(rig, path, best, !hashed),
    );
    const stages = await stagesOf(rig, path);
    return {
      figures: { upload_ratio: pairedRatio(ours, theirs) },
      limits: { upload_ratio: pairedRatio(alone, theirs) },
      details: {
        sealdrop_mb_s: round(medianRate(ours), 1),
        plain_mb_s: round(medianRate(theirs), 1),
        browser_alone_mb_s: round(medianRate(alone), 1),
        browser_alone_shape: bestBare,
        plain_hashes_inside_the_clock: hashed,
        [hashed ? 'plain_without_hashing_mb_s' : 'plain_with_hashing_mb_s']: round(rate(other), 1),
        plain_shape: best,
        plain_shapes_mb_s: speeds,
        processor_seconds: runs.processor,
        stages,
      },
    };
  },
};
