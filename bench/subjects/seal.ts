/**
 * seal_ratio: from a File to sealed and digested parts, with no network, against reading the file and AES-256-GCM alone in
 * the best shape that this run finds.
 */
import { round } from '../figures.ts';
import { alternately, fastest, medianRate, pairedRatio } from '../runs.ts';
import type { RawSeal } from '../shapes.ts';
import type { Subject } from '../subject.ts';

const shapes: readonly RawSeal[] = (['slice', 'stream'] as const).flatMap((read) =>
  [262_144, 524_288].map((call) => ({ read, call, workers: 2 })),
);

export const seal: Subject = {
  name: 'seal',
  figures: ['seal_ratio'],
  async measure(rig) {
    const path = await rig.file(rig.options.size);
    const sealed = () => rig.onBench([path], (page) => page.evaluate(() => globalThis.bench.seal()));
    const raw = (shape: RawSeal) =>
      rig.onBench([path], (page) => page.evaluate((given) => globalThis.bench.rawSeal(given), shape));
    await sealed();
    const { best, speeds } = await fastest(rig, shapes, raw);
    const runs = await alternately(
      rig,
      { name: 'Sealdrop', run: sealed },
      { name: 'raw', run: () => raw(best) },
    );
    return {
      figures: { seal_ratio: pairedRatio(runs) },
      details: {
        sealdrop_mb_s: round(medianRate(runs.a), 1),
        raw_mb_s: round(medianRate(runs.b), 1),
        raw_shape: best,
        raw_shapes_mb_s: speeds,
        processor_seconds: runs.processor,
      },
    };
  },
};
