/**
 * small_files_ratio: the whole upload of 10,000 files of 4 KiB, against reading the same File objects whole in a worker, with
 * the best number of them at once. Milliseconds by milliseconds: 1 would be an upload as fast as reading alone.
 */
import { median, round } from '../figures.ts';
import { alternately, fastest, pairedRatio } from '../runs.ts';
import type { Subject } from '../subject.ts';
import { sealedUpload } from './upload.ts';

const COUNT = 10_000;
const SIZE = 4_096;

const shapes = [4, 16, 64, 256].map((atOnce) => ({ atOnce }));

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
    const runs = await alternately(
      rig,
      { name: 'Sealdrop', run: sealed },
      { name: 'reading', run: () => plain(best) },
    );
    const [ours = [], reading = []] = runs.took;
    return {
      figures: { small_files_ratio: round(1 / pairedRatio(ours, reading)) },
      details: {
        upload_ms: round(median(ours.map(({ milliseconds }) => milliseconds)), 0),
        read_ms: round(median(reading.map(({ milliseconds }) => milliseconds)), 0),
        read_shape: best,
        read_shapes_mb_s: speeds,
        processor_seconds: runs.processor,
      },
    };
  },
};
