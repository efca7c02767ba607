/**
 * small_files_ratio: the whole upload of 10,000 files of 4 KiB, against reading the same File objects whole in a worker, with
 * the best number of them at once. Milliseconds by milliseconds: 1 would be an upload as fast as reading alone. The browser
 * alone asks for the sizes of all, reads, encrypts, hashes and puts them.
 */
import { median, round } from '../figures.ts';
import { alternately, fastest } from '../runs.ts';
import type { Took } from '../shapes.ts';
import type { Subject } from '../subject.ts';
import { sealedUpload } from './upload.ts';

const COUNT = 10_000;
const SIZE = 4_096;

const shapes = [4, 16, 64, 256].map((atOnce) => ({ atOnce }));
const bareShapes = [4, 16, 64].map((pieces) => ({ pieces }));

/** How many times as long `a` takes, by the median of the turns. */
function slower(a: readonly Took[], b: readonly Took[]): number {
  const each = a.map(({ milliseconds }, i) => milliseconds / (b[i] as Took).milliseconds);
  return round(median(each));
}

export const smallFiles: Subject = {
  name: 'small-files',
  figures: ['small_files_ratio'],
  async measure(rig) {
    const paths = await rig.files(COUNT, SIZE);
    const sealed = () => sealedUpload(rig, paths, COUNT * SIZE);
    const plain = ({ atOnce }: { readonly atOnce: number }) =>
      rig.onBench(paths, (page) => page.evaluate((given) => globalThis.bench.readFiles(given), atOnce));
    await sealed();
    const { best, speeds } = await fastest(rig, shapes, plain);
    const bare = ({ pieces }: { readonly pieces: number }) =>
      rig.onBench(paths, (page) => page.evaluate((given) => globalThis.bench.bareFiles(given), pieces));
    const { best: bestBare } = await fastest(rig, bareShapes, bare);
    const runs = await alternately(
      rig,
      { name: 'Sealdrop', run: sealed },
      { name: 'reading', run: () => plain(best) },
      { name: 'browser alone', run: () => bare(bestBare) },
    );
    const [ours = [], reading = [], alone = []] = runs.took;
    const times = (took: readonly Took[]) => round(median(took.map(({ milliseconds }) => milliseconds)), 0);
    return {
      figures: { small_files_ratio: slower(ours, reading) },
      limits: { small_files_ratio: slower(alone, reading) },
      details: {
        upload_ms: times(ours),
        read_ms: times(reading),
        browser_alone_ms: times(alone),
        browser_alone_shape: bestBare,
        read_shape: best,
        read_shapes_mb_s: speeds,
        processor_seconds: runs.processor,
      },
    };
  },
};
